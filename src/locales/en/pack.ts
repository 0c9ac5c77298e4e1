import type { LanguagePack } from '../pack.ts';
import grammar from './grammar.json' with { type: 'json' };
import phrases from './phrases.json' with { type: 'json' };
import reasons from './reasons.json' with { type: 'json' };
import spelling from './spelling.json' with { type: 'json' };
import texts from './texts.json' with { type: 'json' };

/** English, spelled in the ICAO alphabet (Annex 10, volume II, 5.2.1.3). */
export const en: LanguagePack = { dates: 'en-US', texts, phrases, grammar, reasons, spelling, readWith: ['sv'] };
