import { federatedCredential, readInstallation } from '../entra-app.ts';
import type { Values } from '../values.ts';
import { type Azure, needs } from './azure.ts';
import { type Fault, type Finding, findings, refusal, unknown } from './finding.ts';
import { textAt, textsAt } from './json.ts';

const SUBJECT = 'federated credential';

/** The credential by which Azure Bot's token service acts for the application, compared with what entra-app.ts writes. */
export function checkCredential(values: Values, azure: Azure): Finding[] {
  const answer = azure.graphList(`/applications(appId='${values.aadAppClientId}')/federatedIdentityCredentials`);
  if (answer.kind !== 'there') return [unknown(SUBJECT, answer.kind === 'absent' ? needs('application') : answer)];
  const wanted = federatedCredential(
    readInstallation({
      AAD_APP_CLIENT_ID: values.aadAppClientId,
      BOT_ID: values.botId,
      BOT_TENANT_ID: values.tenantId,
      BOT_REGION: values.botRegion,
    }),
  );
  const ours = answer.body.filter(each => differences(each, wanted).length === 0);
  const others = answer.body.filter(each => !ours.includes(each));
  return findings(SUBJECT, 'Azure Bot’s token service can act for the application, and nobody else.', [
    ours.length > 0 ? undefined : missing(others, wanted),
    ours.length > 0 ? stranger(others) : undefined,
  ]);
}

type Credential = ReturnType<typeof federatedCredential>;

/** Entra compares all three letter by letter (Microsoft Entra, "Workload identity federation"). */
function differences(there: unknown, wanted: Credential): string[] {
  const audiences = textsAt(there, 'audiences');
  return [
    textAt(there, 'issuer') === wanted.issuer ? '' : 'issuer',
    textAt(there, 'subject') === wanted.subject ? '' : 'subject',
    wanted.audiences.every(each => audiences.includes(each)) ? '' : 'audience',
  ].filter(Boolean);
}

function missing(there: readonly unknown[], wanted: Credential): Fault {
  const [nearest] = there.toSorted((one, other) => differences(one, wanted).length - differences(other, wanted).length);
  if (nearest === undefined) return refusal('7002137', 'The application has no federated credential');
  const what = differences(nearest, wanted).join(' and ');
  return refusal('7002137', `The federated credential ${textAt(nearest, 'name')} has another ${what}`);
}

function stranger(others: readonly unknown[]): Fault | undefined {
  if (others.length === 0) return undefined;
  const names = others.map(each => textAt(each, 'name')).join(', ');
  return {
    says: `Somebody else can act for the application by the federated credential ${names}.`,
    fix: 'Delete it under Certificates & secrets > Federated credentials of the application.',
  };
}
