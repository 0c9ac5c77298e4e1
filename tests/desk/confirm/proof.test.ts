import assert from 'node:assert/strict';
import { proofSchema } from '../../../src/desk/policy/proof-rules.ts';
import * as always from '../../../src/desk/policy/rules/always.ts';
import { type Proof, WORDS } from '../../../src/desk/request/proof.ts';
import { answersAsk, asksProof } from '../support/caller-deeds.ts';
import { asks, confirms, handsOver } from '../support/deeds.ts';
import { passes, policyIs } from '../support/happenings.ts';
import { asksForPass, confirmsPass } from '../support/pass-deeds.ts';
import { givenUnder, PROOF_OR_NOTHING, type Scene, SOMEBODY_ELSE, type Step, WORD } from '../support/spec.ts';

const MINUTE = 60_000;
const SAID = { word: 'voice' } as const;
const NUMBER = [asks('anna'), asksProof(), answersAsk('right')];
const VOUCHED = [asks('anna'), asksProof('manager'), answersAsk('yes')];
const CARRIED_OUT = {
  said: 'carried out',
  record: ['reset-started by erik', 'reset-accepted by erik'],
  calls: ['erik for anna'],
};
const WAITS = { said: 'awaiting-approval', record: ['approval-asked by erik'] };

function lacking(rule: 'proof-missing' | 'proof-word-missing', by = 'erik') {
  return { said: `not allowed: ${rule}`, record: [`not-allowed (${rule}) by ${by}`] };
}

function wanting(...rules: readonly object[]): Step {
  return policyIs({ proof: proofSchema.parse(rules).map(({ rule }) => rule) });
}

/** The latest request has these proofs, whoever has put them there. */
function hasProofs(...proofs: readonly Partial<Proof>[]): Step {
  return async scene => {
    const request = await scene.request();
    const usual = { kind: 'number-match', by: { id: 'anna', name: 'anna' }, at: scene.now } as const;
    const about = { action: 'reset-password', targetId: 'anna' } as const;
    const caller = { asks: [], proofs: proofs.map(each => ({ ...usual, ...about, ...each })) };
    await scene.store.replace({ ...request, caller });
    return undefined;
  };
}

async function approvalIn(scene: Scene) {
  const request = await scene.request();
  assert.equal(request.state, 'awaiting-approval');
  return 'approval' in request ? request.approval : undefined;
}

describe('Confirm, where the policy wants to know who calls', () => {
  it('takes the word of whoever asks where that is enough, whichever it is, and none that they did not give', async () => {
    for (const word of WORDS) {
      const scene = await givenUnder(WORD, asks('anna')).when(confirms({ word })).thenSee(CARRIED_OUT);
      const [proof] = (await scene.request()).caller?.proofs ?? [];
      assert.deepEqual([proof?.kind, proof?.by.id, proof?.at], [word, 'erik', scene.now]);
    }
    await givenUnder(WORD, asks('anna')).when(confirms()).thenSee(lacking('proof-word-missing'));
  });

  it('takes no word where somebody else has to show it', () =>
    givenUnder(WORD, asks('rolf')).when(confirms(SAID)).thenSee(lacking('proof-missing')));

  it('takes what somebody else has shown, for as much and for less', async () => {
    for (const policy of [WORD, SOMEBODY_ELSE])
      for (const shown of [NUMBER, VOUCHED])
        await givenUnder(policy, ...shown)
          .when(confirms())
          .thenSee(CARRIED_OUT);
  });

  it('takes the kinds that the policy names, and no other', async () => {
    const byManager = wanting({ when: 'always', atLeast: 2, of: ['manager'] });
    await givenUnder(SOMEBODY_ELSE, ...NUMBER, byManager)
      .when(confirms(SAID))
      .thenSee(lacking('proof-missing'));
    await givenUnder(SOMEBODY_ELSE, byManager, ...VOUCHED)
      .when(confirms())
      .thenSee(CARRIED_OUT);
    const inPerson = wanting({ when: 'always', atLeast: 1, of: ['in-person'] });
    await givenUnder(SOMEBODY_ELSE, inPerson, asks('anna')).when(confirms(SAID)).thenSee(lacking('proof-word-missing'));
    await givenUnder(SOMEBODY_ELSE, inPerson, asks('anna'))
      .when(confirms({ word: 'in-person' }))
      .thenSee(CARRIED_OUT);
  });

  it('takes nothing that was shown ten minutes ago', async () => {
    for (const shown of [NUMBER, VOUCHED]) {
      await givenUnder(SOMEBODY_ELSE, ...shown, passes(10 * MINUTE - 1))
        .when(confirms())
        .thenSee(CARRIED_OUT);
      await givenUnder(SOMEBODY_ELSE, ...shown, passes(10 * MINUTE))
        .when(confirms())
        .thenSee(lacking('proof-missing'));
    }
  });

  it('takes nothing that was shown for something else, for somebody else, or by no manager of theirs', async () => {
    await givenUnder(SOMEBODY_ELSE, asks('anna'), hasProofs({})).when(confirms()).thenSee(CARRIED_OUT);
    for (const other of [
      { action: 'temporary-access-pass' },
      { targetId: 'nils' },
      { kind: 'manager', by: { id: 'gunnar', name: 'gunnar' } },
      { kind: 'voice' },
    ] as const)
      await givenUnder(SOMEBODY_ELSE, asks('anna'), hasProofs(other))
        .when(confirms())
        .thenSee(lacking('proof-missing'));
  });

  it('takes nothing of another request about the same person', () =>
    givenUnder(SOMEBODY_ELSE, ...NUMBER, asks('anna'))
      .when(confirms())
      .thenSee(lacking('proof-missing')));

  it('looks at what is wanted by then, and not by what stood on the card', async () => {
    const many = wanting({ when: 'always', atLeast: 1 }, { when: 'requester-resets', moreThan: 1, atLeast: 2 });
    const card = [many, asks('anna')];
    await givenUnder(WORD, ...card)
      .when(confirms(SAID))
      .thenSee(CARRIED_OUT);
    await givenUnder(WORD, ...card, asks('nils'), confirms(SAID), handsOver())
      .when(confirms({ ...SAID, back: 1 }))
      .thenSee(lacking('proof-missing'));
    await givenUnder(WORD, ...card, wanting({ when: 'always', atLeast: 0 }))
      .when(confirms())
      .thenSee(CARRIED_OUT);
  });

  it('looks who manages the person by then', () => {
    const changed: Step = async ({ entra }) => {
      entra.person('anna').manager = 'gunnar';
      return undefined;
    };
    return givenUnder(SOMEBODY_ELSE, ...VOUCHED, changed)
      .when(confirms())
      .thenSee(lacking('proof-missing'));
  });

  it('asks a second person in the place of what is missing where that is wanted, and tells them why', async () => {
    const scene = await givenUnder(SOMEBODY_ELSE, asks('anna'))
      .when(confirms({ withoutProof: true }))
      .thenSee(WAITS);
    const approval = await approvalIn(scene);
    assert.equal(approval?.because.rule, 'proof-missing');
    assert.equal(approval?.withoutProof?.rule, 'always');
    await givenUnder(SOMEBODY_ELSE, asks('anna')).when(confirms()).thenSee(lacking('proof-missing'));
  });

  it('tells a second person of the rule for which nothing is shown, and not of one that is satisfied', async () => {
    const manager = { when: 'action', action: 'reset-password', atLeast: 2, of: ['manager'] };
    const scene = await givenUnder(SOMEBODY_ELSE, wanting({ when: 'always', atLeast: 2 }, manager), ...NUMBER)
      .when(confirms({ withoutProof: true }))
      .thenSee(WAITS);
    assert.equal((await approvalIn(scene))?.withoutProof?.rule, 'action');
  });

  it('asks nobody where what is wanted is shown', async () => {
    await givenUnder(SOMEBODY_ELSE, ...NUMBER)
      .when(confirms({ withoutProof: true }))
      .thenSee(CARRIED_OUT);
    await givenUnder(WORD, asks('anna'))
      .when(confirms({ ...SAID, withoutProof: true }))
      .thenSee(CARRIED_OUT);
  });

  it('asks nobody where the policy lets no second person stand in', async () => {
    await givenUnder(PROOF_OR_NOTHING, asksForPass())
      .when(confirms({ by: 'johanna', ...SAID, withoutProof: true }))
      .thenSee(lacking('proof-missing', 'johanna'));
    await givenUnder(PROOF_OR_NOTHING, asks('anna'))
      .when(confirms({ withoutProof: true }))
      .thenSee(lacking('proof-word-missing'));
    await givenUnder(
      PROOF_OR_NOTHING,
      asksForPass(),
      asksProof('manager', { of: 'johanna' }),
      answersAsk('yes', { of: 'johanna' }),
    )
      .when(confirmsPass())
      .thenSee({
        said: 'carried out',
        record: ['pass-started by johanna', 'pass-made by johanna'],
        calls: ['pass: johanna for anna'],
      });
  });

  it('asks the second person whom the policy wants only once it is shown, and tells them of nothing that is missing', async () => {
    const byTwo = policyIs({ approval: [always.rule()] });
    await givenUnder(WORD, byTwo, asks('anna')).when(confirms()).thenSee(lacking('proof-word-missing'));
    const shown = await givenUnder(WORD, byTwo, asks('anna')).when(confirms(SAID)).thenSee(WAITS);
    assert.equal((await approvalIn(shown))?.withoutProof, undefined);
    const missing = await givenUnder(WORD, byTwo, asks('anna'))
      .when(confirms({ withoutProof: true }))
      .thenSee(WAITS);
    const approval = await approvalIn(missing);
    assert.deepEqual([approval?.because.rule, approval?.withoutProof?.rule], ['always', 'always']);
  });

  it('ends what somebody is still asked', async () => {
    for (const how of [{ withoutProof: true }, SAID]) {
      const scene = await givenUnder(WORD, asks('anna'), asksProof())
        .when(confirms(how))
        .thenSee('word' in how ? CARRIED_OUT : WAITS);
      assert.deepEqual(
        (await scene.request()).caller?.asks.map(({ ended }) => ended),
        ['over'],
      );
    }
  });
});
