/**
 * Changes an engine's answer so that all of this page's frames of sound have one size: `cbr=1` and
 * `usedtx=0` (RFC 7587 section 6.1) on every Opus format. Otherwise the sizes of sealed frames
 * betray which words were said. The rate still follows the connection, which does not depend on
 * speech.
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
