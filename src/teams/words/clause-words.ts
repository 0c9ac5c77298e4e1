import type { Role } from '../../locales/roles.ts';
import type { Chunk, PersonChunk } from './chunk.ts';
import { is, type Term } from './term.ts';

const DEED_WORDS: readonly Role[] = ['noun', 'compound', 'reset', 'resetting', 'foreign'];

/** The words of a clause and the people in it. */
export class ClauseWords {
  protected readonly chunks: readonly Chunk[];
  protected readonly words: readonly Term[];
  protected readonly people: readonly PersonChunk[];
  /** Joined by "and" to the clause before. */
  protected readonly joined: boolean;

  constructor(chunks: readonly Chunk[], joined: boolean) {
    this.chunks = chunks;
    this.joined = joined;
    this.words = chunks.filter((chunk): chunk is Term => chunk.kind === 'word');
    this.people = chunks.filter(chunk => chunk.kind === 'person');
  }

  has(...roles: readonly Role[]): boolean {
    return this.words.some(word => is(word, ...roles));
  }

  protected starts(role: Role): boolean {
    const first = this.chunks.find(chunk => chunk.kind !== 'word' || !is(chunk, 'topic', 'copied') || is(chunk, role));
    return first?.kind === 'word' && is(first, role);
  }

  protected isWord(at: number, ...roles: readonly Role[]): boolean {
    const chunk = this.chunks[at];
    return chunk?.kind === 'word' && is(chunk, ...roles);
  }

  /** True when the clause is about passwords or resets. */
  acts(): boolean {
    return this.has(...DEED_WORDS);
  }

  protected leadsToNoun(from: number): boolean {
    let at = from;
    while (this.isWord(at, 'new', 'adjective', 'system', 'my') && !this.isWord(at, 'noun', 'account')) at++;
    return this.isWord(at, 'noun', 'compound', 'account');
  }
}
