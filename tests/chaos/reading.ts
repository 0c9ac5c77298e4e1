import { textOf } from '../support/chat.ts';

const OVER =
  /was not reset|Expired|protected|You have no role|not find|No account|refused|^Cancelled$|[Dd]eclined|Nobody can be asked|no longer counts/im;

/** Whether this text says that a request is over without a reset. */
export function isOver(text: string): boolean {
  return OVER.test(text) && !/being reset/.test(text);
}

/** Whether a text is about this account: it names it, or no other one. A card of an earlier reset may come late. */
export function isAbout(userPrincipalName: string, text: string): boolean {
  const named = [...text.matchAll(/[\w.'-]+@[\w.-]+/g)].map(([name]) => name);
  return named.length === 0 || named.includes(userPrincipalName);
}

/** The text of a message or answer as it is read, without the invisible characters that keep clients from making links. */
export function readingOf(node: unknown): string {
  return (typeof node === 'string' ? node : textOf(node)).replaceAll('\u200b', '');
}
