/** The bytes of a string, a buffer or a view of one, from any realm; `undefined` for anything else. */
export function toBytes(value: unknown): Uint8Array<ArrayBuffer> | undefined {
  if (typeof value === "string") return new TextEncoder().encode(value);
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer as ArrayBuffer, value.byteOffset, value.byteLength);
  }
  // Not with instanceof, which rejects buffers of another realm.
  const isBuffer = Object.prototype.toString.call(value) === "[object ArrayBuffer]";
  return isBuffer ? new Uint8Array(value as ArrayBuffer) : undefined;
}
