import type { Endpoint } from "./stun.ts";

/**
 * What the responder needs of a page's offer (RFC 8839, RFC 8841). It does not read the candidates:
 * a page must not choose where the server sends packets.
 */
export interface BeaconOffer {
  readonly ufrag: string;
  readonly password: string;
  readonly mid: string;
}

export type ReadOffer =
  | ({ readonly kind: "offer" } & BeaconOffer)
  | { readonly kind: "unreadable" };

/** Our half, for the page's checks. */
export interface BeaconAnswer extends BeaconOffer {
  /** In the order of preference; at least one. */
  readonly candidates: readonly Endpoint[];
  /** 32 bytes in hexadecimal with colons. Of no certificate, since no DTLS follows. */
  readonly fingerprint: string;
}

/** A browser's offer has some 500 characters, with candidates up to some thousands. */
const maximumCharacters = 16_384;
const unreadable: ReadOffer = { kind: "unreadable" };

/** ice-char of RFC 8839 section 5.4, with its bounds. */
const ufragLine = /^a=ice-ufrag:([A-Za-z0-9+/]{4,256})$/;
const passwordLine = /^a=ice-pwd:([A-Za-z0-9+/]{22,256})$/;
/** A token (RFC 8866 section 9), far shorter than it may be. */
const midLine = /^a=mid:([A-Za-z0-9!#$%&'*+.^_`{|}~-]{1,32})$/;
const mediaLine = /^m=application [0-9]{1,5} UDP\/DTLS\/SCTP webrtc-datachannel$/;

/** Reads an offer with one data channel and nothing else. */
export function readOffer(sdp: string): ReadOffer {
  if (sdp.length > maximumCharacters) return unreadable;
  const lines = sdp.split(/\r?\n/);
  const media = lines.filter((line) => line.startsWith("m="));
  if (media.length !== 1 || !mediaLine.test(media[0] ?? "")) return unreadable;
  const ufrag = onlyOne(lines, "a=ice-ufrag:", ufragLine);
  const password = onlyOne(lines, "a=ice-pwd:", passwordLine);
  const mid = onlyOne(lines, "a=mid:", midLine);
  if (ufrag === undefined || password === undefined || mid === undefined) return unreadable;
  return { kind: "offer", ufrag, password, mid };
}

/**
 * Writes the answer. `ice-lite` and `active`: only the page makes checks, and it waits for a DTLS
 * client that never comes.
 */
export function writeAnswer(answer: BeaconAnswer): string {
  const { ufrag, password, mid, candidates, fingerprint } = answer;
  const [first = { address: "0.0.0.0", port: 9 }] = candidates;
  return [
    "v=0",
    "o=- 1 1 IN IP4 0.0.0.0",
    "s=-",
    "t=0 0",
    `a=group:BUNDLE ${mid}`,
    "a=ice-lite",
    `m=application ${first.port} UDP/DTLS/SCTP webrtc-datachannel`,
    `c=IN ${first.address.includes(":") ? "IP6" : "IP4"} ${first.address}`,
    `a=mid:${mid}`,
    "a=setup:active",
    `a=ice-ufrag:${ufrag}`,
    `a=ice-pwd:${password}`,
    `a=fingerprint:sha-256 ${fingerprint}`,
    "a=sctp-port:5000",
    "a=max-message-size:65536",
    ...candidates.map(candidateLine),
    "a=end-of-candidates",
    "",
  ].join("\r\n");
}

/** A host candidate; earlier ones have a higher priority (RFC 8445 section 5.1.2.1). */
function candidateLine({ address, port }: Endpoint, at: number): string {
  const priority = 126 * 2 ** 24 + (65_535 - at) * 2 ** 8 + 255;
  return `a=candidate:${at + 1} 1 udp ${priority} ${address} ${port} typ host`;
}

function onlyOne(lines: readonly string[], start: string, form: RegExp): string | undefined {
  const [line, second] = lines.filter((one) => one.startsWith(start));
  return second === undefined ? line?.match(form)?.[1] : undefined;
}
