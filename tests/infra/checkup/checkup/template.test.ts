import assert from 'node:assert/strict';
import { ALERTS } from '../../../../infra/checkup/alerts.ts';
import { SITE_CONFIG } from '../../../../infra/checkup/app.ts';
import { PROVIDER } from '../../../../infra/checkup/connection.ts';
import { CATEGORIES } from '../../../../infra/checkup/logs.ts';
import { TOKEN_SERVICES } from '../../../../infra/checkup/region.ts';
import { ROLES } from '../../../../infra/checkup/roles.ts';
import { wantedSettings } from '../../../../infra/checkup/settings.ts';
import { at, type BicepValue, literal } from '../../../support/bicep.ts';
import { bicep, made, only, text } from '../../files.ts';
import { VALUES } from '../right-installation.ts';

/** The texts and numbers of a part of the template, as Azure tells them. */
const written = (value: BicepValue | undefined) => literal(value ?? '') ?? String(value);
const siteConfig = at(only('Microsoft.Web/sites').body, 'properties.siteConfig');
const settings = at(only('Microsoft.Web/sites/config').body, 'properties');

describe('infra: the check compares with what the template writes', () => {
  for (const [property, value] of SITE_CONFIG) {
    it(`${property} of the app`, () =>
      assert.equal(written(at({ siteConfig: siteConfig ?? '' }, `siteConfig.${property}`)), String(value)));
  }

  it('settings of the app', () => {
    const names = {
      botId: 'botId',
      tenantId: 'subscription().tenantId',
      teamsAppId: 'teamsAppId',
      graphPermissions: 'graphPermissions',
    };
    const { OAUTH_CONNECTION: connection, ...wanted } = wantedSettings({ ...VALUES, ...names });
    for (const [name, value] of Object.entries(wanted)) {
      assert.equal(written(at({ settings: settings ?? '' }, `settings.${name}`)), value, name);
    }
    assert.equal(written(bicep('infra/main.bicep').variables.get('connectionName')), connection);
  });

  it('the provider of the connection', () => {
    const connection = only('Microsoft.BotService/botServices/connections').body;
    assert.equal(written(at(connection, 'properties.serviceProviderId')), PROVIDER);
  });

  it('categories of logs', () => {
    const logs = made('Microsoft.Insights/diagnosticSettings').map(({ body }) => {
      const list = at(body, 'properties.logs');
      return Array.isArray(list) ? list.map(each => written(at({ each }, 'each.category'))) : [];
    });
    assert.deepEqual(
      logs.toSorted((one, other) => other.length - one.length),
      [CATEGORIES.app, CATEGORIES.vault],
    );
  });

  it('alerts', () => {
    const source = text('infra/modules/alerts.bicep');
    const keys = [...source.matchAll(/^ {4}key: '([\w-]+)'$/gm)].map(([, key]) => key);
    const names = [...source.matchAll(/^ {2}name: '\$\{name\}-([a-z]+)'$/gm)].map(([, name]) => name);
    assert.deepEqual([...keys, ...names], ALERTS);
  });

  it('roles of the identity', () => {
    const modules = ['identity', 'storage', 'key-vault', 'monitoring']
      .map(name => text(`infra/modules/${name}.bicep`))
      .join('\n');
    const ids = new Set(modules.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g));
    const roles = Object.values(ROLES);
    for (const { id, name } of roles) assert.ok(ids.has(id), name);
    assert.equal(ids.size, roles.length);
  });

  it('token services of regions', () => {
    const regions = bicep('infra/main.bicep').variables.get('signIn') ?? '';
    for (const [region, url] of Object.entries(TOKEN_SERVICES)) {
      assert.equal(written(at({ regions }, `regions.${region}.serviceUrl`)), url);
    }
    assert.deepEqual(Object.keys(TOKEN_SERVICES), Object.keys(regions));
  });
});
