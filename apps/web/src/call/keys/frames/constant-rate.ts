/**
 * An engine's answer, changed so that this page's sound has one size for every frame, spoken or silent: `cbr=1` and `usedtx=0` (RFC 7587
 * section 6.1) on each format of Opus. Sealed frames of a variable rate betray by their sizes which words were said. The rate goes on following
 * the connection, which has nothing to do with what is said.
 */
export function constantRate(sdp: string): string {
  const opus = new Set([...sdp.matchAll(/^a=rtpmap:(\d+) opus\//gim)].map(([, type]) => type));
  const formatLine = /^a=fmtp:(\d+) ([^\r\n]*)/gm;
  const said = new Set<string>();
  const changed = sdp.replaceAll(formatLine, (line, type: string, parameters: string) => {
    if (!opus.has(type)) return line;
    said.add(type);
    const others = parameters.split(";").filter((one) => !/^\s*(cbr|usedtx)=/i.test(one));
    return `a=fmtp:${type} ${[...others, "cbr=1", "usedtx=0"].join(";")}`;
  });
  return changed.replaceAll(/^a=rtpmap:(\d+) opus\/[^\r\n]*/gim, (line, type: string) =>
    said.has(type) ? line : `${line}\r\na=fmtp:${type} cbr=1;usedtx=0`,
  );
}
