import type { CheckName } from '../../../src/operate/doctor/checks/finding.ts';
import type { DoctorInstallation } from './installation.ts';

/** One thing that is wrong with an installation, and what the doctor has to say of it. */
export interface Fault {
  name: string;
  breaks(installation: DoctorInstallation): unknown;
  check: CheckName;
  found: RegExp;
  /** Of all fixes, a line each. */
  fix: RegExp;
  /** Checks that can't be made because of it. */
  hides?: readonly string[];
}

/** Nobody listens there. */
export const CLOSED = 'https://127.0.0.1:2';

/** The bot's token, or with `scp` a user's, comes with other claims than it should. */
export async function tokenWith(installation: DoctorInstallation, claims: Record<string, string>): Promise<unknown> {
  const made = await installation.sandbox.control<{ token: string }>('POST', 'tokens', { kind: 'connector', claims });
  return 'scp' in claims
    ? installation.fault({ service: 'token', pathPattern: 'GetToken.*erik', status: 200, body: made })
    : installation.fault({
        service: 'login',
        method: 'POST',
        status: 200,
        body: { token_type: 'Bearer', expires_in: 3599, access_token: made.token },
      });
}
