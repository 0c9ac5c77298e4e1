import type { Role } from '../../locales/roles.ts';
import { findAnchor } from './anchor.ts';
import type { PersonChunk } from './chunk.ts';
import { findPeople } from './find-people.ts';
import { mayBePassword } from './password-terms.ts';
import { is, type Term } from './term.ts';
import { isTicket } from './ticket.ts';

/** A line of a form: "User: Anna Svensson". */
export type FormField =
  | { kind: 'topic'; value: readonly Term[] }
  /** `rank`: a name says more than an address, and an address more than a number. */
  | { kind: 'person'; who: PersonChunk; rank: number; rest: readonly Term[]; reporter?: true }
  | { kind: 'reason'; value: readonly Term[] }
  /** `doubted`: it says that somebody was not identified, or did not agree. */
  | { kind: 'other'; doubted?: true }
  /** A password that somebody filled in. */
  | { kind: 'password' };

const MOST_LABEL_WORDS = 4;
const OF_PEOPLE: readonly Role[] = ['label-person', 'label-address', 'label-number', 'label-caller'];
const LABELS: readonly Role[] = [...OF_PEOPLE, 'label-topic', 'label-reason', 'label-state', 'unit'];

/** The line as a field of a form; undefined when it is none. */
export function readField(line: readonly Term[]): FormField | undefined {
  const colon = line.findIndex(
    (term, at) =>
      term.kind === 'pause' && (term.text === ':' || (term.text === '-' && isKnownLabel(line.slice(0, at)))),
  );
  if (colon < 1 || colon > MOST_LABEL_WORDS) return undefined;
  const [label, value] = [line.slice(0, colon), line.slice(colon + 1)];
  const [first] = label;
  if (value.length === 0 || first === undefined || label.some(term => term.kind !== 'word')) return undefined;
  if (isLabel(label, 'label-sender')) return { kind: 'other' };
  const rank = isFor(label) ? 0 : OF_PEOPLE.findIndex(role => isLabel(label, role));
  if (rank >= 0)
    return { ...personField(value, rank), ...(label.some(term => is(term, 'extra')) && { reporter: true as const }) };
  if (isTicketField(value) && label.some(term => is(term, 'ticket'))) return { kind: 'topic', value: line };
  if (isLabel(label, 'label-reason')) return { kind: 'reason', value };
  if (isLabel(label, 'label-topic')) return { kind: 'topic', value: isTicketField(value) ? line : value };
  if (isPasswordField(label, value)) return { kind: 'password' };
  if (isLabel(label, 'label-proof') || value.every(term => is(term, 'other-system')))
    return {
      kind: 'other',
      ...((is(value[0], 'refused') || is(value[0], 'other-system')) && { doubted: true as const }),
    };
  const speaksOfReset = label.some(term =>
    is(term, 'noun', 'compound', 'reset', 'resetting', 'employee-number', 'target-preposition'),
  );
  if (speaksOfReset || isState(label)) return undefined;
  if (findAnchor(value) < 0)
    return value.some(term => is(term, 'done', 'over', 'negation')) && !isProof(label, value)
      ? undefined
      : { kind: 'other' };
  return label.every(term => is(term, 'want', 'topic', 'determiner', 'label-topic', 'new', 'aid')) &&
    !label.some(term => isTicket(term.text, true))
    ? { kind: 'topic', value }
    : undefined;
}

/** "Password: Volvo740", "Gammalt lösenord: hej123" */
function isPasswordField(label: readonly Term[], value: readonly Term[]): boolean {
  const named =
    label.some(term => is(term, 'noun')) &&
    label.every(term => is(term, 'noun', 'new', 'adjective', 'determiner', 'my', 'system'));
  return named && value.every(term => term.roles.size === 0);
}

/** "Name - Anna": only what is a label and nothing else opens a field with a dash. */
function isKnownLabel(label: readonly Term[]): boolean {
  return LABELS.some(role => isLabel(label, role));
}

/** The fields of a form that stand in one line: "User: anna Subject: forgot her password". */
export function splitFields(line: readonly Term[]): (readonly Term[])[] {
  const opens = (at: number) =>
    line[at + 1]?.text === ':' && (LABELS.some(role => is(line[at], role)) || line[at - 1]?.text === ';');
  if (!opens(0)) return [line];
  const starts = [...line.keys()].filter(opens);
  return starts.map((from, i) => withoutMark(line.slice(from, starts[i + 1])));
}

function withoutMark(field: readonly Term[]): readonly Term[] {
  return field.at(-1)?.kind === 'pause' ? field.slice(0, -1) : field;
}

/** "Done: yes", "Not to be reset: ..."; but "User confirmed: waiting" says nothing of the request. */
function isState(label: readonly Term[]): boolean {
  if (label.some(term => is(term, 'negation', 'retraction', 'copied'))) return true;
  return label.every(term => is(term, 'done', 'over', 'was-reset', 'determiner'));
}

/** "Verified: done" and "Impact: cannot work" say nothing of the request: only a state does. */
function isProof(label: readonly Term[], value: readonly Term[]): boolean {
  return !label.some(term => is(term, 'status', 'label-state')) && value.length > 0;
}

/** "For: Anna" */
function isFor(label: readonly Term[]): boolean {
  return label.length === 1 && is(label[0], 'target-preposition');
}

/** All words of the label say this, but for articles: "Affected user". */
function isLabel(label: readonly Term[], role: Role): boolean {
  return (
    label.some(term => is(term, role)) &&
    label.every(term => is(term, role, 'determiner', 'employee-number', 'label-number', 'topic', 'ticket'))
  );
}

function personField(value: readonly Term[], rank: number): FormField {
  const written = value.length > 1 ? value.filter((term, at) => at === 0 || !mayBePassword(term)) : value;
  const [who, more, ...others] = findPeople(written, true);
  if (value.every(term => is(term, 'system', 'other-system'))) return { kind: 'other' };
  return who?.kind === 'person' && (more === undefined || more.kind !== 'person')
    ? { kind: 'person', who, rank, rest: others.flatMap(chunk => (chunk.kind === 'person' ? chunk.terms : [chunk])) }
    : { kind: 'other' };
}

function isTicketField([first]: readonly Term[]): boolean {
  return first?.kind === 'word' && isTicket(first.text, true);
}
