import { badRequest, unsupportedQuery } from './graph-error.ts';
import { isResource, type Resource } from './select.ts';

type Test = (row: unknown, at: number) => boolean;

const TIME = /^activityDateTime (eq|ge|le) (\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?Z)$/;
const EQUAL = /^(activityDisplayName|correlationId|id|loggedByService) eq '((?:[^']|'')*)'$/;
const STARTS = /^startswith\(activityDisplayName, ?'((?:[^']|'')*)'\)$/;

/**
 * Reads a $filter of the audit log: comparisons of the time, of the activity, of ids and of the service, with `and` between
 * them. Throws a 400 for all else (Microsoft Graph, "directoryAudit resource type").
 */
export function parseAuditFilter(text: string | undefined): Test {
  if (text === undefined) return () => true;
  const tests = text.split(/ and (?=(?:[^']*'[^']*')*[^']*$)/).map(clause => testOf(clause.trim()));
  return (row, at) => tests.every(test => test(row, at));
}

function testOf(clause: string): Test {
  const [, how, when] = TIME.exec(clause) ?? [];
  if (how !== undefined && when !== undefined) return timeTest(how, Date.parse(when));
  const [, name, value] = EQUAL.exec(clause) ?? [];
  if (name !== undefined && value !== undefined) return row => fieldOf(row, name) === value.replaceAll("''", "'");
  const [, start] = STARTS.exec(clause) ?? [];
  if (start !== undefined) return row => fieldOf(row, 'activityDisplayName').startsWith(start.replaceAll("''", "'"));
  if (/\sor\s/.test(clause)) throw unsupportedQuery(`Unsupported query filter clause '${clause}'.`);
  throw badRequest(`Invalid filter clause: '${clause}'.`);
}

function timeTest(how: string, when: number): Test {
  if (Number.isNaN(when)) throw badRequest('Invalid filter clause: the time is none.');
  switch (how) {
    case 'ge':
      return (_, at) => at >= when;
    case 'le':
      return (_, at) => at <= when;
    default:
      return (_, at) => at === when;
  }
}

function fieldOf(row: unknown, name: string): string {
  const fields: Resource = isResource(row) ? row : {};
  return String(fields[name] ?? '');
}
