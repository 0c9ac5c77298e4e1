import assert from 'node:assert/strict';
import { DoctorInstallation, type Told } from '../installation.ts';

describe('operate/doctor: the proxy', () => {
  let installation: DoctorInstallation;
  before(async () => {
    installation = await DoctorInstallation.start();
  });
  after(() => installation?.stop());
  beforeEach(() => installation.makeGood());

  it('tells which hosts are reached through it and which directly, and goes that way itself', async () => {
    installation.env.HTTPS_PROXY = 'http://proxy.example:3128';
    installation.env.NO_PROXY = '.direct.example';
    const hosts = ['smba.example', 'smba.direct.example'];
    installation.env.CHANNEL_SERVICE_HOSTS = hosts.join();
    const { out, code } = await installation.run('--json');
    const { checks } = JSON.parse(out) as { checks: Told[] };
    const told = checks.find(({ check }) => check === 'proxy');
    assert.equal(told?.mark, 'ok');
    assert.match(told.found, /^Through proxy\.example:3128: smba\.example\. Directly: .*smba\.direct\.example\.$/);
    assert.equal(code, 0, 'what is on loopback is reached directly');
  });
});
