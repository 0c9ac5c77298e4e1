import type { TokenCredential } from '@azure/identity';
import { TeamsAdapter } from '@microsoft/teams-ai';
import type { Activity, InvokeResponse, TurnContext } from 'botbuilder';
import {
  type AuthenticateRequestResult,
  AuthenticationConfiguration,
  type UserTokenClient,
} from 'botframework-connector';
import type { Config } from '../../config/config.ts';
import { within } from '../../process/background.ts';
import { LOCK_WITHIN } from '../times.ts';
import { channelClaimsOnly } from './channel-claims.ts';
import { TokenCredentialsFactory } from './credentials-factory.ts';

/** Checks a token and runs a turn in two steps, so that the door decides in between what it lets in. */
export class NyckelAdapter extends TeamsAdapter {
  /** Settles when the check under way that was alone has an answer, or has had its time. */
  #ahead?: Promise<unknown>;

  /**
   * Verifies the token that came with an activity. botbuilder keeps the keys of the channel for a day, and while it has none
   * each check reads them for itself: of those that come at the same time one goes ahead, so that a hundred clicks at a bot
   * that has just started are one read and not a hundred.
   * @throws when it is not the channel's
   */
  async authenticate(activity: Activity, authorization: string): Promise<AuthenticateRequestResult> {
    const check = () => this.botFrameworkAuthentication.authenticateRequest(activity, authorization);
    if (this.#ahead) {
      await this.#ahead;
      return check();
    }
    const checked = check();
    this.#ahead = within(
      LOCK_WITHIN,
      checked.catch(() => undefined),
    ).finally(() => {
      this.#ahead = undefined;
    });
    return checked;
  }

  /** The token service, for a person who is not in a turn. */
  tokenService(botId: string): Promise<UserTokenClient> {
    return this.botFrameworkAuthentication.createUserTokenClient(this.createClaimsIdentity(botId));
  }

  /** Runs one turn for an authenticated activity; the answer is there for invokes only. */
  runTurn(
    authenticated: AuthenticateRequestResult,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(authenticated, activity, logic);
  }
}

/**
 * The adapter with every endpoint given: botbuilder takes the others as undefined as soon as one is overridden. The claims
 * check closes the path on which any tenant's Entra token for the bot itself is accepted by default.
 */
export function createAdapter(config: Config, credential: TokenCredential): NyckelAdapter {
  const login = `${config.authorityHost}/${config.tenantId}`;
  const tokenServiceHost = new URL(config.tokenServiceUrl).hostname;
  const factory = new TokenCredentialsFactory({
    botId: config.botId,
    credential,
    scope: config.channelScope,
    allowedHosts: [...config.channelServiceHosts, tokenServiceHost],
  });
  return new NyckelAdapter(
    {
      MicrosoftAppId: config.botId,
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppTenantId: config.tenantId,
      ValidateAuthority: 'true',
      ToChannelFromBotLoginUrl: login,
      ToChannelFromBotOAuthScope: config.channelScope,
      ToBotFromChannelTokenIssuer: config.channelIssuer,
      OAuthUrl: config.tokenServiceUrl,
      ToBotFromChannelOpenIdMetadataUrl: config.channelOpenIdMetadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: `${login}/v2.0/.well-known/openid-configuration`,
      CallerId: 'urn:botframework:azure',
    },
    factory,
    new AuthenticationConfiguration([], channelClaimsOnly(config.channelIssuer)),
  );
}
