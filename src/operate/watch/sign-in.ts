import { DeviceCodeCredential, type DeviceCodeInfo } from '@azure/identity';
import type { Config } from '../../config/config.ts';
import { adviceFor, entraNumberIn } from '../../entra-numbers.ts';
import { DirectoryError } from '../../errors.ts';

/** The one permission that is asked for; an operator's own, and never the bot's. */
const PERMISSION = 'AuditLog.Read.All';

type Where = Pick<Config, 'tenantId' | 'authorityHost' | 'authorityDiscovery' | 'graphEndpoint'>;

/** The sign-in of the operator by a device code. Its tokens stay in the memory of this process. */
export class OperatorSignIn {
  readonly #where: Where;
  readonly #clientId: string;
  readonly #tell: (line: string) => void;
  #credential: DeviceCodeCredential | undefined;

  /** @param tell says to the operator where to enter which code. */
  constructor(where: Where, clientId: string, tell: (line: string) => void) {
    this.#where = where;
    this.#clientId = clientId;
    this.#tell = tell;
  }

  /** A token for Graph that is valid now: of the sign-in that there is, renewed without a word, or of a new one. @throws DirectoryError */
  async token(): Promise<string> {
    this.#credential ??= this.#begin();
    try {
      return (await this.#credential.getToken(`${this.#where.graphEndpoint}/${PERMISSION}`)).token;
    } catch (error) {
      throw refusal(error);
    }
  }

  /** Graph does not accept the token: the operator signs in once more. */
  forget(): void {
    this.#credential = undefined;
  }

  #begin(): DeviceCodeCredential {
    const { tenantId, authorityHost, authorityDiscovery } = this.#where;
    return new DeviceCodeCredential({
      tenantId,
      clientId: this.#clientId,
      authorityHost,
      disableInstanceDiscovery: !authorityDiscovery,
      userPromptCallback: info => this.#tell(prompt(info)),
    });
  }
}

/** The library asks on where Entra has refused to give a code, and has none to show then. */
function prompt({ verificationUri, userCode }: Partial<DeviceCodeInfo>): string {
  if (!userCode || !verificationUri) throw new DirectoryError('sign-in-again', NO_CODE);
  return `To sign in as somebody with the role Reports Reader, open ${verificationUri} and enter the code ${userCode}.`;
}

const NO_CODE =
  'Microsoft Entra ID gives no code for this application. Compare --client with its registration in the tenant of BOT_TENANT_ID, and allow public client flows there.';

/** What Entra answers while a code waits (Microsoft identity platform, "Device authorization grant"): all that the library leaves of a refusal. */
const REFUSALS: Readonly<Record<string, string>> = {
  authorization_declined: 'The sign-in was declined. Run this again if that was a mistake.',
  expired_token: 'The code was not entered in time. Run this again.',
  device_code_expired: 'The code was not entered in time. Run this again.',
  invalid_client:
    'The application does not let anybody sign in without a secret. Allow public client flows, under Authentication in its registration.',
  invalid_grant:
    'Microsoft Entra ID refuses the sign-in. See in its sign-in log why: consent for AuditLog.Read.All is missing, or Conditional Access blocks device codes.',
};

/** Of what Entra or its library say, a word that is known and the AADSTS number alone are told. */
function refusal(error: unknown): DirectoryError {
  const said = error instanceof Error ? error.message : '';
  if (error instanceof Error && error.cause instanceof DirectoryError) return error.cause;
  const number = entraNumberIn(said);
  if (number !== undefined) {
    const why = `Microsoft Entra ID refuses the sign-in (AADSTS${number}).`;
    return new DirectoryError('sign-in-again', `${why} ${adviceFor(number)}`);
  }
  const word = Object.keys(REFUSALS).find(each => new RegExp(`\\b${each}\\b`).test(said));
  const why =
    (word && REFUSALS[word]) ?? 'No sign-in came of it. See whether this machine reaches AZURE_AUTHORITY_HOST.';
  return new DirectoryError('sign-in-again', why);
}
