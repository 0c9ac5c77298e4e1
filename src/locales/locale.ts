import type { LanguagePack } from './pack.ts';
import { packs } from './packs.ts';

/** A language that Nyckel speaks, by its tag (BCP 47). */
export type Locale = keyof typeof packs;

export const LANGUAGES: Readonly<Record<Locale, LanguagePack>> = packs;

export const LOCALES: readonly Locale[] = Object.keys(packs).filter(isLocale);

/** True for the tag of a language that Nyckel speaks. */
export function isLocale(tag: string): tag is Locale {
  return Object.hasOwn(packs, tag);
}
