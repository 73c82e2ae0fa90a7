const groupBytes = 5;
const groups = 6;

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
