import http from 'node:http';
import { ConfigurationError } from '../errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** How calls leave the process. */
export interface ProxySettings {
  /** For https. */
  https: string;
  /** For http, which is for loopback addresses and the identity endpoint alone. */
  http: string;
  /** Hosts that are reached directly; one that begins with a dot takes its subdomains. */
  direct: readonly string[];
}

/** Never through a proxy: this host, and the endpoint that hands out the identity's tokens (Azure, "Instance Metadata Service"). */
const ALWAYS_DIRECT = ['localhost', '127.0.0.1', '::1', '[::1]', '169.254.169.254'];

/**
 * What HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY say, in upper or lower case, lower first as everywhere; undefined
 * without a proxy. @throws ConfigurationError for an address that is no http(s) URL
 */
export function readProxy(env: Environment): ProxySettings | undefined {
  const given = (name: string) => env[name.toLowerCase()]?.trim() || env[name]?.trim() || undefined;
  const all = given('ALL_PROXY');
  const plain = given('HTTP_PROXY') ?? all;
  const secure = given('HTTPS_PROXY') ?? all ?? plain;
  const exceptions = (given('NO_PROXY') ?? '').split(/[\s,]+/).filter(Boolean);
  if (secure === undefined || exceptions.includes('*')) return undefined;
  const endpoints = [given('IDENTITY_ENDPOINT'), given('MSI_ENDPOINT')].flatMap(hostOf);
  const direct = [...ALWAYS_DIRECT, ...endpoints, ...exceptions.map(each => each.replace(/^\*\./, '.'))];
  const proxies = { https: addressOf('HTTPS_PROXY', secure), http: addressOf('HTTP_PROXY', plain ?? secure) };
  return { ...proxies, direct: [...new Set(direct.map(each => each.toLowerCase()))] };
}

/**
 * Lets every call of this process go the way that the environment says. fetch and Node's agents ask Node, and the libraries of
 * Azure read the variables themselves, each in its own way; so both get the same answer. Has to be called before anything else
 * is. Returns what holds. @throws ConfigurationError
 */
export function useProxy(env: Environment): ProxySettings | undefined {
  const settings = readProxy(env);
  const direct = settings?.direct.join(',');
  const values = { HTTPS_PROXY: settings?.https, HTTP_PROXY: settings?.http, NO_PROXY: direct, ALL_PROXY: undefined };
  for (const [name, value] of Object.entries(values)) {
    for (const spelled of [name, name.toLowerCase()]) {
      if (value === undefined) delete process.env[spelled];
      else process.env[spelled] = value;
    }
  }
  if (!settings) return undefined;
  if (typeof http.setGlobalProxyFromEnv !== 'function') {
    throw new ConfigurationError(['HTTPS_PROXY needs Node.js 24.14 or later: earlier ones send fetch past the proxy']);
  }
  http.setGlobalProxyFromEnv(process.env);
  return settings;
}

/** Whether a call to this host goes through the proxy. */
export function goesThrough({ direct }: ProxySettings, host: string): boolean {
  const name = host.toLowerCase();
  return !direct.some(each => (each.startsWith('.') ? name.endsWith(each) : name === each));
}

function addressOf(name: string, value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return value;
  throw new ConfigurationError([`${name} must be the URL of a proxy, such as http://proxy.contoso.example:3128`]);
}

function hostOf(url: string | undefined): string[] {
  return url !== undefined && URL.canParse(url) ? [new URL(url).hostname] : [];
}
