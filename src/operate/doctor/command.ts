import path from 'node:path';
import { parseArgs } from 'node:util';

/** What is asked of `npm run doctor`. */
export interface DoctorCommand {
  json: boolean;
  /** Object id or channel id of a signed-in administrator. */
  user?: string;
  /** The messaging endpoint of the Azure Bot. */
  endpoint?: string;
  manifest: string;
}

export const DOCTOR_USAGE = `Usage:
  npm run doctor -- [--user <object id or channel id>] [--endpoint <messaging endpoint>] [--manifest <file>] [--json]
It reads the same variables as the bot.`;

const MANIFEST = path.resolve(import.meta.dirname, '../../../appPackage/manifest.json');
const OPTIONS = {
  user: { type: 'string' },
  endpoint: { type: 'string' },
  manifest: { type: 'string', default: MANIFEST },
  json: { type: 'boolean', default: false },
} as const;

/** The command that these arguments spell, or a sentence that says what is wrong with them. */
export function parseDoctorCommand(args: readonly string[]): DoctorCommand | string {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    const empty = Object.entries(values).find(([, value]) => value === '');
    return empty ? `--${empty[0]} is empty.` : values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
