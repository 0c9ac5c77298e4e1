import { z } from 'zod';
import type { Terms } from '../../desk/actions/kept.ts';
import { momentAt } from '../../locales/wall-clock.ts';

/** What a card may bring of what was chosen there, as it came. */
export const RAW_TERMS = {
  passUse: z.unknown().optional(),
  passMinutes: z.unknown().optional(),
  passStart: z.unknown().optional(),
  passDate: z.unknown().optional(),
  passTime: z.unknown().optional(),
};

const chosen = z.object({
  passUse: z.enum(['once', 'several']).default('once'),
  passMinutes: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number),
  passStart: z.enum(['now', 'at']).default('now'),
  passDate: z.string().optional().catch(undefined),
  passTime: z.string().optional().catch(undefined),
});

/**
 * What was chosen; undefined where the card offered nothing to choose, 'unreadable' where it can't be told what was. Day and time
 * are those of the clock on the wall in that time zone.
 */
export function readTerms(
  raw: Readonly<Partial<Record<keyof typeof RAW_TERMS, unknown>>>,
  timeZone: string | undefined,
): Terms | 'unreadable' | undefined {
  if (raw.passMinutes === undefined) return undefined;
  const read = chosen.safeParse(raw);
  if (!read.success) return 'unreadable';
  const { passUse, passMinutes: minutes, passStart, passDate: date = '', passTime: time = '' } = read.data;
  const terms = { once: passUse === 'once', minutes };
  if (passStart === 'now') return terms;
  const startsAt = momentAt({ date, time }, timeZone)?.getTime();
  return startsAt === undefined ? 'unreadable' : { ...terms, startsAt };
}
