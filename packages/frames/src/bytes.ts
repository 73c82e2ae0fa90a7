/** Bytes that no other thread shares. */
export type Bytes = Uint8Array<ArrayBuffer>;

export function joined(...parts: readonly Bytes[]): Bytes {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** `CryptoKey`, of a browser or of Node. */
export type SecretKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;
