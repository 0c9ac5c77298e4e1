import type { TextKey } from '../locales/text-key.ts';
import { formatTime } from '../locales/time.ts';
import type { CardContext } from './card.ts';
import type { ShownProof } from './proof-view.ts';
import { type Inlines, sentence } from './text-runs.ts';

/** The fact "Caller: number match in Teams, 14:32"; without a value where nothing has shown who calls. */
export function callerRow(
  proofs: readonly ShownProof[] | undefined,
  context: CardContext,
): readonly [TextKey, readonly Inlines[]] {
  return ['fact.caller', (proofs ?? []).map(proof => proofWords(proof, context))];
}

/** What has shown who calls, in a few words. */
export function proofWords({ kind, by, at }: ShownProof, context: CardContext): Inlines {
  const time = formatTime(at, context.locale, context.timeZone);
  return sentence(context, `callerRow.${kind}`, { by, time });
}
