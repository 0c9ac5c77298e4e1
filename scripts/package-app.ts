import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import { z } from 'zod';

const ROOT = path.resolve(import.meta.dirname, '..');

/** A setting of the app package is missing or malformed; the message says which, and what to set. */
export class PackageSettingError extends Error {
  override name = 'PackageSettingError';
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Leads nowhere on purpose (RFC 2606): an organization that cares about the links sets its own. */
export const DEFAULT_WEBSITE_URL = 'https://nyckel.example';

const applicationId = (name: string, what: string) =>
  z.guid({
    error: issue =>
      `${name} is ${issue.input === undefined ? 'missing' : 'not a GUID'}: set it to the application (client) ID of ` +
      `${what}, for example ${name}=11111111-2222-3333-4444-555555555555.`,
  });
const httpsUrl = (name: string) => z.url({ protocol: /^https$/, error: `${name} is not an https address.` });

const settingsSchema = z
  .object({
    BOT_ID: applicationId('BOT_ID', 'the bot').toLowerCase(),
    // A bot with a managed identity signs people in through a second application.
    AAD_APP_CLIENT_ID: applicationId('AAD_APP_CLIENT_ID', 'the application that people sign in to')
      .toLowerCase()
      .optional(),
    DEVELOPER_NAME: z.string().max(32, { error: 'DEVELOPER_NAME is longer than 32 characters.' }).default('Nyckel'),
    DEVELOPER_WEBSITE_URL: httpsUrl('DEVELOPER_WEBSITE_URL').default(DEFAULT_WEBSITE_URL),
    DEVELOPER_PRIVACY_URL: httpsUrl('DEVELOPER_PRIVACY_URL').optional(),
    DEVELOPER_TERMS_OF_USE_URL: httpsUrl('DEVELOPER_TERMS_OF_USE_URL').optional(),
  })
  .transform(settings => ({
    ...settings,
    AAD_APP_CLIENT_ID: settings.AAD_APP_CLIENT_ID ?? settings.BOT_ID,
    DEVELOPER_PRIVACY_URL: settings.DEVELOPER_PRIVACY_URL ?? settings.DEVELOPER_WEBSITE_URL,
    DEVELOPER_TERMS_OF_USE_URL: settings.DEVELOPER_TERMS_OF_USE_URL ?? settings.DEVELOPER_WEBSITE_URL,
  }));

const namedFilesSchema = z.object({
  icons: z.object({ color: z.string(), outline: z.string() }),
  localizationInfo: z.object({ additionalLanguages: z.array(z.object({ file: z.string() })) }),
});

/**
 * Makes the app package that is uploaded to Microsoft Teams: the manifest with its placeholders filled in, the icons and
 * the localization files that it names. The same input gives the same bytes.
 * @param environment BOT_ID, and optionally AAD_APP_CLIENT_ID and DEVELOPER_*; an empty value counts as not set
 * @param folder the folder with manifest.json
 * @returns the bytes of the zip file
 * @throws PackageSettingError when a setting is missing or malformed
 */
export function packageApp(environment: Environment, folder: string): Uint8Array {
  const settings = readSettings(environment);
  const source: unknown = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8'));
  const manifest = fillIn(source, settings);
  const files: Zippable = { 'manifest.json': new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`) };
  const { icons, localizationInfo } = namedFilesSchema.parse(manifest);
  for (const file of [icons.color, icons.outline, ...localizationInfo.additionalLanguages.map(({ file }) => file)]) {
    files[file] = readFileSync(path.join(folder, file));
  }
  // A zip stores local time without a zone, so midnight is given in local time.
  return zipSync(files, { level: 9, mtime: new Date(1980, 0, 1) });
}

function readSettings(environment: Environment): Readonly<Record<string, string>> {
  const result = settingsSchema.safeParse(Object.fromEntries(Object.entries(environment).filter(([, value]) => value)));
  if (!result.success) throw new PackageSettingError(result.error.issues.map(({ message }) => message).join(' '));
  return result.data;
}

/** A copy of the JSON value with each ${{NAME}} in its strings replaced. */
function fillIn(value: unknown, settings: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') {
    return value.replace(/\$\{\{(\w+)\}\}/g, (_placeholder, name: string) => {
      const setting = settings[name];
      if (setting === undefined) throw new Error(`manifest.json has an unknown placeholder: ${name}`);
      return setting;
    });
  }
  if (Array.isArray(value)) return value.map(item => fillIn(item, settings));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillIn(item, settings)]));
}

function main(output: string): void {
  try {
    const bytes = packageApp(process.env, path.join(ROOT, 'appPackage'));
    mkdirSync(path.dirname(output), { recursive: true });
    writeFileSync(output, bytes);
  } catch (error) {
    if (!(error instanceof PackageSettingError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
    return;
  }
  console.log(
    `Wrote ${path.relative('', output)}. Upload it in the Teams admin center, under Teams apps > Manage apps.`,
  );
  if (!process.env.DEVELOPER_WEBSITE_URL) {
    console.log(
      `DEVELOPER_WEBSITE_URL is not set: the links of the app lead to ${DEFAULT_WEBSITE_URL}, which is no page.`,
    );
  }
}

if (import.meta.main) main(path.resolve(process.argv[2] ?? path.join(ROOT, 'dist/nyckel-app.zip')));
