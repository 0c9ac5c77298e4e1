import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../../support/pages.ts';
import { some } from '../../../support/runs.ts';
import { skipBecause } from '../../../support/skip.ts';
import { type Scored, STARTS, score, type Verdict, type WrittenMessage } from '../verdict.ts';

/** Half of the messages that the reading is measured with. They are not ours to keep, so they lie beside the project. */
const OPEN_HALF = path.resolve(ROOT, '../shared/data/utterances-open.jsonl');
const OWN = globSync('tests/teams/words/messages/*.jsonl', { cwd: ROOT }).map(file => path.join(ROOT, file));

/** In the fast run: as many as a share of 97 in 100 says something about. */
const ONE_IN = 7;

/** Messages of a file of JSON Lines. */
function messagesIn(file: string): WrittenMessage[] {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as WrittenMessage);
}

/** That half was written before there were passes: what asked for one was not to be understood. */
function asOfNow(message: WrittenMessage): WrittenMessage {
  const asksForPass = /^create a temporary access pass for /.test(message.text);
  return asksForPass ? { ...message, expect: { kind: 'temporary-access-pass' } } : message;
}

function listOf(scored: readonly Scored[]): string {
  return scored
    .map(
      ({ verdict, message, answer }) =>
        `\n${verdict} ${JSON.stringify(message.text)} ${JSON.stringify(message.expect)} -> ${JSON.stringify(answer)}`,
    )
    .join('');
}

function reachesGoals(messages: () => readonly WrittenMessage[]): void {
  let scored: Scored[] = [];
  const having = (...verdicts: Verdict[]) => scored.filter(({ verdict }) => verdicts.includes(verdict));

  before(() => {
    scored = score(some(messages(), ONE_IN));
  });

  it('starts nothing that nobody asked for', () => {
    assert.equal(having('started').length, 0, listOf(having('started')));
  });

  it('takes nobody for somebody else', () => {
    assert.equal(having('wrong').length, 0, listOf(having('wrong')));
  });

  it('is right in at least 97 of 100', () => {
    const failed = having('started', 'wrong', 'missed', 'other');
    const right = 1 - failed.length / scored.length;
    assert.ok(right >= 0.97, `${(100 * right).toFixed(1)} % of ${scored.length} are right${listOf(failed)}`);
  });

  it('asks first in at most one of twenty real requests', () => {
    const requests = scored.filter(({ message }) => STARTS.includes(message.expect.kind));
    const asked = requests.filter(({ verdict, answer }) => verdict === 'right' && answer.asks === true);
    assert.ok(asked.length <= requests.length / 20, `${asked.length} of ${requests.length}${listOf(asked)}`);
  });
}

describe('parseCommand: what people write', () => {
  describe('in messages of our own', () => {
    const own = OWN.flatMap(messagesIn);
    reachesGoals(() => own);

    it('of which there are enough, each once, in both languages', () => {
      assert.ok(own.length >= 450, `${own.length}`);
      const texts = own.map(({ text }) => text);
      assert.deepEqual(
        texts.filter((text, at) => texts.indexOf(text) !== at),
        [],
      );
      for (const [locale, least] of [
        ['en', 0.5],
        ['sv', 0.35],
      ] as const) {
        const share = own.filter(message => message.locale === locale).length / own.length;
        assert.ok(share >= least, `${locale}: ${share}`);
      }
    });

    it('none of which is from the half that lies beside the project', function () {
      if (!existsSync(OPEN_HALF)) skipBecause(this, `there is no ${OPEN_HALF}`);
      const open = new Set(messagesIn(OPEN_HALF).map(({ text }) => text.toLowerCase()));
      const short = 20;
      assert.deepEqual(
        own.map(({ text }) => text.toLowerCase()).filter(text => text.length >= short && open.has(text)),
        [],
      );
    });
  });

  describe('in the half of those that measure it which lies beside the project', () => {
    before(function () {
      if (!existsSync(OPEN_HALF)) skipBecause(this, `there is no ${OPEN_HALF}`);
    });
    reachesGoals(() => messagesIn(OPEN_HALF).map(asOfNow));
  });
});
