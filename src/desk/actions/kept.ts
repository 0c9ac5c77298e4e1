import {
  PASS,
  PASS_FINDINGS,
  PASS_RECEIPT,
  PASS_TERMS,
  type Pass,
  type PassChoices,
  type PassFindings,
  type PassReceipt,
  type PassTerms,
  type PresentPass,
} from './temporary-access-pass/pass.ts';

// What belongs to an action alone and goes with a request: kept with it, and read back by the stores. An action without any
// leaves it out.

/** What the requester chooses. */
export const TERMS = PASS_TERMS;
export type Terms = PassTerms;

/** Among what. */
export type Choices = PassChoices;

/** What was made in the directory, without its secret. */
export const MADE = PASS;
export type Made = Pass;

/** What somebody has of it now. */
export type Present = PresentPass;

/** What was read about target and tenant beside the account, as its card showed it. */
export const FINDINGS = PASS_FINDINGS;
export type Findings = PassFindings;

/** What became of it after it was handed over. */
export const RECEIPT = PASS_RECEIPT;
export type Receipt = PassReceipt;
