import { randomUUID } from 'node:crypto';
import { isRecord, type Route, type SandboxReply, type SandboxRequest } from './http.ts';

/** What the bot has put where somebody's client said that there is room, as OneDrive keeps it. */
export interface Files {
  /** Fills in what a client of Teams says when its person lets a file be saved. `activity` is changed. */
  makeRoom(activity: Record<string, unknown>): void;
  /** Oldest first. */
  saved(): readonly { id: string; text: string }[];
  reset(): void;
  routes: readonly Route[];
}

/** @param origin of the sandbox's http server, without a trailing slash */
export function createFiles(origin: string): Files {
  const rooms = new Map<string, string | undefined>();
  const put = (request: SandboxRequest): SandboxReply => {
    const { id = '' } = request.params;
    const { rawBody, headers } = request;
    if (!rooms.has(id)) return { status: 404 };
    // An address that lets in whoever has it takes no token beside that (Microsoft Graph, createUploadSession).
    if (headers.authorization !== undefined) return { status: 401 };
    const range = `bytes 0-${rawBody.length - 1}/${rawBody.length}`;
    if (headers['content-range'] !== range) return { status: 416, body: { error: { code: 'invalidRange' } } };
    rooms.set(id, rawBody.toString('utf8'));
    return { status: 201, body: { id } };
  };
  return {
    makeRoom(activity) {
      const { name, value } = activity;
      if (name !== 'fileConsent/invoke' || !isRecord(value) || value.action !== 'accept' || value.uploadInfo) return;
      const id = randomUUID();
      rooms.set(id, undefined);
      value.uploadInfo = { uploadUrl: `${origin}/_files/${id}`, uniqueId: id, fileType: 'csv' };
    },
    saved: () => [...rooms].flatMap(([id, text]) => (text === undefined ? [] : [{ id, text }])),
    reset: () => rooms.clear(),
    routes: [{ method: 'PUT', path: /^\/_files\/(?<id>[\w-]+)$/, handle: put }],
  };
}
