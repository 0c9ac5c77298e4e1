import type { Answer } from './unreliable-network.ts';

const HTML = { 'content-type': 'text/html; charset=utf-8' };
const JSON_TYPE = { 'content-type': 'application/json' };
/** A filter that copies what it has seen in other answers. */
const COPIED = { 'x-ms-request-id': '8bd96065-1081-4c4b-b02f-453198ceacca', 'x-ms-version': '2019-02-02' };
const PAGE = '<!doctype html><title>Blocked</title><p>This page was blocked by your organization.</p>';
const MULTIPART = 'multipart/mixed; boundary=batchresponse_1';
const EMPTY_BATCH = '--batchresponse_1\r\nContent-Type: multipart/mixed\r\n\r\n--batchresponse_1--\r\n';

function answer(status: number, headers: Answer['headers'], body = ''): Answer {
  return { status, headers, body };
}

/** A batch that is answered for with this many parts of 204, as the service writes them but without a version. */
function parts(count: number, etag = ''): string {
  const part = `--changesetresponse_1\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 204 No Content\r\n${etag}\r\n\r\n`;
  return `--batchresponse_1\r\n\r\n${part.repeat(count)}--changesetresponse_1--\r\n--batchresponse_1--\r\n`;
}

/** Answers that Azure Table Storage does not give to anything that the store asks, by what gives them. */
export const FALSE_ANSWERS: Readonly<Record<string, () => Answer>> = {
  ...Object.fromEntries(
    [200, 201, 202, 203, 302, 400, 401, 403, 404, 405, 407, 409, 412, 418, 451].map(status => [
      `a page with ${status}`,
      () => answer(status, HTML, PAGE),
    ]),
  ),
  ...Object.fromEntries(
    [200, 201, 202, 204, 404, 409, 412].map(status => [`nothing at all with ${status}`, () => answer(status, {})]),
  ),
  'a page with 200 and copied headers': () => answer(200, { ...HTML, ...COPIED }, PAGE),
  'a page with 202 and copied headers': () => answer(202, { ...HTML, ...COPIED }, PAGE),
  'a page with 404 and copied headers': () => answer(404, { ...HTML, ...COPIED }, PAGE),
  'an empty object': () => answer(200, JSON_TYPE, '{}'),
  'an empty object and copied headers': () => answer(200, { ...JSON_TYPE, ...COPIED }, '{}'),
  'an empty list': () => answer(200, { ...JSON_TYPE, ...COPIED }, '{"value":[]}'),
  'a list that is none': () => answer(200, { ...JSON_TYPE, ...COPIED }, '{"odata.metadata":"x","value":"none"}'),
  'another row': () => answer(200, { ...JSON_TYPE, ...COPIED }, '{"odata.metadata":"x","RowKey":"other"}'),
  'a list of other rows': () =>
    answer(200, { ...JSON_TYPE, ...COPIED }, '{"odata.metadata":"x","value":[{"PartitionKey":"x","RowKey":"~~"}]}'),
  'an error of another service': () => answer(404, JSON_TYPE, '{"error":{"code":"ResourceNotFound"}}'),
  'an error without a code': () => answer(404, { ...JSON_TYPE, ...COPIED }, '{"odata.error":{"message":"x"}}'),
  'half a JSON': () => answer(200, { ...JSON_TYPE, ...COPIED }, '{"odata.metadata":"x","value":['),
  'an empty batch': () => answer(202, { 'content-type': MULTIPART, ...COPIED }, EMPTY_BATCH),
  'a batch without its beginning': () =>
    answer(202, { 'content-type': MULTIPART, ...COPIED }, 'HTTP/1.1 204 No Content'),
  'a batch of one change': () => answer(202, { 'content-type': MULTIPART, ...COPIED }, parts(1, 'ETag: W/"1"')),
  'a batch of a hundred changes': () =>
    answer(202, { 'content-type': MULTIPART, ...COPIED }, parts(100, 'ETag: W/"1"')),
  'a batch without versions': () => answer(202, { 'content-type': MULTIPART, ...COPIED }, parts(2)),
};
