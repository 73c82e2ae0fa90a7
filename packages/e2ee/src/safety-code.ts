const groupBytes = 5;
const groups = 6;
const wordBits = 6;
const wordCount = 17;

/** Six groups of five digits, each of five bytes modulo 100,000: DAVE's "displayable codes". */
export function codeOf(authenticator: Uint8Array): readonly string[] {
  return Array.from({ length: groups }, (_, group) => {
    let value = 0;
    for (const byte of authenticator.subarray(group * groupBytes, (group + 1) * groupBytes)) {
      value = value * 256 + byte;
    }
    return String(value % 100_000).padStart(groupBytes, "0");
  });
}

/** 17 indexes into any language's list of 64 words: six bits each, most significant first. */
export function wordIndexesOf(authenticator: Uint8Array): readonly number[] {
  return Array.from({ length: wordCount }, (_, word) => {
    const firstBit = word * wordBits;
    const at = firstBit >> 3;
    const pair = ((authenticator[at] ?? 0) << 8) | (authenticator[at + 1] ?? 0);
    return (pair >> (16 - wordBits - (firstBit & 7))) & (2 ** wordBits - 1);
  });
}
