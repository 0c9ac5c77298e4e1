import type { Config } from '../../../config/config.ts';
import { PERMISSIONS, type Permission } from '../../../directory/permissions.ts';
import { type Finding, notChecked, ok, problem } from './finding.ts';
import type { TokenClaims } from './token-claims.ts';

/** What a sign-in itself asks for; these are no permissions of Microsoft Graph's data. */
const SIGN_IN = new Set(['openid', 'profile', 'email', 'offline_access']);

/** Whether the delegated permissions of a user's token are those that the bot declares, no fewer and no more. */
export function checkPermissions(
  claims: TokenClaims | undefined,
  { tenantId, oauthConnection, graphPermissions }: Config,
): Finding {
  if (claims?.scopes === undefined) return notChecked('The token of the person of --user names no permissions.');
  if (claims.tenantId?.toLowerCase() !== tenantId.toLowerCase()) {
    return problem(
      'People sign in to another tenant than BOT_TENANT_ID.',
      `Set the Tenant ID of the OAuth connection ${oauthConnection} to BOT_TENANT_ID.`,
    );
  }
  const granted = new Map(claims.scopes.map(scope => [scope.toLowerCase(), scope]));
  const lacking = PERMISSIONS[graphPermissions].filter(({ scope }) => !granted.has(scope.toLowerCase()));
  const missing = lacking.filter(({ without }) => without === undefined).map(({ scope }) => scope);
  for (const { scope } of PERMISSIONS[graphPermissions]) granted.delete(scope.toLowerCase());
  const extra = [...granted].filter(([scope]) => !SIGN_IN.has(scope)).map(([, scope]) => scope);
  if (missing.length + extra.length === 0) return ok(allText(PERMISSIONS[graphPermissions].length, lacking));
  const found = [missing.length > 0 ? `Missing: ${missing.join(', ')}.` : '', extraText(extra)].filter(Boolean);
  const fixes = [
    missing.length > 0
      ? `Add ${missing.join(', ')} to the scopes of the OAuth connection ${oauthConnection} and to the application, grant admin consent, and sign in again.`
      : '',
    extra.length > 0
      ? `Take ${extra.join(', ')} away from the application and the connection, and revoke the consent: the bot has no use for it.`
      : '',
  ].filter(Boolean);
  return problem(found.join(' '), ...fixes);
}

/** What is optional may be missing: then it is told what that costs. */
function allText(count: number, lacking: readonly Permission[]): string {
  if (lacking.length === 0) return `All ${count} are granted, and no other.`;
  const costs = lacking.map(({ scope, without }) => `Without ${scope}, ${without}.`);
  return `All ${count - lacking.length} that it needs are granted, and no other. ${costs.join(' ')}`;
}

function extraText(extra: readonly string[]): string {
  return extra.length > 0 ? `Granted without need: ${extra.join(', ')}.` : '';
}
