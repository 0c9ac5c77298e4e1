import type { z } from 'zod';
import { PASS, PASS_FINDINGS, PASS_RECEIPT, PASS_TERMS, type PassChoices } from './temporary-access-pass/pass.ts';

// What belongs to an action alone and goes with a request: kept with it, and read back by the stores. An action without any
// leaves it out.

/** What the requester chooses. */
export const TERMS = PASS_TERMS;
export type Terms = Readonly<z.infer<typeof TERMS>>;

/** Among what. */
export type Choices = PassChoices;

/** What was made in the directory, without its secret. */
export const MADE = PASS;
export type Made = Readonly<z.infer<typeof MADE>>;

/** What was read about target and tenant beside the account, as its card showed it. */
export const FINDINGS = PASS_FINDINGS;
export type Findings = Readonly<z.infer<typeof FINDINGS>>;

/** What became of it after it was handed over. */
export const RECEIPT = PASS_RECEIPT;
export type Receipt = Readonly<z.infer<typeof RECEIPT>>;
