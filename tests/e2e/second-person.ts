import type { Where } from './client.ts';

export const ERIK = 'erik.lindqvist@fjallvind.example';
export const JOHANNA = 'johanna.bergstrom@fjallvind.example';
export const REQUESTER = 'Erik Lindqvist';
/** An Authentication Administrator, whose role covers the target. */
export const APPROVER = { id: '29:johanna.bergstrom', name: 'Johanna Bergström' };
/** A User Administrator; without that role, somebody who may not decide. */
export const OTHER = { id: '29:mikael.sandstrom', userPrincipalName: 'mikael.sandstrom@fjallvind.example' };
/** People who hold a role, so that two people are needed; one for each place, as resets of one account are limited. */
export const TARGETS = {
  channel: { name: 'Gustav Norberg', userPrincipalName: 'gustav.norberg@fjallvind.example', role: 'Reports Reader' },
  groupChat: { name: 'Peter Hedlund', userPrincipalName: 'peter.hedlund@fjallvind.example', role: 'Guest Inviter' },
  personal: { name: 'Maria Lundin', userPrincipalName: 'maria.lundin@fjallvind.example', role: 'Directory Readers' },
} as const;
export type Target = (typeof TARGETS)[Where];
export const TICKET = 'INC0012345';

export const WRITES = {
  en: {
    request: (name: string) => `reset password for ${name} because of a new phone, ${TICKET}`,
    approvalsHere: 'approvals here',
    history: 'history',
    historyFor: (name: string) => `history for ${name}`,
    why: 'Not identified yet. Call back first.',
  },
  sv: {
    request: (name: string) => `återställ lösenordet för ${name} på grund av ny telefon, ${TICKET}`,
    approvalsHere: 'godkännanden hit',
    history: 'historik',
    historyFor: (name: string) => `historik för ${name}`,
    why: 'Inte identifierad än. Ring upp först.',
  },
} as const;
