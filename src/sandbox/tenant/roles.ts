import type { RoleDefinition } from './model.ts';

/** Template ids and names: Microsoft Entra built-in roles, "All roles". */
const BUILT_IN_ROLES: readonly (readonly [templateId: string, displayName: string])[] = [
  ['c4e39bd9-1100-46d3-8c65-fb160da0071f', 'Authentication Administrator'],
  ['0526716b-113d-4c15-b2c8-68e3c22b9f80', 'Authentication Policy Administrator'],
  ['88d8e3e3-8f55-4a1e-953a-9b9898b8876b', 'Directory Readers'],
  ['29232cdf-9323-42fd-ade2-1d097af3e4de', 'Exchange Administrator'],
  ['62e90394-69f5-4237-9190-012177145e10', 'Global Administrator'],
  ['f2ef992c-3afb-46b9-b7cf-a126ee74c451', 'Global Reader'],
  ['fdd7a751-b60b-444a-984c-02652fe8fa1c', 'Groups Administrator'],
  ['95e79109-95c0-4d8e-aee3-d01accf2d47b', 'Guest Inviter'],
  ['729827e3-9c14-49f7-bb1b-9608f156bbb8', 'Helpdesk Administrator'],
  ['790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b', 'Message Center Reader'],
  ['4ba39ca4-527c-499a-b93d-d9b492c50246', 'Partner Tier1 Support'],
  ['e00e864a-17c5-4a4b-9c06-f5b95a8d5bd8', 'Partner Tier2 Support'],
  ['966707d0-3269-4727-9be2-8c3a10f19b9d', 'Password Administrator'],
  ['7be44c8a-adaf-4e2a-84d6-ab2649e08a13', 'Privileged Authentication Administrator'],
  ['e8611ab8-c189-46e8-94e1-60213ab1f814', 'Privileged Role Administrator'],
  ['4a5d8f65-41da-4de4-8968-e035b65339cf', 'Reports Reader'],
  ['194ae4cb-b126-40b2-bd5b-6091b380977d', 'Security Administrator'],
  ['75934031-6c7e-415a-99d7-48dbd49e875e', 'Usage Summary Reports Reader'],
  ['fe930be7-5e62-47db-91af-98c3a49a38b1', 'User Administrator'],
  ['27460883-1df1-4691-b032-3b79643e5e63', 'User Experience Success Manager'],
];

const CUSTOM_ROLE: RoleDefinition = {
  id: 'f7a25823-98fc-4e18-ac4e-b7210b669cc3',
  templateId: 'f7a25823-98fc-4e18-ac4e-b7210b669cc3',
  displayName: 'Fjällvind Printer Operator',
  description: 'Custom role of this tenant.',
  isBuiltIn: false,
};

/** Built-in roles, whose id is their template id, and the one custom role of the tenant. */
export const ROLE_DEFINITIONS: readonly RoleDefinition[] = [
  ...BUILT_IN_ROLES.map(([templateId, displayName]) => ({
    id: templateId,
    templateId,
    displayName,
    description: `Built-in role ${displayName}.`,
    isBuiltIn: true,
  })),
  CUSTOM_ROLE,
];

/** By display name or template id. Throws when there is no such role in the sample tenant. */
export function roleNamed(nameOrTemplateId: string): RoleDefinition {
  const role = ROLE_DEFINITIONS.find(r => r.displayName === nameOrTemplateId || r.templateId === nameOrTemplateId);
  if (!role) throw new Error(`The sample tenant has no role "${nameOrTemplateId}".`);
  return role;
}
