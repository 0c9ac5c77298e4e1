import { randomBytes } from 'node:crypto';
import {
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  type JWK,
  type JWTPayload,
  type JWTVerifyOptions,
  jwtVerify,
  SignJWT,
} from 'jose';

export interface SigningKey {
  kid: string;
  /** Public part as a JWK, with kid, alg and use. */
  jwk: JWK;
  sign(claims: JWTPayload, header?: Record<string, unknown>): Promise<string>;
  /** Throws when the signature, the time or a claim named in `options` is wrong. */
  verify(token: string, options: JWTVerifyOptions): Promise<JWTPayload>;
}

/** A new RS256 key pair that signs and verifies JSON Web Tokens. */
export async function createSigningKey(): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const kid = randomBytes(12).toString('base64url');
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' };
  return {
    kid,
    jwk,
    sign: (claims, header) => signWith(privateKey, claims, { kid, ...header }),
    verify: async (token, options) =>
      (await jwtVerify(token, publicKey, { algorithms: ['RS256'], ...options })).payload,
  };
}

function signWith(key: CryptoKey, claims: JWTPayload, header: Record<string, unknown>): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...header }).sign(key);
}
