import type { LanguagePack } from '../pack.ts';
import grammar from './grammar.json' with { type: 'json' };
import phrases from './phrases.json' with { type: 'json' };
import reasons from './reasons.json' with { type: 'json' };
import spelling from './spelling.json' with { type: 'json' };
import texts from './texts.json' with { type: 'json' };

/** Swedish, spelled in the alphabet of the police and the emergency services. */
export const sv: LanguagePack = { dates: 'sv-SE', texts, phrases, grammar, reasons, spelling, readWith: ['en'] };
