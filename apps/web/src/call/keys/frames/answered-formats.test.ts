import { describe, expect, test } from "vitest";
import { asksForOurFormats } from "./answered-formats.ts";

// Broken on purpose, each alone → fails: each check of `isPlain`, of its spellings and of line
// ends; formats, parameters and layers of the session; each condition of `isOurs`; `m=` read in one
// case only.

const head = ["v=0", "o=- 1 1 IN IP4 0.0.0.0", "s=-", "t=0 0"];
const answer = (...all: readonly string[]) => `${[...head, ...all].join("\r\n")}\r\n`;
const section = (kind: string, types: string, ...more: readonly string[]) => [
  `m=${kind} 9 UDP/TLS/RTP/SAVPF ${types}`,
  ...more,
];
const opus = ["a=rtpmap:111 opus/48000/2", "a=rtpmap:63 red/48000/2", "a=rtpmap:0 PCMU/8000"];
const pictures = ["a=rtpmap:96 VP8/90000", "a=rtpmap:97 rtx/90000", "a=rtpmap:108 H264/90000"];
const sound = section("audio", "111 63 0", "a=recvonly", ...opus);
const video = (...more: readonly string[]) => section("video", "96 97 108", ...pictures, ...more);

describe("An engine's answer is accepted", () => {
  test.each([
    ["with no media at all", ["m=application 9 UDP/DTLS/SCTP webrtc-datachannel"]],
    ["with Opus and VP8 before all others", [...sound, ...video("a=sendrecv")]],
    ["with layers", video("a=recvonly", "a=rid:q recv", "a=simulcast:recv q;h")],
    [
      "with another format where this page only receives",
      section("video", "108", "a=sendonly", ...pictures),
    ],
    ["with a rejected section", ["m=video 0 UDP/TLS/RTP/SAVPF 0"]],
  ])("%s", (_, lines) => {
    expect(asksForOurFormats(answer(...lines))).toBe(true);
    expect(asksForOurFormats([...head, ...lines].join("\n"))).toBe(true);
  });
});

describe("An engine's answer ends the call", () => {
  test.each([
    ["with H.264 first", section("video", "108 96", "a=recvonly", ...pictures)],
    ["with redundant sound first", section("audio", "63 111", "a=recvonly", ...opus)],
    ["with G.711 first", section("audio", "0 111", "a=recvonly", ...opus)],
    [
      "with a format known by its number alone",
      section("audio", "0", "a=recvonly", "a=rtpmap:111 opus/48000/2"),
    ],
    ["with two meanings for the first number", video("a=recvonly", "a=rtpmap:96 VP9/90000")],
    [
      "with two meanings in two spellings of its number",
      video("a=recvonly", "a=rtpmap:096 VP9/90000"),
    ],
    [
      "with Opus at a rate it doesn't have",
      section("audio", "111 0", "a=recvonly", "a=rtpmap:111 opus/8000", "a=rtpmap:0 PCMU/8000"),
    ],
    ["with sound where pictures are sent", section("video", "111", "a=recvonly", ...opus)],
    ["without a direction", section("video", "108 96", ...pictures)],
    ["where both may send", section("video", "108 96", "a=sendrecv", ...pictures)],
    ["with two directions", section("video", "108 96", "a=sendonly", "a=recvonly", ...pictures)],
    [
      "with a direction hidden at the end of another line",
      section("video", "108 96", "a=note\ra=sendonly", ...pictures),
    ],
    ...["a= recvonly", "a=\trecvonly", "a=:recvonly", " a=recvonly"].map(
      (line): [string, string[]] => [
        `where a direction is said in another spelling, ${JSON.stringify(line)}`,
        section("video", "108 96", "a=sendonly", line, ...pictures),
      ],
    ),
    ["with one layer in another format", video("a=recvonly", "a=rid:q recv pt=108")],
    [
      "with parameters under another spelling of the number",
      [...sound, "a=fmtp:0111 cbr=0;usedtx=1"],
    ],
    ["with a format for all sections", ["a=rtpmap:96 H264/90000", ...video("a=recvonly")]],
    [
      "with a rejected section that counts all the same",
      ["m=video 0 UDP/TLS/RTP/SAVPF 108", "a=bundle-only", "a=recvonly", ...pictures],
    ],
    ["with a section in another spelling", ["m=VIDEO 9 UDP/TLS/RTP/SAVPF 108", ...pictures]],
    ...["\r", "\0", "\u2028", "\u2029"].map((end): [string, string[]] => [
      `where another format hides behind ${JSON.stringify(end)}`,
      video("a=recvonly", `a=note:${end}a=rtpmap:96 H264/90000`),
    ]),
    ...["a=RTPMAP:96 H264/90000", "a=FMTP:96 x=1", "a=RID:q recv PT=108"].map(
      (line): [string, string[]] => [`with ${line}`, video("a=recvonly", line)],
    ),
    ...["a=fmtp:96 x=1", "a=rid:q recv", "a=RID:q recv"].map((line): [string, string[]] => [
      `with ${line} for all sections`,
      [line, ...video("a=recvonly")],
    ]),
    ...["a=RECVONLY", "a=sendrecv"].map((line): [string, string[]] => [
      `where a section is sent and ${line}`,
      section("video", "108 96", "a=sendonly", line, ...pictures),
    ]),
    [
      "with a section that begins in another spelling",
      [...sound, "M=video 9 UDP/TLS/RTP/SAVPF 108", "a=recvonly"],
    ],
    ["with a list of formats split by a tab", section("video", "96\t108", ...pictures)],
  ])("%s", (_, lines) => {
    expect(asksForOurFormats(answer(...lines))).toBe(false);
    expect(asksForOurFormats(answer(...lines, ...sound))).toBe(false);
  });
});
