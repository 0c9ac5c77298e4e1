/** What the directory says of a person that goes with a request, for the cards and to tell whether it still is the same one. */
export interface Particulars {
  id: string;
  displayName: string;
  userPrincipalName: string;
  givenName?: string;
  surname?: string;
  jobTitle?: string;
  department?: string;
}

/** That part of an account, and nothing else. */
export function particularsOf(account: Particulars): Particulars {
  const { id, displayName, userPrincipalName, givenName, surname, jobTitle, department } = account;
  return { id, displayName, userPrincipalName, givenName, surname, jobTitle, department };
}
