import type { BatchItem } from './batch.ts';
import { type GraphAnswer, succeeded } from './graph-answer.ts';

/** Base64 characters. A card has room for 28 KB in all (Teams, "Limits"), and a photo of this size is about 2 KB. */
const LONGEST = 8_000;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** How JPEG, PNG and GIF begin, in base64: the type is a claim, and a broken image on a card helps nobody. */
const IMAGE = /^(?:\/9j\/|iVBORw0KGgo|R0lGOD[dl])/;

/** What Teams shows in a card and can do no harm there. */
const IMAGE_TYPE = /^image\/(?:jpeg|png|gif)(?=;|$)/i;

/** The read of the smallest photo of a user: 48 x 48 pixels (Microsoft Graph, "Get profilePhoto"). */
export function photoItem(id: string, user: string): BatchItem {
  return { id, url: `${user}/photos/48x48/$value`, essential: false, mayBeAbsent: true };
}

/** The photo as a data: URL; undefined when there is none, or none that a card can show. In a batch it comes as base64. */
export function readPhoto(answer: GraphAnswer): string | undefined {
  const { body } = answer;
  const type = IMAGE_TYPE.exec(answer.headers.get('content-type') ?? '')?.[0].toLowerCase();
  if (!succeeded(answer) || !type || typeof body !== 'string') return undefined;
  return body.length <= LONGEST && BASE64.test(body) && IMAGE.test(body) ? `data:${type};base64,${body}` : undefined;
}
