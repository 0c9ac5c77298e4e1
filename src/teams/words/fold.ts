/** Lower case without accents, apostrophes and dots, so that "Återställ", "aterstall" and "P.G.A." find their entry. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}'.]/gu, '');
}
