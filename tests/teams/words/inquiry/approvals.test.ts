import type { MessageCommand } from '../../../../src/teams/words/message-command.ts';
import { approvalsFor, check, notUnderstood, type Row, whereApproved } from '../expected.ts';

const same = (expected: MessageCommand, texts: readonly string[]): Row[] => texts.map(text => [text, expected]);

describe('parseCommand: where requests are approved, and for one administrative unit', () => {
  check([
    ...same(whereApproved, [
      'approvals',
      'Approvals?',
      'show approvals',
      'show me the approvals, please',
      'where do approvals go?',
      'godkännanden',
      'visa godkännanden',
      'Hej! Vart går godkännanden? Tack',
    ]),
    ...same(approvalsFor('Stockholm office'), [
      'approvals here for Stockholm office',
      'approvals here for "Stockholm office"',
      'send approvals here for Stockholm office, please',
      'godkännanden här för Stockholm office',
      'godkännanden hit för ”Stockholm office”',
      'Hej! Skicka godkännanden hit för Stockholm office tack',
    ]),
    ['approvals here for Region 3 (Skåne)', approvalsFor('Region 3 (Skåne)')],
    ['approvals here for R&D / Västra Götaland - staff', approvalsFor('R&D / Västra Götaland - staff')],
    ['godkännanden här för Norr', approvalsFor('Norr')],
    ['approvals here for Anna', approvalsFor('Anna')],
    ...same(notUnderstood, [
      'approvals for Anna',
      'no approvals',
      'inga godkännanden',
      'approvals here for',
      'approvals here for @{0}',
      'approvals here for Stockholm office. No, stop',
      'approvals here of',
      'no approvals here for Stockholm office',
    ]),
  ]);
});
