import type { Logger } from 'pino';
import type { CardContext } from '../cards/card.ts';
import type { Config } from '../config/config.ts';
import type { Desk } from '../desk/desk.ts';
import type { Asker } from '../desk/request/people.ts';
import type { Background } from '../process/background.ts';
import type { PeopleLimits } from './budgets/people-limits.ts';
import type { NyckelAdapter } from './channel/adapter.ts';
import type { Messenger } from './sending/messenger.ts';

/** What the handlers of turns work with. */
export interface Services {
  config: Config;
  adapter: NyckelAdapter;
  desk: Desk;
  messenger: Messenger;
  background: Background;
  log: Logger;
  limits: PeopleLimits;
  /** Is told of a refusal that is on no record: it had no effect. */
  onRefused(rule: string, person: string): void;
  /** Is told that Microsoft Entra ID refused a sign-in, with its AADSTS number where it names one. */
  onSignInRefused(entraNumber: string | undefined): void;
}

/** How cards are drawn for this person. */
export function cardContext(services: Services, asker: Pick<Asker, 'locale' | 'timeZone'>): CardContext {
  const { host: portal } = new URL(services.config.portal);
  return { locale: asker.locale, timeZone: asker.timeZone, portal };
}
