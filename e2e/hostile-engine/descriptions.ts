/** Changes to descriptions (SDP, RFC 8866) on their way to a client. */

/** Puts this codec first in each section, so that it is sent. */
export const codecFirst =
  (codec: string) =>
  (sdp: string): string => {
    const named = new RegExp(`^a=rtpmap:(\\d+) ${codec}/`, "gim");
    const numbers = new Set([...sdp.matchAll(named)].map(([, number]) => number));
    return sdp.replaceAll(/^(m=(?:audio|video) \d+ \S+) (.*)$/gm, (_, head, list: string) => {
      const all = list.trimEnd().split(" ");
      const first = all.filter((one) => numbers.has(one));
      return `${head} ${[...first, ...all.filter((one) => !numbers.has(one))].join(" ")}\r`;
    });
  };

export const withoutBundle = (sdp: string): string => sdp.replace(/^a=group:BUNDLE.*\r?\n/m, "");

export const oneSectionMore = (sdp: string): string =>
  [
    `${sdp.trimEnd()}\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111`,
    ...["c=IN IP4 0.0.0.0", "a=mid:extra", "a=inactive", "a=rtpmap:111 opus/48000/2", ""],
  ].join("\r\n");

export const changing =
  (from: string, to: string) =>
  (sdp: string): string =>
    sdp.replaceAll(`a=${from}`, `a=${to}`);

export const emptyDescription = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n";
