import { type Az, AzError } from '../az.ts';
import type { Values } from '../values.ts';
import type { Fault } from './finding.ts';
import { listAt, textAt } from './json.ts';

/** What a service says when it is asked: what is there, that nothing is, or nothing that could be relied on. */
export type Answer<T = unknown> = { kind: 'there'; body: T } | { kind: 'absent' } | Unread;
/** Why it is not known, and what to do to have it known. */
export type Unread = { kind: 'unread' } & Fault;

const GRAPH = 'https://graph.microsoft.com/v1.0';
const GRAPH_RIGHT = 'Ask again with Cloud Application Administrator or Global Reader of Microsoft Entra ID, active.';
const ARM_RIGHT = 'Ask again with Contributor on the resource group.';
/** More pages than any of these lists has. */
const MOST_PAGES = 50;

/** Asks Microsoft Graph and Azure Resource Manager by `az rest`, each question once. It changes nothing. */
export class Azure {
  /** Path of the resource group, what all resources of the installation are below. */
  readonly group: string;
  readonly #az: Az;
  readonly #asked = new Map<string, Answer>();

  constructor(az: Az, { subscriptionId, resourceGroup }: Values) {
    this.#az = az;
    this.group = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
  }

  /** @param path of Microsoft Graph, with its slash */
  graph(path: string): Answer {
    return this.#ask('GET', `${GRAPH}${path}`);
  }

  graphList(path: string): Answer<readonly unknown[]> {
    return this.#pages(`${GRAPH}${path}`, '@odata.nextLink');
  }

  /** @param id of a resource, with its slash */
  resource(id: string, version: string): Answer {
    return this.#ask('GET', `${id}?api-version=${version}`);
  }

  /** What is told only to somebody who may change it as well: settings. */
  settings(id: string, version: string): Answer {
    return this.#ask('POST', `${id}/list?api-version=${version}`);
  }

  /** @param filter in OData, as it is written */
  resources(path: string, version: string, filter?: string): Answer<readonly unknown[]> {
    const more = filter === undefined ? '' : `&$filter=${encodeURIComponent(filter)}`;
    return this.#pages(`${path}?api-version=${version}${more}`, 'nextLink');
  }

  #pages(first: string, link: string): Answer<readonly unknown[]> {
    const items: unknown[] = [];
    let url = first;
    for (let page = 0; page < MOST_PAGES && url !== ''; page += 1) {
      const answer = this.#ask('GET', url);
      if (answer.kind !== 'there') return answer;
      items.push(...listAt(answer.body, 'value'));
      url = textAt(answer.body, link);
    }
    return { kind: 'there', body: items };
  }

  #ask(method: string, url: string): Answer {
    const known = this.#asked.get(`${method} ${url}`);
    if (known) return known;
    const answer = this.#answerOf(['rest', '--method', method, '--url', url], url.startsWith(GRAPH));
    this.#asked.set(`${method} ${url}`, answer);
    return answer;
  }

  #answerOf(args: readonly string[], ofGraph: boolean): Answer {
    try {
      const body = this.#az(args);
      return body === undefined ? unread('It was answered with nothing.') : { kind: 'there', body };
    } catch (error) {
      if (error instanceof AzError) return refused(error.said, ofGraph);
      throw error;
    }
  }
}

/**
 * `az rest` tells no status but in what it writes: the reason phrase, and behind it the answer in brackets (azure-cli,
 * `send_raw_request`). Only a service's own "there is no such thing" counts as that.
 */
function refused(said: string, ofGraph: boolean): Unread | { kind: 'absent' } {
  if (/\bNot Found\(\{/.test(said) && !/"SubscriptionNotFound"/.test(said)) return { kind: 'absent' };
  if (!/\bForbidden\(|"code":\s*"(?:AuthorizationFailed|Authorization_RequestDenied)"/.test(said)) {
    const [line = ''] = said
      .replace(/^(?:WARNING|DEBUG):.*$/gm, '')
      .trim()
      .split(/\r?\n/);
    return unread(
      `It can’t be read: ${line.replace(/^ERROR:\s*/, '').slice(0, 200)}`,
      'Sign in with az login, and ask again.',
    );
  }
  if (ofGraph) return unread('It may not be read with this account.', GRAPH_RIGHT);
  const [, action] = /perform action '([\w./*]+)'/.exec(said) ?? [];
  return unread(
    'It may not be read with this account.',
    action === undefined
      ? ARM_RIGHT
      : `Ask again with a role that has ${action} on the resource group, such as Contributor.`,
  );
}

function unread(says: string, fix = 'Ask again later.'): Unread {
  return { kind: 'unread', says, fix };
}

/** What can't be known because something that it belongs to is missing or unread. */
export function needs(what: string): Unread {
  return unread(`It is not known as long as ${what} is not.`, `See what stands at “${what}”.`);
}
