import type { Desk } from './desk.ts';
import { refusal } from './judging/judge.ts';
import { PROVERS } from './provers/provers.ts';
import type { By, Command } from './request/commands.ts';
import type { AskedProof, ProofAsk } from './request/proof.ts';
import type { Refusal } from './request/refusal.ts';
import type { Approved, Open, Request } from './request/request.ts';
import { rowAbout } from './request/row-of-event.ts';
import { DAY } from './times.ts';

/** Counts that this person is asked, with its row on record, or tells that they have been asked too often. */
export async function counted(
  desk: Desk,
  request: Open | Approved,
  { kind, by }: Command<'ask-proof'>,
  of: ProofAsk['of'],
): Promise<Refusal | undefined> {
  const { atMost, within } = PROVERS[kind].limit;
  const name = countFor(kind, of);
  for (;;) {
    const now = desk.now();
    const before = await desk.store.setting(name);
    const lately = before?.filter(at => now - at < within) ?? [];
    if (lately.length >= atMost)
      return refusal('proof-too-many', { asked: of.name, target: request.target.displayName, count: String(atMost) });
    const after = [...(before ?? []).filter(at => now - at < DAY), now];
    const row = { ...rowAbout(request, { by, now }), event: 'proof-asked' as const, proof: kind, detail: of.id };
    if (await desk.store.replaceSetting(name, { before, after }, row)) return undefined;
  }
}

function countFor(kind: AskedProof, { id }: ProofAsk['of']): `asks:${string}` {
  return `asks:${kind}:${id}`;
}

/**
 * Takes that back where nobody was asked, with its row on record; `detail`: why. Of counts of the same moment any one will do.
 * Call it once for an ask.
 */
export async function uncounted(
  desk: Desk,
  request: Request,
  { kind, of, askedAt }: Pick<ProofAsk, 'kind' | 'of' | 'askedAt'>,
  { by, detail }: Pick<By, 'by'> & { detail: string },
): Promise<void> {
  const name = countFor(kind, of);
  for (;;) {
    const before = await desk.store.setting(name);
    if (!before?.length) return;
    const row = {
      ...rowAbout(request, { by, now: desk.now() }),
      event: 'proof-not-asked' as const,
      proof: kind,
      detail,
    };
    // Others may have been counted since.
    const after = before.toSpliced(
      before.findLastIndex(at => at <= askedAt),
      1,
    );
    if (await desk.store.replaceSetting(name, { before, after }, row)) return;
  }
}
