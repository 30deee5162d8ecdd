import { race } from "../race.js";

/** A body that is larger than what is allowed. */
export class BodyTooLarge extends Error {}

/**
 * Reads a body to its end, or to the limit: the rest is cancelled, and never held in memory.
 *
 * @throws BodyTooLarge if there are more bytes, after decompression
 */
export async function readBody(
  { body }: Response,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  if (body === null) return new Uint8Array();
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await race(signal, reader.read());
      if (done) return concatenate(chunks, size);
      size += value.byteLength;
      if (size > maxBytes) throw new BodyTooLarge();
      chunks.push(value);
    }
  } catch (error) {
    // Lets go of the connection; a body that has failed by itself refuses this, which is nothing new then.
    reader.cancel().catch(() => {});
    throw error;
  }
}

function concatenate(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
