import type { Part } from '../desk/judging/people-as-read.ts';
import type { BatchAnswers } from './batch.ts';
import { isOutage } from './graph-errors.ts';

const PARTS: readonly Part[] = ['roles', 'eligible', 'groups', 'units', 'domains'];

/** The parts of which one of these reads, by the ids of their items, got no answer. */
export function outagesAmong(answers: BatchAnswers, reads: Partial<Record<Part, readonly string[]>>): readonly Part[] {
  return PARTS.filter(part => reads[part]?.some(id => isOutage(answers.get(id))));
}
