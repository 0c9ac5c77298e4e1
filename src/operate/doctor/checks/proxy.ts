import type { Config } from '../../../config/config.ts';
import { goesThrough, type ProxySettings, useProxy } from '../../../config/proxy.ts';
import { ConfigurationError } from '../../../errors.ts';
import { type Finding, ok, problem } from './finding.ts';

/** Which of the services are reached through a proxy, and which directly. From now on this process does so as well. */
export function checkProxy(config: Config, env: Readonly<Record<string, string | undefined>>): Finding {
  try {
    const settings = useProxy(env);
    return settings ? ok(ways(settings, hostsOf(config))) : ok('No proxy is set: everything goes directly.');
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return problem('The proxy can’t be used, and the bot does not start.', ...error.problems);
  }
}

function ways(settings: ProxySettings, hosts: readonly string[]): string {
  const through = hosts.filter(host => goesThrough(settings, host));
  const direct = hosts.filter(host => !goesThrough(settings, host));
  const list = (some: readonly string[]) => some.join(', ') || 'nothing';
  return `Through ${new URL(settings.https).host}: ${list(through)}. Directly: ${list(direct)}.`;
}

/** Every host that the configuration names. */
function hostsOf(config: Config): readonly string[] {
  const { authorityHost, tokenServiceUrl, graphEndpoint, channelOpenIdMetadataUrl, channelServiceHosts } = config;
  const { sealKey, applicationInsights } = config;
  const ingestion = /IngestionEndpoint=([^;]+)/i.exec(applicationInsights ?? '')?.[1];
  const tables = 'url' in config.store ? config.store.url : undefined;
  const urls = [authorityHost, tokenServiceUrl, graphEndpoint, channelOpenIdMetadataUrl, sealKey, ingestion, tables];
  const named = urls.filter(url => url !== undefined && /^https?:/.test(url) && URL.canParse(url));
  return [...new Set([...named.map(url => new URL(String(url)).hostname), ...channelServiceHosts])];
}
