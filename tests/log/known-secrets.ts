import { randomBytes } from 'node:crypto';

/** The key that the store is sealed with. */
export const SEAL_KEY = randomBytes(32);
const CLIENT_SECRET = 'a8Q~"quoted"\\and/slashed+~Zz';
const CONNECTION =
  'DefaultEndpointsProtocol=https;AccountName=nyckel;AccountKey=c2VjcmV0LWtleQ==;EndpointSuffix=x.example';
/** Secrets of the configuration, which the log is told. */
export const KNOWN = [SEAL_KEY.toString('base64'), CLIENT_SECRET, CONNECTION];
