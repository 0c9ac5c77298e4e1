import assert from 'node:assert/strict';
import { AuthenticationError, type Claim } from 'botframework-connector';
import { channelClaimsOnly, refuseForeignIssuer } from '../../../src/teams/channel/channel-claims.ts';

const ISSUER = 'https://api.botframework.com';
const SERVICE_URL = 'https://smba.trafficmanager.net/emea/';

/** The locks behind the door's tests: each must hold where the other would have refused already. */
describe('teams/channel/channel-claims', () => {
  const check = channelClaimsOnly(ISSUER);
  const claims = (of: Record<string, string>): Claim[] => Object.entries(of).map(([type, value]) => ({ type, value }));

  it('takes the claims of the channel', async () => {
    await check(claims({ iss: ISSUER, aud: 'bot', serviceurl: SERVICE_URL }));
  });

  for (const [name, of] of [
    ['no claims', {}],
    ['no issuer', { serviceurl: SERVICE_URL }],
    ['an Entra issuer', { iss: 'https://sts.windows.net/tenant/', serviceurl: SERVICE_URL }],
    ['an issuer that begins like the channel’s', { iss: `${ISSUER}.evil.example`, serviceurl: SERVICE_URL }],
    ['no service URL', { iss: ISSUER }],
    ['an empty service URL', { iss: ISSUER, serviceurl: '' }],
  ] as [string, Record<string, string>][]) {
    it(`refuses ${name} although the signature holds`, async () => {
      await assert.rejects(check(claims(of)), (error: unknown) => {
        return error instanceof AuthenticationError && error.statusCode === 403;
      });
    });
  }

  const token = (of: unknown) => `e30.${Buffer.from(JSON.stringify(of)).toString('base64url')}.x`;

  it('passes on what claims to be the channel’s, for botbuilder to verify', () => {
    refuseForeignIssuer(`Bearer ${token({ iss: ISSUER })}`, ISSUER);
  });

  for (const [name, authorization] of [
    ['another issuer', `Bearer ${token({ iss: 'https://sts.windows.net/tenant/' })}`],
    ['a list of issuers', `Bearer ${token({ iss: [ISSUER] })}`],
    ['a tenant', `Bearer ${token({ iss: ISSUER, tid: 'tenant' })}`],
    ['a tenant of null', `Bearer ${token({ iss: ISSUER, tid: null })}`],
    ['an issuer that is only inherited', `Bearer ${token(JSON.parse(`{"__proto__":{"iss":"${ISSUER}"}}`))}`],
    ['no JSON', 'Bearer e30.e.x'],
    ['another scheme', `Basic ${token({ iss: ISSUER })}`],
    ['nothing', ''],
  ]) {
    it(`refuses ${name} before botbuilder sees it`, () => {
      assert.throws(
        () => refuseForeignIssuer(authorization ?? '', ISSUER),
        (error: unknown) => error instanceof AuthenticationError && error.statusCode === 401,
      );
    });
  }
});
