import { readFileSync } from 'node:fs';
import path from 'node:path';
import { application, readInstallation } from '../entra-app.ts';
import type { Values } from '../values.ts';
import type { Answer, Azure } from './azure.ts';
import { needs } from './azure.ts';
import { DEPLOY, type Fault, type Finding, findings, refusal, unknown, wrong } from './finding.ts';
import { at, listAt, textAt, textsAt, without } from './json.ts';
import { OPTIONAL_SCOPES, permissionsIn } from './permissions.ts';

const MANIFEST = path.resolve(import.meta.dirname, '../../aad.manifest.json');
const SUBJECT = 'application';
/** What is looked at in the application, each against what entra-app.ts writes. */
const ASPECTS: Readonly<Record<string, (there: unknown, wanted: unknown) => [says: string, ...(Fault | undefined)[]]>> =
  {
    tenancy: (there, wanted) => ['Only accounts of this tenant can sign in.', singleTenant(there, wanted)],
    'app id uri': (there, wanted) => ['Teams finds it by its App ID URI.', appIdUri(there, wanted)],
    'token version': there => ['It gets v2 tokens.', tokenVersion(there)],
    scope: (there, wanted) => ['Teams can ask for access_as_user.', scope(there, wanted)],
    'teams clients': (there, wanted) => [
      'Both clients of Teams are authorized beforehand.',
      ...teamsClients(there, wanted),
    ],
    redirect: (there, wanted) => [
      'Sign-ins come back to the token service, and nowhere else.',
      ...redirects(there, wanted),
    ],
    'public client': there => ['Nobody gets a token as a public client.', ...publicClient(there)],
    secrets: there => ['There is no secret and no certificate.', ...secrets(there)],
    permissions: (there, wanted) => [
      `It asks for the ${permissionsIn(wanted).length} permissions, and no other.`,
      ...permissions(there, wanted),
    ],
  };

/** The application that people sign in to, compared with aad.manifest.json. */
export function checkApplication(values: Values, azure: Azure): Finding[] {
  const answer = azure.graph(`/applications(appId='${values.aadAppClientId}')`);
  const aspects = Object.entries(ASPECTS);
  if (answer.kind === 'there') {
    const wanted = wantedApplication(values);
    return [
      ...findings(SUBJECT, 'People sign in to an application of this tenant.', []),
      ...aspects.flatMap(([subject, look]) => {
        const [says, ...faults] = look(answer.body, wanted);
        return findings(subject, says, faults);
      }),
    ];
  }
  const rest = answer.kind === 'absent' ? needs(SUBJECT) : answer;
  return [noApplication(answer, values), ...aspects.map(([subject]) => unknown(subject, rest))];
}

/** The application as entra-app.ts writes it. */
function wantedApplication(values: Values): Record<string, unknown> {
  const installation = readInstallation({
    AAD_APP_CLIENT_ID: values.aadAppClientId,
    BOT_ID: values.botId,
    BOT_TENANT_ID: values.tenantId,
    BOT_REGION: values.botRegion,
    GRAPH_PERMISSIONS: values.graphPermissions,
  });
  return application(readFileSync(MANIFEST, 'utf8'), installation);
}

function noApplication(answer: Exclude<Answer, { kind: 'there' }>, { aadAppClientId, tenantId }: Values): Finding {
  if (answer.kind === 'unread') return unknown(SUBJECT, answer);
  const says = `There is no application ${aadAppClientId} in the tenant of this sign-in`;
  const fix = `Sign in to the tenant ${tenantId}; if it was deleted, restore it under App registrations > Deleted applications, within 30 days.`;
  return wrong(SUBJECT, refusal('700016', says, fix));
}

function singleTenant(there: unknown, wanted: unknown): Fault | undefined {
  if (textAt(there, 'signInAudience') === textAt(wanted, 'signInAudience')) return undefined;
  return { says: `Accounts of other tenants can sign in (${textAt(there, 'signInAudience')}).`, fix: DEPLOY };
}

function appIdUri(there: unknown, wanted: unknown): Fault | undefined {
  const uris = textsAt(there, 'identifierUris');
  const [missing] = without(textsAt(wanted, 'identifierUris'), uris);
  if (missing === undefined) return undefined;
  return refusal('500011', `The App ID URI ${missing} is missing; there is ${uris.join(', ') || 'none'}`, DEPLOY);
}

/** Without a number, an application gets version 1 (Microsoft Graph, apiApplication). */
function tokenVersion(there: unknown): Fault | undefined {
  if (at(there, 'api', 'requestedAccessTokenVersion') === 2) return undefined;
  return refusal('50013', 'The application gets v1 tokens, which the token service can’t exchange', DEPLOY);
}

function scope(there: unknown, wanted: unknown): Fault | undefined {
  const [offered] = listAt(wanted, 'api', 'oauth2PermissionScopes');
  const name = textAt(offered, 'value');
  const found = listAt(there, 'api', 'oauth2PermissionScopes').find(each => textAt(each, 'value') === name);
  if (found === undefined)
    return { says: `The application does not offer ${name}, so nobody is signed in by Teams.`, fix: DEPLOY };
  if (at(found, 'isEnabled') === true) return undefined;
  return { says: `${name} is switched off, so nobody is signed in by Teams.`, fix: DEPLOY };
}

/** Who is not authorized beforehand has to ask the person for consent, which Teams does not. */
function teamsClients(there: unknown, wanted: unknown): (Fault | undefined)[] {
  const name = textAt(listAt(wanted, 'api', 'oauth2PermissionScopes')[0], 'value');
  const scopes = listAt(there, 'api', 'oauth2PermissionScopes').filter(each => textAt(each, 'value') === name);
  const ids = scopes.map(each => textAt(each, 'id'));
  const known = listAt(wanted, 'api', 'preAuthorizedApplications').map(each => textAt(each, 'appId'));
  const authorized = listAt(there, 'api', 'preAuthorizedApplications');
  const having = authorized.filter(each => without(ids, textsAt(each, 'delegatedPermissionIds')).length < ids.length);
  const missing = without(
    known,
    having.map(each => textAt(each, 'appId')),
  );
  const extra = without(
    authorized.map(each => textAt(each, 'appId')),
    known,
  );
  return [
    missing.length > 0
      ? refusal('65001', `Not authorized beforehand for ${name}: ${missing.join(', ')}`, DEPLOY)
      : undefined,
    extra.length > 0
      ? {
          says: `Clients that are not Teams are authorized beforehand: ${extra.join(', ')}.`,
          fix: `Take them away under Expose an API, or deploy again: node infra/install.ts deploy.`,
        }
      : undefined,
  ];
}

function redirects(there: unknown, wanted: unknown): (Fault | undefined)[] {
  const uris = textsAt(there, 'web', 'redirectUris');
  const [missing] = without(textsAt(wanted, 'web', 'redirectUris'), uris);
  const extra = without(uris, textsAt(wanted, 'web', 'redirectUris'));
  return [
    missing === undefined ? undefined : refusal('50011', `The redirect URI ${missing} is missing`, DEPLOY),
    extra.length > 0 ? { says: `Sign-ins may also come back to ${extra.join(', ')}.`, fix: DEPLOY } : undefined,
  ];
}

function publicClient(there: unknown): (Fault | undefined)[] {
  const uris = [...textsAt(there, 'spa', 'redirectUris'), ...textsAt(there, 'publicClient', 'redirectUris')];
  const implicit = ['enableAccessTokenIssuance', 'enableIdTokenIssuance'].some(
    name => at(there, 'web', 'implicitGrantSettings', name) === true,
  );
  return [
    uris.length > 0
      ? { says: `Programs without a secret may sign people in at ${uris.join(', ')}.`, fix: DEPLOY }
      : undefined,
    at(there, 'isFallbackPublicClient') === true
      ? { says: 'Public client flows are allowed.', fix: DEPLOY }
      : undefined,
    implicit ? { says: 'Tokens are given out in the address of a page (implicit grant).', fix: DEPLOY } : undefined,
  ];
}

/** Whoever has one can act as the application, and in the name of everybody who is signed in. */
function secrets(there: unknown): (Fault | undefined)[] {
  const [secret, certificate] = [listAt(there, 'passwordCredentials'), listAt(there, 'keyCredentials')];
  if (secret.length + certificate.length === 0) return [undefined];
  return [
    {
      says: `Somebody can act as the application with a key of their own: secrets ${secret.length}, certificates ${certificate.length}.`,
      fix: 'Delete them under Certificates & secrets of the application: the token service proves itself with the federated credential.',
    },
  ];
}

function permissions(there: unknown, wanted: unknown): (Fault | undefined)[] {
  const [asked, known] = [permissionsIn(there), permissionsIn(wanted)];
  const [missing, extra] = [without(known, [...asked, ...OPTIONAL_SCOPES]), without(asked, known)];
  return [
    missing.length > 0 ? refusal('65005', `The application does not ask for ${missing.join(', ')}`) : undefined,
    extra.length > 0 ? { says: `The application asks without need for ${extra.join(', ')}.`, fix: DEPLOY } : undefined,
  ];
}
