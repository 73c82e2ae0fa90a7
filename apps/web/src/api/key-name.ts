/** How people tell keys apart: `3f2a 91bc 07de 5521`. @param id SHA-256 of the public key, in hexadecimal */
export function keyName(id: string): string {
  return (id.match(/.{4}/g) ?? []).slice(0, 4).join(" ");
}
