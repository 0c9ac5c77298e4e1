import assert from 'node:assert/strict';
import { CLOUDS } from '../../../src/config/clouds.ts';
import { isAllowedHost } from '../../../src/teams/channel/allowed-host.ts';

const ALLOWED = ['smba.trafficmanager.net', '*.teams.example', 'localhost', '127.0.0.1'];

describe('teams/channel/allowed-host', () => {
  for (const url of [
    'https://smba.trafficmanager.net/emea/',
    'https://SMBA.TrafficManager.NET/',
    'https://smba.trafficmanager.net:8443/',
    'https://a.teams.example',
    'https://a.b.teams.example/x?y#z',
    'http://localhost:56150/',
    'http://127.0.0.1/',
    'https://127.0.0.1/',
  ]) {
    it(`allows ${url}`, () => assert.equal(isAllowedHost(url, ALLOWED), true));
  }

  for (const url of [
    '',
    'smba.trafficmanager.net',
    '//smba.trafficmanager.net/',
    'http://smba.trafficmanager.net/',
    'ftp://smba.trafficmanager.net/',
    'ws://smba.trafficmanager.net/',
    'javascript:alert(1)',
    'https://trafficmanager.net/',
    'https://evil.smba.trafficmanager.net/',
    'https://smba.trafficmanager.net.evil.example/',
    'https://smba.trafficmanager.net./',
    'https://evil-smba.trafficmanager.net/',
    'https://smba.trafficmanager.net@evil.example/',
    'https://user@smba.trafficmanager.net/',
    'https://user:secret@smba.trafficmanager.net/',
    'https://:secret@smba.trafficmanager.net/',
    'https://evil.example/smba.trafficmanager.net',
    'https://evil.example#smba.trafficmanager.net',
    'https://evil.example?smba.trafficmanager.net',
    'https://evil.example\\.smba.trafficmanager.net/',
    'https://teams.example/',
    'https://evilteams.example/',
    'https://a.teams.example.evil.example/',
    'http://a.teams.example/',
    'http://localhost.evil.example/',
    'http://127.0.0.2/',
    'http://[::1]/',
    'http://0.0.0.0/',
  ]) {
    it(`refuses ${url || 'nothing'}`, () => assert.equal(isAllowedHost(url, ALLOWED), false));
  }

  it('allows nothing from an empty list', () => {
    assert.equal(isAllowedHost('https://smba.trafficmanager.net/', []), false);
  });

  it('never takes the Teams service of one cloud for that of another', () => {
    for (const [name, cloud] of Object.entries(CLOUDS)) {
      for (const [other, { channelServiceHosts }] of Object.entries(CLOUDS)) {
        for (const host of channelServiceHosts) {
          assert.equal(isAllowedHost(`https://${host}/`, cloud.channelServiceHosts), name === other, `${name} ${host}`);
        }
      }
    }
  });
});
