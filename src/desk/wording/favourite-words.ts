/** Words that people all over the world build passwords from, in both languages; nobody names a ticket or a computer after them. */
const FAVOURITES = new Set(
  [
    ...['sommar', 'sommaren', 'vinter', 'vintern', 'höst', 'hösten', 'hosten', 'vår', 'våren', 'varen'],
    ...['summer', 'winter', 'spring', 'autumn', 'january', 'januari', 'february', 'februari'],
    ...['april', 'june', 'juni', 'july', 'juli', 'august', 'augusti', 'september', 'october', 'oktober'],
    ...['november', 'december', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
    ...['måndag', 'tisdag', 'onsdag', 'torsdag', 'fredag', 'lördag', 'söndag', 'mandag', 'lordag', 'sondag'],
    ...['password', 'passwort', 'passord', 'passwd', 'lösenord', 'losenord', 'lösen', 'losen', 'hemlig', 'hemligt'],
    ...['temp', 'pass', 'starwars', 'pokemon', 'midsommar'],
    ...['hemlighet', 'secret', 'welcome', 'välkommen', 'valkommen', 'changeme', 'letmein', 'qwerty', 'qwertz'],
    ...['qwe', 'qaz', 'asd', 'asdf', 'asdfgh', 'zxcvbn', 'abc', 'abcd', 'abcdef', 'hunter', 'iloveyou', 'dragon'],
    ...['monkey', 'football', 'fotboll', 'sunshine', 'princess', 'superman', 'batman', 'liverpool'],
  ].map(word => word.normalize('NFC')),
);

/** True for a word such as "Sommar", "password" or "qwerty", however it is capitalised. */
export function isFavourite(word: string): boolean {
  return FAVOURITES.has(word.toLowerCase());
}
