import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CHECKS } from '../../../src/operate/doctor/checks/finding.ts';
import { CREDENTIAL_FAULTS } from './credential-faults.ts';
import { DoctorInstallation } from './installation.ts';
import { OWN_FAULTS } from './own-faults.ts';
import { SERVICE_FAULTS } from './service-faults.ts';

const PAGE = readFileSync(path.resolve(import.meta.dirname, '../../../docs/doctor.md'), 'utf8');
const SHOWN = [
  'variables are missing or malformed',
  'the client secret is wrong',
  'the OAuth connection has another name',
  'SEAL_KEY is another key',
  'the clock is behind Graph’s',
  'permissions are granted without need',
];

/** The first code block below a heading. */
function block(heading: string): string {
  const from = PAGE.indexOf(`\n### ${heading}\n`);
  assert.ok(from >= 0, `docs/doctor.md has no heading ${heading}`);
  return /```text\n(.*?)```/s.exec(PAGE.slice(from))?.[1] ?? '';
}

/** With what differs from run to run replaced. */
function masked(out: string, folder: string): string {
  return out
    .replaceAll(folder, '/home/nyckel')
    .replaceAll(/(localhost|127\.0\.0\.1):\d+/g, '$1:8443')
    .replaceAll(/fingerprint [0-9a-f]{12}/g, 'fingerprint ed3c85d606d0')
    .replaceAll(/\d+ seconds behind/g, '300 seconds behind');
}

describe('docs/doctor.md', () => {
  let installation: DoctorInstallation;
  before(async () => {
    installation = await DoctorInstallation.start();
  });
  after(() => installation?.stop());
  beforeEach(() => installation.makeGood());

  async function shown(): Promise<{ code: number | null; text: string }> {
    const { code, out, problems } = await installation.run();
    assert.equal(problems, '');
    return { code, text: masked(out, installation.folder) };
  }

  it('shows what the command says of a good installation', async () => {
    const { code, text } = await shown();
    assert.equal(text, block('Nothing is wrong'));
    assert.equal(code, 0);
  });

  for (const name of SHOWN) {
    it(`shows what the command says when ${name}`, async () => {
      const fault = [...CREDENTIAL_FAULTS, ...SERVICE_FAULTS, ...OWN_FAULTS].find(one => one.name === name);
      assert.ok(fault, name);
      await fault.breaks(installation);
      const { code, text } = await shown();
      assert.equal(text, block(`When ${name}`));
      assert.equal(code, 1);
    });
  }

  it('explains every check, in the order in which they are made, and no other', () => {
    const rows = [...PAGE.matchAll(/^\| `([a-z ]+)` \| ([^|]{20,}) \|$/gm)].map(([, check]) => check);
    assert.deepEqual(rows, CHECKS);
  });
});
