import type { PasswordRefusal } from './model.ts';

const MIN_LENGTH = 8;
const MAX_LENGTH = 256;
const MIN_SCORE = 5;
const MIN_CLASSES = 3;
/** Shorter parts would refuse nearly every password; Microsoft's own example is the three letters of "Pol". */
const MIN_NAME_LENGTH = 3;
const MIN_TENANT_NAME_LENGTH = 4;

/** In the form that normalisation gives: lower case, without 0, 1, $ and @. */
const BANNED_TERMS = [
  'password',
  'losenord',
  'passord',
  'welcome',
  'valkommen',
  'qwerty',
  'asdfgh',
  'letmein',
  'iloveyou',
  'dragon',
  'monkey',
  'football',
  'fotboll',
  'sunshine',
  'princess',
  'princessa',
  'master',
  'admin',
  'administrator',
  'secret',
  'hemligt',
  'hemlig',
  'sommar',
  'vinter',
  'host',
  'spring',
  'summer',
  'autumn',
  'winter',
  'stockholm',
  'goteborg',
  'sverige',
  'sweden',
  'london',
  'changeme',
  'temporary',
  'tillfalligt',
  'vindkraft',
  'turbine',
  'turbin',
  'abcdef',
  'abc',
  'l23',
  'l234',
  'l2345',
  'l23456',
  'l234567',
  'l2345678',
  'januari',
  'december',
  'monday',
  'mandag',
  'hello',
].sort((a, b) => b.length - a.length);

/** Who a password is for, as far as the policy looks at it. */
export interface PasswordOwner {
  givenName: string | null;
  surname: string | null;
  tenantName: string;
}

function classesOf(password: string): number {
  return [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/].filter(pattern => pattern.test(password)).length;
}

function normalise(text: string): string {
  const letters: Record<string, string> = { '0': 'o', '1': 'l', $: 's', '@': 'a' };
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[01$@]/g, character => letters[character] ?? character);
}

function withinOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  const restOfA = a.slice(start);
  const restOfB = b.slice(start);
  return restOfA.slice(1) === restOfB.slice(1) || restOfA.slice(1) === restOfB || restOfA === restOfB.slice(1);
}

function containsName(normalised: string, owner: PasswordOwner): boolean {
  const parts = (name: string, minimum: number) =>
    normalise(name)
      .split(/[^a-z]+/)
      .filter(part => part.length >= minimum);
  const names = [owner.givenName ?? '', owner.surname ?? ''].flatMap(name => parts(name, MIN_NAME_LENGTH));
  return [...names, ...parts(owner.tenantName, MIN_TENANT_NAME_LENGTH)].some(name => normalised.includes(name));
}

function scoreOf(normalised: string): number {
  let rest = normalised;
  let points = 0;
  for (const term of BANNED_TERMS) {
    const pieces = rest.split(term);
    points += pieces.length - 1;
    rest = pieces.join('\n');
  }
  return points + rest.replaceAll('\n', '').length;
}

/**
 * Checks a password as the cloud does: length, characters, three of four classes, names, banned terms and score.
 * Undefined when it passes. Source: Microsoft Entra password policies; "Eliminate bad passwords using Microsoft Entra
 * Password Protection". The list of banned terms is the sandbox's own: Microsoft doesn't publish the real one.
 */
export function refusalOfPassword(password: string, owner: PasswordOwner): PasswordRefusal | undefined {
  if (password.length < MIN_LENGTH || password.length > MAX_LENGTH) return 'length';
  if (!/^[\x20-\x7e]*$/.test(password)) return 'characters';
  if (classesOf(password) < MIN_CLASSES) return 'complexity';
  const normalised = normalise(password);
  if (containsName(normalised, owner)) return 'name';
  if (BANNED_TERMS.some(term => withinOneEdit(normalised, term))) return 'banned';
  return scoreOf(normalised) < MIN_SCORE ? 'banned' : undefined;
}
