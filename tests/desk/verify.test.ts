import { asks, confirms } from './support/deeds.ts';
import { graph, handoverArrives, operationEnds, verifies } from './support/happenings.ts';
import { given } from './support/spec.ts';

const RESET = [asks('anna'), confirms(), handoverArrives()];
const SYNCED = [asks('nils'), confirms(), handoverArrives()];

describe('following a reset to its end, in the desk alone', () => {
  it('says that Entra has confirmed it', () =>
    given(...RESET, operationEnds('succeeded'))
      .when(verifies())
      .thenSee({ said: 'carried out, verified', record: ['reset-verified by erik'], sealed: true }));

  it('erases a password that Windows Server AD did not take', () =>
    given(...SYNCED, operationEnds('failed'))
      .when(verifies())
      .thenSee({
        said: 'failed: writeback-failed, not known',
        record: ['reset-failed (writeback-failed) by erik'],
        sealed: false,
      }));

  it('erases a password that was taken back', () =>
    given(...RESET, operationEnds('failed'))
      .when(verifies())
      .thenSee({
        said: 'failed: not-possible, not known',
        record: ['reset-failed (not-possible) by erik'],
        sealed: false,
      }));

  it('goes by the last password change where the operation can’t be read', () =>
    given(...RESET, graph([], 'operation-unreadable'))
      .when(verifies())
      .thenSee({ said: 'carried out, verified', record: ['reset-verified by erik'] }));

  it('takes no change for the word of Windows Server AD', () =>
    given(...SYNCED, graph([], 'operation-unreadable'))
      .when(verifies())
      .thenSee({ said: 'carried out, accepted', record: ['reset-not-verifiable by erik'], sealed: true }));

  it('does not wait for ever for an operation that does not end', () =>
    given(...SYNCED)
      .when(verifies())
      .thenSee({ said: 'carried out, accepted', record: ['reset-not-verifiable by erik'], sealed: true }));
});
