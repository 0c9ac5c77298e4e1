import { MOST_APPROVERS } from './times.ts';
/** A member of a conversation, as Teams' roster tells it. */
export interface RosterMember {
  /** Their id on the channel. */
  id: string;
  name?: string;
  /** Object id in Entra ID; missing: they have no account there, such as an anonymous guest of a meeting. */
  objectId?: string;
  tenantId?: string;
  /** user, guest or anonymous. */
  userRole?: string;
  userPrincipalName?: string;
}

/** Who is in a conversation. */
export type Roster = { kind: 'whole'; members: readonly RosterMember[] } | { kind: 'too-large' };

/**
 * The members who are not people of this tenant: guests, people of other organizations in a shared channel, and whoever has
 * no account (Microsoft Teams, "Get Teams specific context for your bot": userRole, tenantId).
 */
export function outsidersIn(members: readonly RosterMember[], tenantId: string): readonly RosterMember[] {
  return members.filter(
    ({ objectId, tenantId: home, userRole, userPrincipalName }) =>
      objectId === undefined ||
      !OBJECT_ID.test(objectId) ||
      (home !== undefined && home.toLowerCase() !== tenantId.toLowerCase()) ||
      (userRole !== undefined && !INSIDERS.has(userRole.toLowerCase())) ||
      userPrincipalName?.toUpperCase().includes('#EXT#') === true,
  );
}

const OBJECT_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
const INSIDERS = new Set(['user', 'member', 'owner']);

/** The people of a conversation, as far as they decide whether requests may be approved there. */
export type Gathering =
  | { kind: 'whole'; objectIds: readonly string[]; names: readonly string[]; outsiders: number }
  | { kind: 'too-large'; most: number }
  | { kind: 'unknown' };

/** What a roster tells about it. */
export function gatheringOf(roster: Roster, tenantId: string): Gathering {
  if (roster.kind === 'too-large') return { kind: 'too-large', most: MOST_APPROVERS };
  const { members } = roster;
  return {
    kind: 'whole',
    // Somebody may stand there under several ids of the channel.
    objectIds: [...new Set(members.flatMap(({ objectId }) => objectId ?? []))],
    names: members.map(({ name, id }) => name ?? id),
    outsiders: outsidersIn(members, tenantId).length,
  };
}
