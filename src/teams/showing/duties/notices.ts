import type { AdaptiveCard } from '../../../cards/card.ts';
import type { Desk } from '../../../desk/desk.ts';
import type { DutyKind } from '../../../desk/request/duty.ts';
import type { Place } from '../../../desk/request/people.ts';
import type { Request, RequestState } from '../../../desk/request/request.ts';
import { runCardSent } from '../../../desk/sent.ts';
import { dutyDone } from '../../../desk/sweep.ts';
import { neverCalledCard } from '../alarm-views.ts';
import { privateNotice, runRequestCard } from '../approval-views.ts';
import { lapsedCallerView } from '../caller-views.ts';
import { cardOptions, inPersonalChat } from '../drawing.ts';
import { type CardOptions, personalCard, requesterCard, saysItIsStopped } from '../request-cards.ts';
import { type Failure, hasEndedLongAgo, isUnwanted } from './giving-up.ts';
import type { Performance, Performer } from './performer.ts';

/** A card that is sent once into somebody's chat with the bot. */
interface Telling {
  /** undefined: there is nothing to tell any more. */
  card(request: Request, options: CardOptions): AdaptiveCard | undefined;
  /** Notes that they were told. Returns the request as it then is; undefined: it is no longer what they were told of. */
  told(desk: Desk, request: Request, place?: Place): Promise<Request | undefined>;
}

/** What the requester did not see happen themselves, and is told with the card that everybody sees. */
const AS_SHOWN: readonly RequestState[] = ['unknown', 'refused', 'failed'];

/** What is told to one person, in their chat with the bot: a line here for each kind. */
export const NOTICES = {
  /** The card with which the requester runs an approved request. */
  'run-card': {
    perform: telling({
      card: (request, options) =>
        request.state === 'approved'
          ? runRequestCard(request, lapsedCallerView(request, options, options.now), options)
          : undefined,
      told: async (desk, { id }, place) => place && runCardSent(desk, id, place),
    }),
    round: 6,
  },
  /** What became of a request that a second person had a part in, that somebody has taken over, or whose caller never called. */
  notice: {
    perform: telling({
      card: (request, options) => {
        const stopped = neverCalledCard(request, options);
        if (stopped) return saysItIsStopped(request) ? undefined : stopped;
        if (request.state === 'done') return personalCard(request, options);
        return AS_SHOWN.includes(request.state) ? requesterCard(request, options) : privateNotice(request, options);
      },
      told: (desk, { id, state }) => dutyDone(desk, id, 'notice', present => present.state === state),
    }),
    round: 6,
    isGivenUp: (failure: Failure) => isUnwanted(failure) || hasEndedLongAgo(failure),
  },
} as const satisfies Readonly<Partial<Record<DutyKind, Performance>>>;

function telling({ card, told }: Telling): Performer {
  return async ({ services, request }) => {
    const notice = card(request, cardOptions(services, request));
    const place = notice && (await inPersonalChat(services, request, at => services.messenger.send(at, notice)));
    return (await told(services.desk, request, place)) ?? request;
  };
}
