import { tracedCall } from '../../telemetry/traced-call.ts';
import { UPLOAD_WITHIN } from '../times.ts';

/**
 * Puts a file where the person's client said that there is room for it (Microsoft Teams, "Send and receive files using bot"). The
 * address lets in whoever has it, so nothing of ours goes with the file, and nobody is followed elsewhere. `url` has to be on an
 * allowed host.
 * @returns whether it was taken
 */
export async function uploadFile(url: string, text: string, correlationId: string): Promise<boolean> {
  const body = Buffer.from(text);
  const headers = {
    'content-type': 'application/octet-stream',
    'content-range': `bytes 0-${body.length - 1}/${body.length}`,
  };
  const put = () =>
    fetch(url, { method: 'PUT', headers, body, redirect: 'error', signal: AbortSignal.timeout(UPLOAD_WITHIN) });
  try {
    // Its path names the person.
    const call = { service: 'onedrive', method: 'PUT', path: '/upload', correlationId } as const;
    const answer = await tracedCall(call, put, ({ status }) => status);
    await answer.body?.cancel();
    return answer.status === 200 || answer.status === 201;
  } catch {
    return false;
  }
}
