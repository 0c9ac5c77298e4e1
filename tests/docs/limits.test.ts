import assert from 'node:assert/strict';
import * as product from '../../src/desk/times.ts';
import * as host from '../../src/http/times.ts';
import * as channel from '../../src/teams/times.ts';
import { code, table, text } from '../support/pages.ts';

const FILES = { 'src/desk/times.ts': product, 'src/teams/times.ts': channel, 'src/http/times.ts': host } as const;
/** What the others are counted in: no limits themselves. */
const UNITS = ['SECOND', 'MINUTE', 'HOUR', 'DAY'];
const MILLISECONDS: Readonly<Record<string, number>> = {
  millisecond: 1,
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

interface Row {
  what: string;
  much: string;
  name: string;
}

/** The rows below the heading that names this file. */
function rowsOf(file: string): Row[] {
  const heading = /^## .*$/gm;
  const found =
    text('docs/limits.md')
      .match(heading)
      ?.find(line => code(line).includes(file)) ?? `## ${file}`;
  return table('docs/limits.md', found).map(([what = '', much = '', name]) => ({
    what,
    much,
    name: code(name)[0] ?? '',
  }));
}

/** The comment before each constant. */
function meanings(file: string): Map<string, string> {
  const found = text(file).matchAll(/^\/\*\* ([^\n]+) \*\/\nexport const (\w+)/gm);
  return new Map([...found].map(([, meaning = '', name = '']) => [name, meaning]));
}

/** "10 minutes" in milliseconds, "128 KB" in bytes; another count has no unit but characters. */
function amount(much: string): { value: number; isTime: boolean } {
  const [, number = '', unit] = /^([\d.,]+)(?: (\w+?)s?)?$/.exec(much) ?? [];
  const value = Number(number.replaceAll(',', ''));
  if (unit === undefined || unit === 'character') return { value, isTime: false };
  if (unit === 'KB') return { value: value * 1_024, isTime: false };
  return { value: value * (MILLISECONDS[unit] ?? Number.NaN), isTime: true };
}

/** "7 in 1 second, 8 in 2 seconds" and "500 at once, then 1 a second". */
function amounts(much: string): unknown {
  const bucket = /^(\S+) at once, then (\S+) a second$/.exec(much);
  if (bucket) return { burst: amount(bucket[1] ?? '').value, perSecond: amount(bucket[2] ?? '').value };
  return much.split(', ').map(one => {
    const [calls = '', span = ''] = one.split(' in ');
    return { calls: amount(calls).value, milliseconds: amount(span).value };
  });
}

describe('docs: times and limits', () => {
  for (const [file, constants] of Object.entries(FILES)) {
    const values = new Map<string, unknown>(Object.entries(constants));
    const names = [...meanings(file).keys()];

    it(`docs/limits.md has every constant of ${file}, in its order, and no other`, () => {
      assert.ok(names.length > 10, `only ${names.length} constants of ${file} have a comment`);
      assert.deepEqual([...names].sort(), [...values.keys()].filter(name => !UNITS.includes(name)).sort());
      assert.deepEqual(
        rowsOf(file).map(({ name }) => name),
        names,
      );
    });

    it(`docs/limits.md says of each what ${file} says`, () => {
      for (const { name, what } of rowsOf(file)) assert.equal(what, meanings(file).get(name), name);
    });

    for (const { name, much } of rowsOf(file)) {
      it(`docs/limits.md tells the value of ${name}`, () => {
        const value = values.get(name);
        if (typeof value === 'object') return assert.deepEqual(amounts(much), value);
        assert.equal(amount(much).value, value, `${name} is not ${much}`);
        assert.equal(
          amount(much).isTime,
          !/^(?:MOST|MORE|LARGEST)_|_INPUT$/.test(name),
          `${name} does not say what it counts`,
        );
      });
    }
  }
});

describe('docs: times and limits on other pages', () => {
  const minutes = (time: number) => time / product.MINUTE;
  const hours = (time: number) => time / product.HOUR;
  const seconds = (time: number) => time / product.SECOND;
  const many = (count: number) => count.toLocaleString('en');
  const { CARD_LIFETIME, APPROVAL_LIFETIME, RUN_LIFETIME, PASSWORD_LIFETIME, PASS_KEPT } = product;
  const approval = APPROVAL_LIFETIME === product.HOUR ? ['an hour', 'en timme'] : [minutes(APPROVAL_LIFETIME)];
  const SAID: readonly (readonly [page: string, said: string])[] = [
    ['README.md', `expires after ${minutes(CARD_LIFETIME)} minutes`],
    ['README.md', `presses **Approve** or **Decline** within ${approval[0]}`],
    ['README.md', `when they press **Handed over**, or after ${minutes(PASSWORD_LIFETIME)} minutes`],
    ['docs/user-guide.md', `She has one try, within ${minutes(product.NUMBER_LIFETIME)} minutes`],
    ['docs/user-guide.md', `to call the person or see them, and has ${minutes(product.VOUCHING_LIFETIME)} minutes`],
    ['docs/user-guide.md', `What was shown counts for ${minutes(product.PROOF_LIFETIME)} minutes`],
    ['docs/user-guide.md', `For ${hours(product.ALARM_LIFETIME)} hours each request for that account`],
    ['docs/sv/anvandarguide.md', `Hon har ett försök, inom ${minutes(product.NUMBER_LIFETIME)} minuter`],
    ['docs/sv/anvandarguide.md', `träffa personen, och har ${minutes(product.VOUCHING_LIFETIME)} minuter på sig`],
    ['docs/sv/anvandarguide.md', `Det som är visat räknas i ${minutes(product.PROOF_LIFETIME)} minuter`],
    ['docs/sv/anvandarguide.md', `I ${hours(product.ALARM_LIFETIME)} timmar krävs`],
    ['docs/policy.md', `within ${minutes(product.NUMBER_LIFETIME)} minutes, the one of three numbers`],
    ['docs/policy.md', `says within ${minutes(product.VOUCHING_LIFETIME)} minutes in their own chat`],
    ['docs/policy.md', `counts for ${minutes(product.PROOF_LIFETIME)} minutes, for this request`],
    ['docs/policy.md', `For ${hours(product.ALARM_LIFETIME)} hours from then on, each request`],
    [
      'docs/rules.md',
      `${product.MOST_NUMBER_ASKS} times within an hour at most, a manager ${product.MOST_VOUCHING_ASKS} times`,
    ],
    ['docs/rules.md', `For ${hours(product.ALARM_LIFETIME)} hours, each request for that account`],
    ['docs/operate.md', `For ${hours(product.ALARM_LIFETIME)} hours, each request for that account`],
    ['docs/user-guide.md', `The card waits for ${minutes(CARD_LIFETIME)} minutes`],
    ['docs/user-guide.md', `It waits for ${approval[0]}.`],
    ['docs/user-guide.md', `press **Sign in and reset** within ${minutes(RUN_LIFETIME)} minutes`],
    ['docs/user-guide.md', `that happens by itself after ${minutes(PASSWORD_LIFETIME)} minutes`],
    ['docs/user-guide.md', `it is erased after ${minutes(PASS_KEPT)} minutes`],
    ['docs/sv/anvandarguide.md', `raderas passet efter ${minutes(PASS_KEPT)} minuter`],
    ['docs/sv/anvandarguide.md', `Kortet väntar i ${minutes(CARD_LIFETIME)} minuter`],
    ['docs/sv/anvandarguide.md', `Den väntar i ${approval[1]}.`],
    ['docs/sv/anvandarguide.md', `**Logga in och återställ** inom ${minutes(RUN_LIFETIME)} minuter`],
    ['docs/sv/anvandarguide.md', `av sig självt efter ${minutes(PASSWORD_LIFETIME)} minuter`],
    ['docs/crashes.md', `it expires after ${minutes(CARD_LIFETIME)} minutes`],
    ['docs/policy.md', `another one who agrees within ${minutes(product.PROPOSAL_LIFETIME)} minutes`],
    ['docs/rules.md', `At most ${product.MOST_APPROVERS} people are there`],
    ['docs/rules.md', `waits for at most ${seconds(product.DIRECTORY_PATIENCE)} seconds in all`],
    ['docs/rules.md', `Time-out (${seconds(product.DIRECTORY_WITHIN)} seconds)`],
    [
      'docs/security.md',
      `ends after ${minutes(CARD_LIFETIME)} minutes, a question after ${minutes(APPROVAL_LIFETIME)}`,
    ],
    ['docs/security.md', `then ${host.LARGEST_BODY / 1_024} KB at most`],
    ['docs/operate.md', `checked once in ${seconds(host.HEALTH_HOLDS_FOR)} seconds`],
    ['docs/operate.md', `At most ${host.LOGGED_REFUSALS.burst} lines at once`],
    ['docs/operate.md', `After ${many(host.REFUSED_OF_ONE.burst)} such refusals of one address`],
    ['docs/operate.md', `or ${many(host.REFUSED_OF_ALL.burst)} of all`],
    ['docs/operate.md', `(${host.REFUSED_OF_ONE.perSecond} and ${host.REFUSED_OF_ALL.perSecond} a second)`],
    ['docs/operate.md', `after ${seconds(host.LONGEST_HELD_BACK)} seconds at most`],
    [
      'docs/operate.md',
      `within ${seconds(host.REQUEST_WITHIN)} seconds, its headers within ${seconds(host.HEADERS_WITHIN)}`,
    ],
    ['docs/operate.md', `what is running has ${seconds(host.STOP_WITHIN)} seconds`],
  ];

  for (const [page, said] of SAID) {
    it(`${page} says: ${said}`, () => assert.ok(text(page).replaceAll(/\s+/g, ' ').includes(said)));
  }
});
