import type { Values } from '../values.ts';
import type { Fault } from './finding.ts';
import { textAt } from './json.ts';

/** Where the bot asks for people's tokens, by the region of the Azure Bot, as main.bicep has it; a test compares them. */
export const TOKEN_SERVICES: Readonly<Record<string, string>> = {
  global: 'https://api.botframework.com',
  westeurope: 'https://europe.api.botframework.com',
};

/** Where the Azure Bot has to be. */
export function regionOf({ botRegion }: Values): string {
  return botRegion || 'global';
}

/** Bot, channel and connection stay where they were made: Azure moves none of them. */
export function elsewhere(resource: unknown, values: Values): Fault | undefined {
  const [is, wanted] = [plain(textAt(resource, 'location')), regionOf(values)];
  if (is === wanted) return undefined;
  return {
    says: `It is in the region ${is || 'unknown'}, and BOT_REGION is ${wanted}: there people’s sign-ins are kept.`,
    fix: `Set BOT_REGION to ${is}; or, to have it in ${wanted}, delete the Azure Bot and deploy again.`,
  };
}

/** Azure writes a region in two ways: `westeurope` and `West Europe`. */
function plain(region: string): string {
  return region.replaceAll(' ', '').toLowerCase();
}
