import { randomBytes } from 'node:crypto';
import {
  type CryptoKey,
  exportJWK,
  type GenerateKeyPairResult,
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
  jwk(): Promise<JWK>;
  sign(claims: JWTPayload, header?: Record<string, unknown>): Promise<string>;
  /** Throws when the signature, the time or a claim named in `options` is wrong. */
  verify(token: string, options: JWTVerifyOptions): Promise<JWTPayload>;
}

/** A new RS256 key pair that signs and verifies JSON Web Tokens. It is made when it is first needed: that takes long. */
export function createSigningKey(): SigningKey {
  let made: Promise<GenerateKeyPairResult> | undefined;
  const pair = () => {
    made ??= generateKeyPair('RS256');
    return made;
  };
  const kid = randomBytes(12).toString('base64url');
  return {
    kid,
    jwk: async () => ({ ...(await exportJWK((await pair()).publicKey)), kid, alg: 'RS256', use: 'sig' }),
    sign: async (claims, header) => signWith((await pair()).privateKey, claims, { kid, ...header }),
    verify: async (token, options) =>
      (await jwtVerify(token, (await pair()).publicKey, { algorithms: ['RS256'], ...options })).payload,
  };
}

function signWith(key: CryptoKey, claims: JWTPayload, header: Record<string, unknown>): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...header }).sign(key);
}
