/** RFC 4648 section 5, without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Throws what is not base64url. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** 32 bytes in base64url: the last of the 43 letters carries four bits. */
const form32 = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

export function spells32Bytes(text: string): boolean {
  return form32.test(text);
}
