/** What this page sends in a sealed call, by kind. */
const sent: Readonly<Record<string, string>> = { audio: "opus/48000/2", video: "vp8/90000" };

/**
 * Whether an engine's answer (SDP) asks only for Opus and VP8 of what this page sends. With other
 * formats, the bytes left in the clear for VP8's header would be something else, and the sizes of
 * sound could reveal speech. Anything that two parsers could read differently is refused: unusual
 * line starts or ends, other spellings of numbers, a format for a single layer.
 */
export function asksForOurFormats(answer: string): boolean {
  const lines = answer.split(/\r?\n/);
  if (!lines.every(isPlain)) return false;
  const starts = lines.flatMap((line, at) => (/^m=/i.test(line) ? [at] : []));
  const ofSession = lines.slice(0, starts[0]);
  return (
    !ofSession.some((line) => /^a=(rtpmap|fmtp|rid)/i.test(line)) &&
    starts.every((start, at) => isOurs(lines.slice(start, starts[at + 1])))
  );
}

function isPlain(line: string): boolean {
  if (/[\r\0\u2028\u2029]/.test(line)) return false;
  if (!/^([b-z]=|a=[a-z][a-z0-9-]*(:|$)|$)/i.test(line)) return false;
  if (/^a=(rtpmap|fmtp)/i.test(line)) return /^a=(rtpmap|fmtp):(0|[1-9]\d*) /.test(line);
  return !/^a=rid.*pt=/i.test(line);
}

function isOurs([first = "", ...lines]: readonly string[]): boolean {
  if (first.startsWith("m=application ")) return true;
  const [, kind = "", port, type] = /^m=(audio|video) (\d+) [\w/]+ (\d+)( \d+)*$/.exec(first) ?? [];
  const has = (line: RegExp): boolean => lines.some((one) => line.test(one));
  const isTurnedDown = port === "0" && !has(/^a=bundle-only/i);
  const isOnlyReceived = has(/^a=(sendonly|inactive)$/) && !has(/^a=(sendrecv|recvonly)/i);
  if (isTurnedDown || isOnlyReceived) return true;
  const mapping = `a=rtpmap:${type} `;
  const formats = lines.filter((line) => line.startsWith(mapping));
  return (
    formats.length === 1 && formats[0]?.slice(mapping.length).trimEnd().toLowerCase() === sent[kind]
  );
}
