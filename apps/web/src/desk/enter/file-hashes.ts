/** Whether this browser computes hashes here: it does so only in a secure context. */
export const canHash = (): boolean => globalThis.crypto?.subtle !== undefined;

/**
 * SHA-256 of files, in lower-case hexadecimal: nothing of a file leaves this device.
 * One after the other, since each is held in memory as a whole.
 */
export async function hashFiles(
  files: Iterable<File>,
): Promise<readonly { readonly name: string; readonly sha256: string }[]> {
  const hashed: { name: string; sha256: string }[] = [];
  for (const file of files) {
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const bytes = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0"));
    hashed.push({ name: file.name.slice(0, 200), sha256: bytes.join("") });
  }
  return hashed;
}
