import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { applicationUri, type Connection } from './connection.ts';
import { type Finding, notChecked, ok, problem } from './finding.ts';

const manifestSchema = z.object({
  bots: z.array(z.object({ botId: z.string() })),
  validDomains: z.array(z.string()).default([]),
  webApplicationInfo: z.object({ id: z.string(), resource: z.string() }).optional(),
});
type Manifest = z.infer<typeof manifestSchema>;

interface ManifestFacts {
  file: string;
  botId: string;
  /** The application that people sign in to, as the packing of the manifest takes it; BOT_ID unless set. */
  applicationId: string;
  /** The application that a user's token was really issued to, where one is known. */
  signedInTo: string | undefined;
  connection: Connection | undefined;
}

/** Whether the app's manifest, its placeholders filled in or not, fits the bot and its OAuth connection. */
export function checkManifest(facts: ManifestFacts): Finding {
  const text = textOf(facts.file);
  if (text === undefined) {
    return notChecked(
      `There is no manifest at ${facts.file}.`,
      'Name the manifest of the app package with --manifest.',
    );
  }
  const manifest = manifestSchema.safeParse(jsonOf(text, facts));
  if (!manifest.success) return problem(`${facts.file} is not an app manifest.`, 'Make the app package again.');
  const fixes = [...identityFixes(manifest.data, facts), ...domainFixes(manifest.data, facts.connection)];
  return fixes.length === 0
    ? ok('The manifest names this bot, its sign-in and its domains.')
    : problem('The manifest does not fit the bot.', ...fixes, 'Then make the app package again and upload it.');
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** With the placeholders filled in that name the bot. */
function jsonOf(text: string, { botId, applicationId }: ManifestFacts): unknown {
  const settings = new Map([
    ['BOT_ID', botId],
    ['AAD_APP_CLIENT_ID', applicationId],
  ]);
  try {
    return JSON.parse(text.replace(/\$\{\{(\w+)\}\}/g, (whole, name: string) => settings.get(name) ?? whole));
  } catch {
    return undefined;
  }
}

function identityFixes({ bots, webApplicationInfo }: Manifest, { botId, signedInTo }: ManifestFacts): string[] {
  const fixes: string[] = [];
  if (!bots.every(bot => same(bot.botId, botId)) || bots.length === 0) fixes.push(`Set bots[0].botId to ${botId}.`);
  const uri = applicationUri(botId);
  if (!same(webApplicationInfo?.resource, uri)) fixes.push(`Set webApplicationInfo.resource to ${uri}.`);
  if (signedInTo !== undefined && !same(webApplicationInfo?.id, signedInTo)) {
    fixes.push(`Set webApplicationInfo.id (AAD_APP_CLIENT_ID) to ${signedInTo}: people sign in to that application.`);
  }
  return fixes;
}

/** Teams opens the sign-in page for a host in validDomains only; loopback is no host of Teams'. */
function domainFixes({ validDomains }: Manifest, connection: Connection | undefined): string[] {
  const url = connection?.signInUrl;
  if (url?.protocol !== 'https:' || url.hostname === 'localhost') return [];
  const allowed = validDomains.some(domain =>
    domain.startsWith('*.') ? url.hostname.endsWith(domain.slice(1)) : same(domain, url.hostname),
  );
  return allowed ? [] : [`Add ${url.hostname} to validDomains.`];
}

function same(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}
