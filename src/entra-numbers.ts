/** What stands between a person and their sign-in, as far as a card can help with it. */
export type Obstacle =
  /** Nobody has granted the application its permissions. */
  | 'consent'
  /** The application is for those who are assigned to it. */
  | 'unassigned'
  /** Conditional Access says no. */
  | 'blocked'
  /** The person has to sign in themselves: Teams' single sign-on is not enough. */
  | 'more'
  /** The account is another organization's, or may not sign in. */
  | 'account'
  /** Application, connection or credential are not what they have to be. */
  | 'setup';

/** What one AADSTS number stands for. */
interface EntraNumber {
  obstacle: Obstacle;
  /** For operators, about the sign-in of a person: what is wrong and what to do, in one sentence. */
  advice: string;
  /** The same where it is the bot itself that signs in. */
  ofBot?: readonly [found: string, fix: string];
}

type Row = readonly [number: string, advice: string, ofBot?: EntraNumber['ofBot']];

const CONSENT = 'Grant admin consent for every permission of the application that people sign in to.';
const BY_THEMSELVES = 'The person has to sign in themselves, with the button on the sign-in card.';
const SECOND_FACTOR =
  'A second factor is wanted, which single sign-on can’t give: the person signs in with the button on the sign-in card.';
const DEVICE =
  'Conditional Access wants a device of the organization, and the token service of Microsoft has none: see in Entra’s sign-in log which policy it is, and make an exception for the application.';
const POLICY =
  'A Conditional Access policy blocks the exchange, which the token service of Microsoft makes from an address of its own: see in Entra’s sign-in log which one, and make an exception for the application.';
const ELSEWHERE =
  'The account is not in this tenant: the person has to use Teams with an account of the organization, or to be invited.';
const ASSERTION =
  'The token of Teams is not for this application: compare its application ID URI and the Token Exchange URL of the OAuth connection, both api://botid-<BOT_ID>, and let it issue v2 tokens.';
const REDIRECT =
  'Add the redirect URI of the Azure Bot to the application that people sign in to: https://token.botframework.com/.auth/web/redirect, and in westeurope https://europe.token.botframework.com/.auth/web/redirect.';
const REGISTRATION =
  'Write the application’s permissions again with node infra/entra-app.ts, then grant admin consent.';
const CLIENT = 'Correct client id and tenant of the OAuth connection: they name no application of this tenant.';
const SECRET =
  'Make a new client secret for the application that people sign in to, and set it in the OAuth connection.';
const DISABLED = 'Enable the application that people sign in to, under Enterprise applications in Entra.';
const CERTIFICATE =
  'Microsoft Entra ID does not accept the certificate of the OAuth connection: renew it, or choose AAD v2 with Federated Credentials.';
const EXPIRED =
  'What the token service of Microsoft showed for the application was not valid at that time: let the person try again, and see https://azure.status.microsoft where that does not help.';
const FEDERATED =
  'No federated credential of the application fits the token service of Microsoft: write it again with node infra/entra-app.ts credential.';

const OWN_CERTIFICATE = [
  'Microsoft Entra ID does not accept the certificate',
  'Upload the certificate of BOT_CERTIFICATE_PATH to the application BOT_ID; renew it if it has expired.',
] as const;
const OWN_FEDERATED = [
  'No federated credential of the application fits the managed identity',
  'Add one to the application BOT_ID: issuer https://login.microsoftonline.com/<BOT_TENANT_ID>/v2.0, the object id of the managed identity as subject, api://AzureADTokenExchange as audience.',
] as const;

/**
 * The numbers that the exchange of a token of Teams can fail with: the client's credential, the assertion, consent, assignment,
 * Conditional Access, the account (Microsoft Entra, "Authentication and authorization error codes"). Not on that page: 500131
 * (Microsoft Q&A, "Assertion audience does not match the Client app"), 530003 (Microsoft Learn, "Known issues: Azure IoT
 * Operations"), 700024 and 7000214 (AzureAD/microsoft-identity-web, certificate errors) and, of federated credentials, 70021,
 * 700211 to 700213 and 7002137 (Azure AD Workload Identity, "Troubleshooting"; microsoft/Agents#237).
 */
const ROWS: Readonly<Record<Obstacle, readonly Row[]>> = {
  consent: [
    ['65001', CONSENT],
    ['65004', 'The person has declined the permissions: grant admin consent for all of them, and nobody is asked.'],
    ['90094', CONSENT],
    ['90095', CONSENT],
  ],
  unassigned: [
    [
      '50105',
      'Assign the person, or a group with them, to the application under Enterprise applications in Entra, or do not require assignment.',
    ],
  ],
  blocked: [
    ['53000', DEVICE],
    ['53001', DEVICE],
    ['53002', POLICY],
    ['53003', POLICY, ['A conditional access policy blocks the bot', 'Take the bot’s identity out of that policy.']],
    ['530003', DEVICE],
    ['530032', POLICY],
    ['50131', POLICY],
  ],
  more: [
    ['50072', SECOND_FACTOR],
    ['50074', SECOND_FACTOR],
    ['50076', SECOND_FACTOR],
    ['50078', SECOND_FACTOR],
    ['50079', SECOND_FACTOR],
    ['50158', SECOND_FACTOR],
    ['50089', BY_THEMSELVES],
    ['50132', BY_THEMSELVES],
    ['50133', BY_THEMSELVES],
    ['50173', BY_THEMSELVES],
    ['500133', BY_THEMSELVES],
    ['70008', BY_THEMSELVES],
    ['70043', BY_THEMSELVES],
    ['700020', BY_THEMSELVES],
    ['700082', BY_THEMSELVES],
  ],
  account: [
    ['16000', ELSEWHERE],
    ['50020', ELSEWHERE],
    ['50034', ELSEWHERE],
    ['51004', ELSEWHERE],
    ['90072', ELSEWHERE],
    ['50053', 'The account is locked, or the address is suspected of attacks: Entra’s sign-in log says which.'],
    ['50055', 'The password of the account has expired: the person has to change it.'],
    ['50057', 'The account is disabled: whoever administers it can enable it.'],
    ['50126', 'Sign-in name or password were wrong: the person has to try again.'],
  ],
  setup: [
    ['50011', REDIRECT],
    ['900971', REDIRECT],
    ['50013', ASSERTION],
    ['500131', ASSERTION],
    ['240002', ASSERTION],
    [
      '500011',
      'The tenant does not know the resource that is asked for: correct the application ID URI of the application and the scopes of the OAuth connection.',
      [
        'The tenant does not know the service of CHANNEL_SCOPE',
        'Take CHANNEL_SCOPE away, and let CLOUD say which it is.',
      ],
    ],
    ['65005', REGISTRATION],
    ['650056', REGISTRATION],
    ['650057', REGISTRATION],
    [
      '700016',
      CLIENT,
      [
        'The tenant has no application with the id BOT_ID',
        'Correct BOT_ID and BOT_TENANT_ID: the id of the Azure Bot, and the tenant in which its application is.',
      ],
    ],
    ['90002', CLIENT, ['There is no tenant with the id BOT_TENANT_ID', 'Correct BOT_TENANT_ID; check CLOUD as well.']],
    ['70001', DISABLED],
    ['7000112', DISABLED],
    ['7000114', 'The application may not act on behalf of people: sign in to an application of this tenant instead.'],
    ['7000214', CERTIFICATE, OWN_CERTIFICATE],
    [
      '7000215',
      SECRET,
      [
        'Microsoft Entra ID does not accept BOT_CLIENT_SECRET',
        'Make a new client secret for the application BOT_ID, and set its value (not its id) as BOT_CLIENT_SECRET.',
      ],
    ],
    ['7000218', 'Choose AAD v2 with Federated Credentials for the OAuth connection, or set a client secret in it.'],
    [
      '7000222',
      SECRET,
      [
        'BOT_CLIENT_SECRET has expired',
        'Make a new client secret for the application BOT_ID and set it, or use a managed identity, which has none.',
      ],
    ],
    ['700024', EXPIRED],
    ['700027', CERTIFICATE, OWN_CERTIFICATE],
    ['70021', FEDERATED, OWN_FEDERATED],
    ['700211', FEDERATED, OWN_FEDERATED],
    ['700212', FEDERATED, OWN_FEDERATED],
    ['700213', FEDERATED, OWN_FEDERATED],
    ['7002137', FEDERATED, OWN_FEDERATED],
  ],
};

function rowsOf(obstacle: Obstacle): [number: string, EntraNumber][] {
  return ROWS[obstacle].map(([number, advice, ofBot]) => [number, { obstacle, advice, ofBot }]);
}

/** Every number with which Microsoft Entra ID refuses a sign-in and that somebody can do something about, in the order of obstacles. */
export const ENTRA_NUMBERS: ReadonlyMap<string, EntraNumber> = new Map(
  (['consent', 'unassigned', 'blocked', 'more', 'account', 'setup'] as const).flatMap(rowsOf),
);

/**
 * The number of a refusal in what a service wrote, and nothing else of it: the first one that is known, else the first. All
 * that Microsoft documents have five to seven digits.
 */
export function entraNumberIn(written: string): string | undefined {
  const numbers = [...written.matchAll(/(?<!\w)AADSTS(\d{5,7})(?!\w)/g)].map(([, number]) => number);
  return numbers.find(number => number !== undefined && ENTRA_NUMBERS.has(number)) ?? numbers[0];
}

/** What to do about a refusal of a person's sign-in, in one sentence; without a number as well. */
export function adviceFor(number: string | undefined): string {
  if (number === undefined) {
    return 'The token service names no number, as where consent is missing: grant admin consent, and look into Entra’s sign-in log.';
  }
  return ENTRA_NUMBERS.get(number)?.advice ?? 'Look the number up at https://login.microsoftonline.com/error.';
}

/** The same number where it is known, for what has to stay within bounds. */
export function countedAs(number: string | undefined): string {
  if (number === undefined) return 'none';
  return ENTRA_NUMBERS.has(number) ? number : 'other';
}
