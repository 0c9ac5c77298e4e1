import assert from 'node:assert/strict';
import { createClock } from '../../src/sandbox/clock.ts';
import { playgroundConfig, playgroundPeople, windowOf } from '../../src/sandbox/playground.ts';
import { PLAYGROUND_PEOPLE } from '../../src/sandbox/tenant/playground-people.ts';
import { createTenant } from '../../src/sandbox/tenant/tenant.ts';

describe('sandbox: people in the Agents Playground', () => {
  const tenant = createTenant(createClock());
  const config = playgroundConfig(tenant, PLAYGROUND_PEOPLE, 'bot-id');

  it('starts with Erik of the helpdesk and has exactly five others, all of the tenant', () => {
    assert.equal(config.currentUser.name, 'Erik Lindqvist');
    assert.equal(config.users.length, 5);
    for (const { aadObjectId, userPrincipleName } of [config.currentUser, ...config.users]) {
      assert.equal(tenant.users.find(aadObjectId)?.userPrincipalName, userPrincipleName);
    }
  });

  it('has ids that differ and that map to object ids', () => {
    const people = playgroundPeople(config);
    assert.equal(Object.keys(people).length, 6);
    assert.deepEqual(new Set(Object.values(people)).size, 6);
    for (const id of PLAYGROUND_PEOPLE) assert.ok(Object.values(people).includes(id));
  });

  it('is reached as one window: its person by either id, and every conversation of its own', () => {
    const second = playgroundConfig(tenant, PLAYGROUND_PEOPLE.toReversed(), 'bot-id', 'second-');
    const [one, two] = [windowOf('one', config, 1), windowOf('two', second, 2)];
    assert.deepEqual(two.person, ['29:anna.svensson', PLAYGROUND_PEOPLE[4]]);
    assert.equal(two.url, 'http://localhost:2/_connector');
    assert.deepEqual(
      [two.personalChat, two.conversations],
      [
        'a:second-personal-chat',
        ['19:second-group-chat@thread.v2', '19:second-general@thread.tacv2', '19:second-service-desk@thread.tacv2'],
      ],
    );
    const all = [one, two].flatMap(({ personalChat, conversations }) => [personalChat, ...conversations]);
    assert.equal(new Set(all).size, 8);
  });

  it('gives the sixth place to somebody without a role', () => {
    const sixth = config.users.at(-1)?.aadObjectId;
    assert.ok(!PLAYGROUND_PEOPLE.includes(sixth ?? ''));
    assert.ok(!tenant.roleAssignments.some(({ principalId }) => principalId === sixth));
  });

  it('refuses a tenant that has too few people', () => {
    const empty = createTenant(createClock());
    for (const { id } of [...empty.users].slice(5)) empty.deleteUser(id);
    assert.throws(() => playgroundConfig(empty, PLAYGROUND_PEOPLE, 'bot-id'), RangeError);
  });

  it('has what the three things to try are about', () => {
    const named = (name: string) => [...tenant.users].filter(({ displayName }) => displayName === name);
    assert.equal(named('Anna Svensson').length, 1);
    assert.equal(named('Johan Andersson').length, 2);
    const [karin] = named('Karin Holmgren');
    const global = tenant.roleDefinitions.find(({ displayName }) => displayName === 'Global Administrator');
    const held = tenant.roleAssignments.filter(({ principalId }) => principalId === karin?.id);
    assert.ok(held.some(({ roleDefinitionId }) => roleDefinitionId === global?.id));
  });
});
