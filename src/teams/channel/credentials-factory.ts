import type { TokenCredential } from '@azure/identity';
import { ServiceClientCredentialsFactory } from 'botframework-connector';
import { HostNotAllowedError, TokenServiceError } from '../../errors.ts';
import { isAllowedHost } from './allowed-host.ts';

type ConnectorCredentials = Awaited<ReturnType<ServiceClientCredentialsFactory['createCredentials']>>;

interface CredentialsOptions {
  botId: string;
  credential: TokenCredential;
  /** The connector's scope, e.g. https://api.botframework.com/.default. */
  scope: string;
  /** The only hosts that get our token: the Teams services and the token service. */
  allowedHosts: readonly string[];
}

/** Lets botbuilder take its tokens from @azure/identity, and sends them to allowed hosts only. */
export class TokenCredentialsFactory extends ServiceClientCredentialsFactory {
  readonly #options: CredentialsOptions;

  constructor(options: CredentialsOptions) {
    super();
    this.#options = options;
  }

  override async isValidAppId(appId: string): Promise<boolean> {
    return appId === this.#options.botId;
  }

  /** There is no switch that turns authentication off. */
  override async isAuthenticationDisabled(): Promise<boolean> {
    return false;
  }

  override async createCredentials(): Promise<ConnectorCredentials> {
    const { allowedHosts, credential, scope } = this.#options;
    return {
      async signRequest(request) {
        if (!isAllowedHost(request.url, allowedHosts)) throw new HostNotAllowedError(hostOf(request.url));
        request.headers.set('authorization', `Bearer ${await ownToken(credential, scope)}`);
        return request;
      },
    };
  }
}

/**
 * The bot's own token for that scope.
 * @throws TokenServiceError when it gets none
 */
export async function ownToken(credential: TokenCredential, scope: string): Promise<string> {
  const token = await credential.getToken(scope).catch(error => {
    throw noOwnToken(error);
  });
  if (!token) throw noOwnToken();
  return token.token;
}

/** The bot has no token of its own. */
export function noOwnToken(cause?: unknown): TokenServiceError {
  return new TokenServiceError('The bot got no token of its own: check BOT_CREDENTIAL', { cause });
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'of a malformed URL';
}
