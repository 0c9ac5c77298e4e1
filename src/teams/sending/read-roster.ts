import { z } from 'zod';
import type { Roster, RosterMember } from '../../desk/roster.ts';

const text = z.string().nullish();

/** A member as the roster tells it; some answers call the object id objectId. */
export const MEMBER = z
  .object({
    id: z.string().min(1),
    aadObjectId: text,
    objectId: text,
    tenantId: text,
    userRole: text,
    userPrincipalName: text,
    name: text,
    error: z.never().optional(),
  })
  .transform(
    ({ id, aadObjectId, objectId, tenantId, userRole, userPrincipalName, name }): RosterMember => ({
      id,
      name: name || undefined,
      objectId: (aadObjectId || objectId)?.toLowerCase() || undefined,
      tenantId: tenantId || undefined,
      userRole: userRole || undefined,
      userPrincipalName: userPrincipalName || undefined,
    }),
  );

const PAGE = z.object({
  members: z.array(MEMBER),
  continuationToken: z.string().nullish(),
  error: z.never().optional(),
});

type Page = z.output<typeof PAGE>;

/** Microsoft Teams, "Get Teams specific context for your bot": a page has 50 to 500 members, and may have fewer than asked for. */
const PAGE_SIZE = 500;
/** A roster that goes on for longer is taken for too large: its pages may be empty. */
const MOST_PAGES = 10;

/** The people of a conversation, read page by page; bots are left out. */
export async function readRoster(
  atMost: number,
  read: (schema: typeof PAGE, page: { pageSize: number; continuationToken?: string }) => Promise<Page>,
): Promise<Roster> {
  const members = new Map<string, RosterMember>();
  let more: { continuationToken?: string } = {};
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page: Page = await read(PAGE, { pageSize: PAGE_SIZE, ...more });
    for (const member of page.members) if (!member.id.startsWith('28:')) members.set(member.id, member);
    if (members.size > atMost) return { kind: 'too-large' };
    if (!page.continuationToken) return { kind: 'whole', members: [...members.values()] };
    more = { continuationToken: page.continuationToken };
  }
  return { kind: 'too-large' };
}
