import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** CHROMIUM_PATH, or `chromium` on the path; undefined when there is none. */
export function chromiumPath(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin'];
  const candidates = [process.env.CHROMIUM_PATH ?? '', ...folders.map(folder => path.join(folder, 'chromium'))];
  return candidates.find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return file !== '';
  } catch {
    return false;
  }
}
