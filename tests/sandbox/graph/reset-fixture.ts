import { type setup, upn } from './graph-fixture.ts';

export const ANNA_UPN = upn('anna.svensson');
export const PASSWORD = 'Tove-9283-kvast';

export type Sandbox = ReturnType<typeof setup>;
