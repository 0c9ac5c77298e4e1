import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DEFAULT_WEBSITE_URL } from './package-app.ts';

const ROOT = path.resolve(import.meta.dirname, '..');

/** The command line of the Microsoft 365 Agents Toolkit. With all that it needs it is 445 MB, so it is fetched when it is asked for. */
export const TOOLKIT = '@microsoft/m365agentstoolkit-cli@1.1.17';

/** What the manifest leaves to whoever packages it; any value of the right form will do. */
const SAMPLE: Readonly<Record<string, string>> = {
  BOT_ID: '11111111-2222-4333-8444-555555555555',
  AAD_APP_CLIENT_ID: '66666666-7777-4888-9999-000000000000',
  DEVELOPER_NAME: 'Nyckel',
  DEVELOPER_WEBSITE_URL: DEFAULT_WEBSITE_URL,
  DEVELOPER_PRIVACY_URL: DEFAULT_WEBSITE_URL,
  DEVELOPER_TERMS_OF_USE_URL: DEFAULT_WEBSITE_URL,
};

/**
 * Has the toolkit check a manifest and its languages against Microsoft's schemas and rules, without an account. Its install
 * scripts are not run: they would build a key ring for signing in.
 * @returns the exit code of the toolkit: 0 when nothing is wrong
 */
export function validateApp(manifest: string, environment: NodeJS.ProcessEnv = process.env): number {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nyckel-manifest-'));
  try {
    const env = path.join(folder, '.env');
    writeFileSync(
      env,
      Object.entries(SAMPLE)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    );
    const { status, error } = spawnSync(
      'npx',
      [
        '--yes',
        '--ignore-scripts',
        `--package=${TOOLKIT}`,
        'atk',
        'validate',
        '--interactive',
        'false',
        '--telemetry',
        'false',
        '--manifest-file',
        manifest,
        '--env-file',
        env,
      ],
      {
        cwd: folder,
        stdio: 'inherit',
        shell: process.platform === 'win32',
        env: environment,
      },
    );
    if (error) console.error(error.message);
    return status ?? 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  process.exitCode = validateApp(path.resolve(process.argv[2] ?? path.join(ROOT, 'appPackage/manifest.json')));
}
