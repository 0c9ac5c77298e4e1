import { z } from 'zod';
import type { BatchAnswers, BatchItem } from './batch.ts';
import { pathSegment } from './endpoint.ts';
import { readRows, readWhole } from './page.ts';
import { literal, queryValue } from './search-text.ts';

/** Graph takes at most 15 expressions in a filter (Microsoft Graph, "Advanced query capabilities on directory objects"). */
const IDS_PER_READ = 15;

/** Every group has a name: without the right to read groups it is null, and so is the visibility. */
const GROUP = z.object({ id: z.string().min(1), displayName: z.string(), visibility: z.string().nullish() });
const SELECT = '$select=id,displayName,visibility';

/** Whether the members of a group or unit are listed to whoever may read it. A value that is not known counts as hidden. */
export function showsMembers(visibility: string | null | undefined): boolean {
  return visibility === null || visibility === undefined || /^(public|private)$/i.test(visibility);
}

/** The reads that tell whether these groups, and those within them, hide their members. */
export function visibilityItems(groupIds: readonly string[]): readonly BatchItem[] {
  const groups = slices(groupIds).map((ids, n) => {
    const filter = queryValue(ids.map(id => `id eq ${literal(id)}`).join(' or '));
    return { id: groupsId(n), url: `/groups?$filter=${filter}&${SELECT}`, essential: true };
  });
  return [...groups, ...groupIds.map(withinItem)];
}

function withinItem(id: string): BatchItem {
  const url = `/groups/${pathSegment(id)}/transitiveMembers/microsoft.graph.group?$count=true&$top=999&${SELECT}`;
  return { id: withinId(id), url, headers: { ConsistencyLevel: 'eventual' }, essential: true };
}

/**
 * Those of these groups of whom somebody may be a member although no list says so: they or a group within them hide their
 * members (Microsoft Graph, group, visibility "HiddenMembership"), or are gone or could not be read.
 * @throws DirectoryError (sign-in-again)
 */
export function readUnseenGroups(answers: BatchAnswers, groupIds: readonly string[]): readonly string[] {
  const read = slices(groupIds).map((_, n) => readRows(answers.get(groupsId(n)), GROUP, 'groups of the policy'));
  const showing = read.flatMap(page => page?.items ?? []).filter(({ visibility }) => showsMembers(visibility));
  const seen = new Set(showing.map(({ id }) => id.toLowerCase()));
  return groupIds.filter(id => !(seen.has(id.toLowerCase()) && showsWithin(answers, id)));
}

function showsWithin(answers: BatchAnswers, id: string): boolean {
  const within = readWhole(answers.get(withinId(id)), GROUP, 'groups within a group of the policy');
  return within?.every(({ visibility }) => showsMembers(visibility)) ?? false;
}

function groupsId(n: number): string {
  return `policy-groups-${n}`;
}

function withinId(id: string): string {
  return `within-${id}`;
}

function slices(ids: readonly string[]): (readonly string[])[] {
  const count = Math.ceil(ids.length / IDS_PER_READ);
  return Array.from({ length: count }, (_, n) => ids.slice(n * IDS_PER_READ, (n + 1) * IDS_PER_READ));
}
