import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { adviceFor } from '../../../../src/entra-numbers.ts';
import { DoctorInstallation, type Told } from '../../../operate/doctor/installation.ts';
import { AzureDoor } from '../../../support/azure-door.ts';
import { KINDS } from '../kinds.ts';
import { SEEN } from './seen.ts';

describe('infra: what the doctor says of the same broken installations', () => {
  let installation: DoctorInstallation;
  let door: AzureDoor;
  before(async () => {
    door = await AzureDoor.start(randomBytes(32).toString('base64'));
    installation = await DoctorInstallation.start();
  });
  after(() => Promise.all([installation?.stop(), door?.stop()]));
  beforeEach(async () => {
    door.vault = door.tables = undefined;
    await installation.makeGood();
  });

  async function told(alone = false): Promise<Map<string, Told>> {
    if (!alone) return (await installation.told()).by;
    const { out, problems } = await installation.run('--json');
    assert.equal(problems, '');
    const { checks } = JSON.parse(out) as { checks: Told[] };
    return new Map(checks.map(each => [each.check, each]));
  }

  for (const [name, { breaks, says, alone }] of Object.entries(SEEN)) {
    it(`${name}: the check ${says[0]}`, async () => {
      await breaks({ installation, door });
      const [check, found] = says;
      const finding = (await told(alone)).get(check);
      assert.equal(finding?.mark, 'problem');
      const said = finding.found.replaceAll(/(?:localhost|127\.0\.0\.1)(?::\d+)?/g, '<host>');
      assert.equal(said.replaceAll(/[0-9a-f]{32}/g, '<id>'), found);
      const [, number] = /\(AADSTS(\d+)\)/.exec(found) ?? [];
      if (number !== undefined) assert.deepEqual(finding.fixes, [adviceFor(number)]);
    });
  }

  it('names the number that the check names as well, wherever both name one', () => {
    for (const { name, number } of KINDS) {
      const [, ofDoctor] = /\(AADSTS(\d+)\)/.exec(SEEN[name]?.says[1] ?? '') ?? [];
      if (ofDoctor !== undefined) assert.equal(ofDoctor, number, name);
    }
  });

  it('is asked about kinds that there are, at least 24', () => {
    const names = KINDS.map(({ name }) => name);
    assert.deepEqual(
      Object.keys(SEEN).filter(name => !names.includes(name)),
      [],
    );
    assert.ok(Object.keys(SEEN).length >= 24);
  });
});
