/** An answer is larger than any that is waited for. */
class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

/**
 * The body of an answer as text, of at most so many bytes, counted as they are after decompression: a few kilobytes on the wire
 * can be gigabytes. What is longer is not read on.
 * @throws TooLargeError, or what reading the body throws
 */
export async function boundedText(response: Response, most: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let left = most;
  for await (const chunk of response.body ?? []) {
    left -= chunk.length;
    if (left < 0) throw new TooLargeError(`The answer is larger than ${most} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
