import fc from "fast-check";
import { expect, test } from "vitest";
import { readOffer, writeAnswer } from "./offer.ts";

/** What Chromium 156 writes before it has gathered candidates. */
const offer = [
  "v=0",
  "o=- 4962303333179871722 2 IN IP4 127.0.0.1",
  "s=-",
  "t=0 0",
  "a=group:BUNDLE 0",
  "a=extmap-allow-mixed",
  "a=msid-semantic: WMS",
  "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
  "c=IN IP4 0.0.0.0",
  "a=ice-ufrag:Zk3e",
  "a=ice-pwd:3Ya9bKX/1lWqPvM0oG+tRz2N",
  "a=ice-options:trickle",
  "a=fingerprint:sha-256 7B:8B",
  "a=setup:actpass",
  "a=mid:0",
  "a=sctp-port:5000",
  "a=max-message-size:262144",
  "",
];
const text = offer.join("\r\n");

test("an offer with one data channel is read, its candidates are not", () => {
  const read = { kind: "offer", ufrag: "Zk3e", password: "3Ya9bKX/1lWqPvM0oG+tRz2N", mid: "0" };
  const candidate = "a=candidate:1 1 udp 2113937151 192.0.2.1 9 typ host\r\n";
  expect(readOffer(text)).toEqual(read);
  expect(readOffer(text + candidate)).toEqual(read);
  expect(readOffer(text.replaceAll("\r\n", "\n"))).toEqual(read);
});

test("anything missing, repeated, too long or with a strange character makes an offer unreadable", () => {
  const strange = [
    "",
    `${text}${"x".repeat(17_000)}`,
    `${text}a=ice-ufrag:Other\r\n`,
    `${text}m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n`,
    text.replace("m=application", "m=audio"),
    ...["a=ice-ufrag:Zk3e", "a=ice-pwd:3Ya9bKX/1lWqPvM0oG+tRz2N", "a=mid:0"].map((line) =>
      text.replace(`${line}\r\n`, ""),
    ),
    ...["Zk3", "Zk:3e", "Zk3e ", "Zk\u00e9e", "x".repeat(257)].map((ufrag) =>
      text.replace("Zk3e", ufrag),
    ),
    ...["short", "3Ya9bKX/1lWqPvM0oG+tRz2-", "x".repeat(257)].map((password) =>
      text.replace("3Ya9bKX/1lWqPvM0oG+tRz2N", password),
    ),
    ...["", "0 1", "0\ra=x", "x".repeat(33)].map((mid) => text.replace("a=mid:0", `a=mid:${mid}`)),
  ];
  for (const sdp of strange)
    expect(readOffer(sdp), sdp.slice(0, 300)).toEqual({ kind: "unreadable" });
});

test("nothing in an offer can add a line to the answer", () => {
  const piece = fc.oneof(
    fc.constantFrom("\r", "\n", "\u2028", ":", "a=", "m=", " "),
    fc.string({ maxLength: 8 }),
  );
  const mids = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(mids, (mid) => {
      const read = readOffer(text.replace("a=mid:0", () => `a=mid:${mid}`));
      if (read.kind === "offer") expect(answerFor(read.mid).split(/[\r\n]+/)).toHaveLength(19);
    }),
    { numRuns: 2_000 },
  );
});

test("any text is read or unreadable", () => {
  const lines = fc.array(fc.oneof(fc.constantFrom(...offer), fc.string()), { maxLength: 30 });
  fc.assert(
    fc.property(lines, (some) => {
      expect(["offer", "unreadable"]).toContain(readOffer(some.join("\r\n")).kind);
    }),
    { numRuns: 2_000 },
  );
});

function answerFor(mid: string): string {
  return writeAnswer({
    ufrag: "ourhalf1",
    password: "ourpasswordourpassword12",
    mid,
    fingerprint: "AA:BB",
    candidates: [
      { address: "192.0.2.7", port: 7_883 },
      { address: "2001:db8::7", port: 7_884 },
    ],
  });
}

test("the answer names each address with its port, the first with the higher priority", () => {
  const lines = answerFor("data").split("\r\n");
  expect(lines).toEqual(
    expect.arrayContaining([
      "a=ice-lite",
      "a=group:BUNDLE data",
      "m=application 7883 UDP/DTLS/SCTP webrtc-datachannel",
      "c=IN IP4 192.0.2.7",
      "a=mid:data",
      "a=setup:active",
      "a=ice-ufrag:ourhalf1",
      "a=ice-pwd:ourpasswordourpassword12",
      "a=candidate:1 1 udp 2130706431 192.0.2.7 7883 typ host",
      "a=candidate:2 1 udp 2130706175 2001:db8::7 7884 typ host",
    ]),
  );
});
