import type { TextKey } from '../locales/text-key.ts';
import type { CardContext } from './card.ts';
import { type Inlines, sentence } from './text-runs.ts';

/** Somebody on a card, with the account that they act with where it is another one than the one that they chat with. */
export interface Acting {
  requesterName: string;
  /** Its sign-in name. */
  actingWith?: string;
}

/** "Erik Berg, acting with erik.berg.adm@contoso.com". */
export function actingName({ requesterName: name, actingWith: account = '' }: Acting, context: CardContext): Inlines {
  return sentence(context, 'acting.name', { name, account });
}

/** The fact "Requested by", where the requester acts with another account; without a value where not. */
export function actingRow(view: Acting, context: CardContext): readonly [TextKey, readonly Inlines[]] {
  return ['fact.requestedBy', view.actingWith ? [actingName(view, context)] : []];
}
