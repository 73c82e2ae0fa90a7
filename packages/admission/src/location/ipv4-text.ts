const DOT = 46;

/** Reads dotted decimal from `from` to the end; -1 if it is anything else. */
export function readIpv4(text: string, from: number): number {
  let bits = 0;
  let at = from;
  for (let index = 0; index < 4; index++) {
    const octet = readOctet(text, at);
    if (octet < 0) return -1;
    bits = bits * 256 + octet;
    at += digitsOf(octet) + 1;
    // Behind each octet but the last stands a dot, behind the last one nothing.
    if (index < 3 && (at > text.length || text.charCodeAt(at - 1) !== DOT)) return -1;
  }
  return at === text.length + 1 ? bits : -1;
}

function digitsOf(octet: number): number {
  if (octet < 10) return 1;
  return octet < 100 ? 2 : 3;
}

/** The number of up to three digits at `at`, without a leading zero; -1 if none or above 255. */
function readOctet(text: string, at: number): number {
  const first = digitAt(text, at);
  if (first <= 0) return first;
  const second = digitAt(text, at + 1);
  if (second < 0) return first;
  const third = digitAt(text, at + 2);
  if (third < 0) return first * 10 + second;
  const octet = first * 100 + second * 10 + third;
  return octet > 255 ? -1 : octet;
}

function digitAt(text: string, at: number): number {
  // Past the end charCodeAt is NaN, and slow ever after.
  if (at >= text.length) return -1;
  const digit = text.charCodeAt(at) - 48;
  return digit >= 0 && digit <= 9 ? digit : -1;
}

/** Dotted decimal of 32 unsigned bits. */
export function formatIpv4(bits: number): string {
  return `${bits >>> 24}.${(bits >>> 16) & 255}.${(bits >>> 8) & 255}.${bits & 255}`;
}
