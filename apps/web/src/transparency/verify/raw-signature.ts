/**
 * A signature of P-256 as browsers want it, two numbers of 32 bytes, from how an authenticator gives it: in DER (RFC 3279
 * §2.2.3). Undefined: it is not written so.
 */
export function rawSignature(der: Uint8Array): Uint8Array | undefined {
  if (der[0] !== sequence || der[1] !== der.length - 2) return undefined;
  const first = integerAt(der, 2);
  const second = first && integerAt(der, first.end);
  if (first === undefined || second?.end !== der.length) return undefined;
  const raw = new Uint8Array(64);
  raw.set(first.digits, 32 - first.digits.length);
  raw.set(second.digits, 64 - second.digits.length);
  return raw;
}

const [sequence, integer] = [0x30, 0x02];

/** A positive number of at most 32 bytes, in its only form. */
function integerAt(der: Uint8Array, at: number) {
  const length = der[at + 1] ?? 0;
  const end = at + 2 + length;
  const [first = 0x80, second = 0] = der.subarray(at + 2, end);
  if (der[at] !== integer || first >= 0x80) return undefined;
  if (first === 0 && length > 1 && second < 0x80) return undefined;
  const digits = der.subarray(first === 0 ? at + 3 : at + 2, end);
  return digits.length > 32 ? undefined : { digits, end };
}
