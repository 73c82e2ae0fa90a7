import { expect, test } from "vitest";
import { constantRate } from "./constant-rate.ts";

// Broken on purpose, each alone → fails: no `cbr`, no `usedtx`, the engine's kept, another case or
// a space before them, other formats changed.

const lines = (...all: string[]): string => all.map((line) => `${line}\r\n`).join("");

test("every Opus format gets frames of one size, and silence is sent too", () => {
  const answer = lines(
    "m=audio 9 UDP/TLS/RTP/SAVPF 63 111",
    "a=rtpmap:111 opus/48000/2",
    "a=fmtp:111 minptime=10;usedtx=1;useinbandfec=1;cbr=0",
    "a=rtpmap:63 red/48000/2",
    "a=fmtp:63 111/111",
    "m=audio 9 UDP/TLS/RTP/SAVPF 96",
    "a=rtpmap:96 OPUS/48000/2",
    "m=video 9 UDP/TLS/RTP/SAVPF 97",
    "a=rtpmap:97 VP8/90000",
    "a=fmtp:97 max-fr=30",
  );
  expect(constantRate(answer)).toBe(
    lines(
      "m=audio 9 UDP/TLS/RTP/SAVPF 63 111",
      "a=rtpmap:111 opus/48000/2",
      "a=fmtp:111 minptime=10;useinbandfec=1;cbr=1;usedtx=0",
      "a=rtpmap:63 red/48000/2",
      "a=fmtp:63 111/111",
      "m=audio 9 UDP/TLS/RTP/SAVPF 96",
      "a=rtpmap:96 OPUS/48000/2",
      "a=fmtp:96 cbr=1;usedtx=0",
      "m=video 9 UDP/TLS/RTP/SAVPF 97",
      "a=rtpmap:97 VP8/90000",
      "a=fmtp:97 max-fr=30",
    ),
  );
});

test("Opus parameters are found in any spelling", () => {
  const format = "a=rtpmap:96 OPUS/48000/2";
  expect(constantRate(lines(format, "a=fmtp:96 minptime=10; USEDTX=1; cbr=0"))).toBe(
    lines(format, "a=fmtp:96 minptime=10;cbr=1;usedtx=0"),
  );
});
