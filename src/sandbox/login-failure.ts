import type { SandboxReply } from './http.ts';

/** A refusal of the sign-in service, with the number behind AADSTS. */
export function failure(status: number, error: string, code: number, message: string): SandboxReply {
  const body = {
    error,
    error_description: `AADSTS${code}: ${message}`,
    error_codes: [code],
    timestamp: new Date().toISOString(),
  };
  return { status, body };
}
