import { AZURE_KINDS } from './azure-kinds.ts';
import { ENTRA_KINDS } from './entra-kinds.ts';

/** Every kind of broken installation, as docs/doctor.md lists them. */
export const KINDS = [...ENTRA_KINDS, ...AZURE_KINDS];
