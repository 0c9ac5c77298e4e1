import { type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Logger } from 'pino';
import type { Measures } from './measures.ts';
import { SCOPE } from './traced-call.ts';
import { atTurnEnd, inTurn, noteTurn, type TurnNotes, type TurnTime, waitingFor } from './turn-scope.ts';

type Door<Answer> = (authorization: string | undefined, readBody: () => Promise<unknown>) => Promise<Answer>;

/**
 * The same door; every turn that it lets in is counted, and is one line of the log: what it was, the person's object id, what
 * was answered, and how long it took without and with waiting for others. Whoever was refused at the door has a line of their
 * own already.
 */
export function observedDoor<Answer extends { status: number }>(
  door: Door<Answer>,
  log: Logger,
  measures: Measures,
): Door<Answer> {
  return (authorization, readBody) =>
    inTurn(
      () => door(authorization, () => waitingFor(readBody)),
      (notes, time, answer) => {
        if (notes.kind === undefined) return;
        measures.turn(notes.kind, time.own);
        const { own, waited } = rounded(time);
        log.info({ ...notes, status: answer?.status, ownMs: own, waitedMs: waited }, 'turn');
      },
    );
}

/** Runs a turn that the door has let in, in a span of its own: what is refused there costs nothing. */
export function admitted<T>(activity: ArrivedActivity, run: () => Promise<T>): Promise<T> {
  noteTurn({ kind: kindOf(activity) });
  return trace.getTracer(SCOPE).startActiveSpan('turn', { kind: SpanKind.SERVER }, span => {
    atTurnEnd((notes, time) => endSpan(span, notes, time));
    return run();
  });
}

function endSpan(span: Span, { kind, correlationId, answer }: TurnNotes, time: TurnTime): void {
  const { own, waited } = rounded(time);
  span.updateName(`turn ${kind}`);
  span.setAttributes({
    'nyckel.kind': kind,
    'nyckel.correlation_id': correlationId,
    'nyckel.answer': answer,
    'nyckel.own_ms': own,
    'nyckel.waited_ms': waited,
  });
  span.setStatus({ code: answer === 'trouble' ? SpanStatusCode.ERROR : SpanStatusCode.OK });
  span.end();
}

function rounded({ own, waited }: TurnTime): TurnTime {
  return { own: Math.round(own * 10) / 10, waited: Math.round(waited * 10) / 10 };
}

interface ArrivedActivity {
  type: string;
  name?: string;
}

/** What a turn is, as long as nobody has looked closer. */
function kindOf({ type, name = '' }: ArrivedActivity): string {
  if (type === 'message') return 'message';
  if (type === 'installationUpdate') return 'installation';
  if (type !== 'invoke') return 'other';
  if (name === 'adaptiveCard/action') return 'click';
  return name.startsWith('signin/') ? 'sign-in' : 'other';
}
