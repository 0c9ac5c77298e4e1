import { type NyckelError, StoreError } from '../../errors.ts';
import type { TableAccount } from './connect-table.ts';
import { answerOf, asTableError } from './table-errors.ts';

/**
 * What stopped the opening, for operators. A role of the bot's identity that was given a moment ago is not in force at once; a
 * key or a signature is.
 */
export function asOpeningError(host: string, where: TableAccount, error: unknown): NyckelError {
  const trouble = asTableError(host, error);
  const { status } = answerOf(trouble.cause);
  if (!('credential' in where) || (status !== 401 && status !== 403 && status !== 404)) return trouble;
  const waitsFor = 'the role Storage Table Data Contributor on the storage account of STORE';
  return new StoreError(trouble.message, { cause: trouble.cause, waitsFor });
}
