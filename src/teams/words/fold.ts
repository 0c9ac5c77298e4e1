/** Lower case with accents, without apostrophes and dots: "löst" is another word than "lost". */
export function foldKeepingAccents(text: string): string {
  return text.toLowerCase().normalize('NFC').replace(/['.]/gu, '');
}

/** Lower case without accents, apostrophes and dots, so that "Återställ", "aterstall" and "P.G.A." find their entry. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}'.]/gu, '');
}
