import type { Values } from '../values.ts';
import type { Answer, Azure } from './azure.ts';
import { same, textAt } from './json.ts';

const VERSION = '2024-11-30';

/** The bot's managed identity. */
export interface Identity {
  /** Of the resource. */
  id: string;
  /** Its object id, which role assignments name. */
  principalId: string;
}

/** The managed identity whose client id is the bot's. */
export function identityOf({ botId }: Values, azure: Azure): Answer<Identity> {
  const path = `${azure.group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities`;
  const answer = azure.resources(path, VERSION);
  if (answer.kind !== 'there') return answer;
  const found = answer.body.find(each => same(textAt(each, 'properties', 'clientId'), botId));
  if (found === undefined) return { kind: 'absent' };
  return { kind: 'there', body: { id: textAt(found, 'id'), principalId: textAt(found, 'properties', 'principalId') } };
}
