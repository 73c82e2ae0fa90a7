const groupBytes = 5;
const groups = 6;
const wordBits = 6;
const wordCount = 17;

/**
 * The code of the moment, to be read aloud: 30 digits of the epoch's authenticator (32 bytes, equal for every member
 * of one epoch and for nobody else, RFC 9420 section 8.7). Six groups of five digits, each from five bytes in network
 * order modulo 100,000, as in Discord's DAVE protocol ("displayable codes"). A shorter one could be ground out by whoever
 * chooses the last key.
 */
export function codeOf(authenticator: Uint8Array): readonly string[] {
  return Array.from({ length: groups }, (_, group) => {
    let value = 0;
    for (const byte of authenticator.subarray(group * groupBytes, (group + 1) * groupBytes)) {
      value = value * 256 + byte;
    }
    return String(value % 100_000).padStart(groupBytes, "0");
  });
}

/**
 * The same code in words: 17 indexes of 0 to 63 into a list of 64 words, equal in every language. Each is six bits, of
 * the authenticator's first 102, the most significant first. Either way alone is enough to compare: 102 bits are as
 * strong as the 30 digits, which carry 99.7 (log2 of 10^30).
 */
export function wordIndexesOf(authenticator: Uint8Array): readonly number[] {
  return Array.from({ length: wordCount }, (_, word) => {
    const firstBit = word * wordBits;
    const at = firstBit >> 3;
    const pair = ((authenticator[at] ?? 0) << 8) | (authenticator[at + 1] ?? 0);
    return (pair >> (16 - wordBits - (firstBit & 7))) & (2 ** wordBits - 1);
  });
}
