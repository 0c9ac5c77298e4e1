import type { TokenCredential } from '@azure/identity';
import type { Config } from '../../config/config.ts';
import { createCredential } from '../../config/credential.ts';
import type { PolicyInForce } from '../../config/policy-file.ts';
import { findWrappedKey } from '../../store/find-wrapped-key.ts';
import { openStore } from '../../store/open-store.ts';
import type { AuditedRequestStore } from '../../store/record/audited-store.ts';
import { keyUrl, readSealKeys } from '../../store/seal/seal-key.ts';
import { checkAdminAccounts } from './checks/admin-accounts.ts';
import { checkApprovals } from './checks/approvals.ts';
import { checkChannelKeys } from './checks/channel-keys.ts';
import { checkClock } from './checks/clock.ts';
import { type Connection, checkConnection } from './checks/connection.ts';
import { checkCredential } from './checks/credential.ts';
import { askedForWantOfEligible, checkEligible } from './checks/eligible.ts';
import { checkEndpoint } from './checks/endpoint.ts';
import { CHECKS, type Checked, type CheckName, type Finding, failed, needs } from './checks/finding.ts';
import { checkGraph } from './checks/graph.ts';
import { checkGroups } from './checks/groups.ts';
import { Inquirer } from './checks/inquirer.ts';
import { checkManifest } from './checks/manifest.ts';
import { checkPermissions } from './checks/permissions.ts';
import { checkPolicy } from './checks/policy.ts';
import { checkProxy } from './checks/proxy.ts';
import { checkRecord } from './checks/record.ts';
import { checkSealKey } from './checks/seal-key.ts';
import { checkStore } from './checks/store.ts';
import { claimsOf } from './checks/token-claims.ts';
import { userToken } from './checks/user-token.ts';
import { checkVariables } from './checks/variables.ts';
import { checkWriteback } from './checks/writeback.ts';
import type { DoctorCommand } from './command.ts';
import type { Result } from './report.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Makes every check, one after the other. Never throws: what fails is a finding. */
export async function examine(command: DoctorCommand, env: Environment): Promise<Result[]> {
  const results: Result[] = [];
  const config = await made(results, 'variables', () => checkVariables(env));
  if (config) await made(results, 'proxy', () => ({ finding: checkProxy(config, env) }));
  if (config) await new Examination(results, command, config).run(env.AAD_APP_CLIENT_ID || config.botId);
  else for (const check of CHECKS.slice(1)) await made(results, check, () => needs('variables'));
  return results;
}

async function made<T>(
  results: Result[],
  check: CheckName,
  work: () => Checked<T> | Promise<Checked<T>>,
): Promise<T | undefined> {
  try {
    const { finding, value } = await work();
    results.push({ check, ...finding });
    return value;
  } catch (error) {
    results.push({ check, ...failed(error) });
    return undefined;
  }
}

class Examination {
  readonly #results: Result[];
  readonly #command: DoctorCommand;
  readonly #config: Config;
  readonly #credential: TokenCredential;
  readonly #inquirer = new Inquirer();

  constructor(results: Result[], command: DoctorCommand, config: Config) {
    this.#results = results;
    this.#command = command;
    this.#config = config;
    this.#credential = createCredential(config);
  }

  /** @param applicationId the application that people sign in to, as far as the environment says. */
  async run(applicationId: string): Promise<void> {
    const [config, inquirer] = [this.#config, this.#inquirer];
    const policy = await this.#check('policy', () => checkPolicy(config));
    const token = await this.#check('credential', () => checkCredential(config, this.#credential, inquirer));
    const connection = await this.#check('connection', () =>
      token === undefined ? needs('credential') : checkConnection(config, inquirer, token),
    );
    await this.#tell('graph', () => checkGraph(config, inquirer));
    await this.#tell('channel keys', () => checkChannelKeys(config, inquirer));
    const store = await this.#stored(policy);
    try {
      const signedInTo = await this.#ofUser(token, store, policy);
      await this.#manifest({ applicationId, signedInTo, connection });
    } finally {
      await store?.close();
    }
    await this.#tell('endpoint', () => checkEndpoint(this.#command.endpoint, inquirer));
  }

  /** The store, opened where that is possible; whoever calls closes it. */
  async #stored(policy: PolicyInForce | undefined): Promise<AuditedRequestStore | undefined> {
    const config = this.#config;
    const contents = await this.#check('store', () => checkStore(config, this.#credential));
    const opening = await this.#check('seal key', async () => {
      if (contents === undefined) return this.#sealKeyAlone();
      const find = (url: string) => findWrappedKey(config.store, this.#credential, url);
      return checkSealKey(contents, await readSealKeys(config, this.#credential, find));
    });
    let store: AuditedRequestStore | undefined;
    const lastRow = await this.#check('record', async () => {
      if (!opening) return needs(contents ? 'seal key' : 'store');
      store = await openStore(config.store, opening.keys, this.#credential);
      return opening.ofTheRecord ? checkRecord(store) : needs('seal key');
    });
    await this.#tell('clock', () => checkClock(config, this.#inquirer, lastRow));
    await this.#check('approvals', async () => {
      if (!store) return needs(contents ? 'seal key' : 'store');
      return policy ? { finding: await checkApprovals(store, policy) } : needs('policy');
    });
    return store;
  }

  /** Whether the keys can be read, as far as that can be told without a store: it has the data key of a Key Vault key. */
  async #sealKeyAlone(): Promise<Checked<never>> {
    const { sealKey, sealKeyPrevious = '' } = this.#config;
    const alone = keyUrl(sealKeyPrevious) ? { sealKey } : { sealKey, sealKeyPrevious };
    await readSealKeys(alone, this.#credential, async () => undefined);
    return needs('store');
  }

  /** What a signed-in administrator's token shows: the application that people sign in to. */
  async #ofUser(
    token: string | undefined,
    store: AuditedRequestStore | undefined,
    policy: PolicyInForce | undefined,
  ): Promise<string | undefined> {
    const [config, inquirer, { user }] = [this.#config, this.#inquirer, this.#command];
    const asked = token === undefined ? undefined : userToken(user, { config, inquirer, token, store });
    const given = asked ? await asked.catch(failed) : needs('credential').finding;
    if (typeof given !== 'string') {
      await this.#tell('permissions', () => given);
      // What is wrong is told once.
      const rest = given.mark === 'problem' ? needs('permissions').finding : given;
      await this.#tell('writeback', () => rest);
      await this.#groups(policy, () => rest);
      await this.#adminAccounts(policy, () => rest);
      return undefined;
    }
    const claims = claimsOf(given);
    await this.#tell('permissions', () => checkPermissions(claims, config));
    await this.#check('writeback', async () =>
      policy ? { finding: await checkWriteback(config, policy, inquirer, given) } : needs('policy'),
    );
    await this.#groups(policy, named => checkGroups(config, named, inquirer, given));
    await this.#adminAccounts(policy, paired => checkAdminAccounts(config, paired, inquirer, given));
    await this.#eligible(policy, given);
    return claims?.applicationId;
  }

  /** Only a policy that names groups has any to check. */
  async #groups(policy: PolicyInForce | undefined, check: (policy: PolicyInForce) => Finding | Promise<Finding>) {
    if (policy && policy.groupIds.length > 0) await this.#tell('groups', () => check(policy));
  }

  /** Only a policy that pairs accounts has any to check. */
  async #adminAccounts(
    policy: PolicyInForce | undefined,
    check: (policy: PolicyInForce) => Finding | Promise<Finding>,
  ) {
    if (policy && policy.adminAccounts.pairs.length > 0) await this.#tell('admin accounts', () => check(policy));
  }

  /** Only a policy that asks for more where eligible roles can't be read depends on who may read them. */
  async #eligible(policy: PolicyInForce | undefined, userToken: string) {
    const needed = policy ? askedForWantOfEligible(policy) : [];
    if (needed.length === 0) return;
    const finding = await checkEligible(this.#config, this.#inquirer, userToken, needed);
    if (finding) await this.#tell('eligible', () => finding);
  }

  async #manifest(facts: {
    applicationId: string;
    signedInTo: string | undefined;
    connection: Connection | undefined;
  }) {
    const { manifest: file } = this.#command;
    await this.#tell('manifest', () => checkManifest({ ...facts, file, botId: this.#config.botId }));
  }

  #check<T>(check: CheckName, work: () => Checked<T> | Promise<Checked<T>>): Promise<T | undefined> {
    return made(this.#results, check, work);
  }

  async #tell(check: CheckName, work: () => Finding | Promise<Finding>): Promise<void> {
    await made(this.#results, check, async () => ({ finding: await work() }));
  }
}
