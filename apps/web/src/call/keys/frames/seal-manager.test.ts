import { EventEmitter } from "node:events";
import { joinFrame } from "@graticule/frames/livekit-format";
import { ParticipantEvent, type Room, RoomEvent, Track } from "livekit-client";
import { describe, expect, test } from "vitest";
import { EngineMove } from "../../engine-move.ts";
import type { FrameSeal } from "./frame-seal.ts";
import { MessageGate } from "./message-gate.ts";
import { SealManager } from "./seal-manager.ts";
import type { FormatName } from "./worker-words.ts";

// Broken on purpose, each alone → fails: a use mistaken for another or invented; announced after
// the page's listeners, or never; a message sent unsealed, not noted, heard unopened; all bytes
// called sealed; either format treated as the other.

function manager(format: FormatName = "sframe") {
  const reports: unknown[] = [];
  const answers: unknown[] = [];
  const asked: unknown[] = [];
  const seal = {
    sends: (...report: unknown[]) => reports.push(report),
    expects: (...report: unknown[]) => reports.push(report),
    sealMessage: async () => answers.shift(),
    openMessage: async (...question: unknown[]) => {
      asked.push(question);
      return answers.shift();
    },
  } as unknown as FrameSeal;
  const noted: Uint8Array[] = [];
  const gate = new MessageGate();
  gate.note = (sealed) => void noted.push(sealed);
  const room = Object.assign(new EventEmitter(), { localParticipant: new EventEmitter() });
  return { one: new SealManager(seal, { gate, format }), reports, answers, asked, noted, room };
}

const uses = [
  [Track.Source.Microphone, "sound"],
  [Track.Source.Camera, "picture"],
  [Track.Source.ScreenShare, "screen"],
  [Track.Source.ScreenShareAudio, "screen-sound"],
] as const;

describe("The worker learns", () => {
  test("what each sender sends, and nothing about senders of anything else", () => {
    const { one, reports, room } = manager();
    one.setup(room as unknown as Room);
    for (const [source] of [...uses, [Track.Source.Unknown]]) {
      room.localParticipant.emit(ParticipantEvent.LocalSenderCreated, `of ${source}`, { source });
    }
    expect(reports).toEqual(uses.map(([source, use]) => [`of ${source}`, use]));
  });

  test("whose frames each receiver gets, before the page's listeners can show them", () => {
    const { one, reports, room } = manager();
    room.on(RoomEvent.TrackSubscribed, () => reports.push("shown"));
    one.setup(room as unknown as Room);
    const come = (source: Track.Source, receiver: unknown) =>
      room.emit(RoomEvent.TrackSubscribed, { receiver }, { source }, { identity: "ben" });
    for (const [source] of uses) come(source, source);
    come(Track.Source.Unknown, "unknown");
    come(Track.Source.Camera, undefined);
    room.emit(RoomEvent.TrackUnsubscribed, { receiver: "camera" });
    expect(reports).toEqual([
      ...uses.flatMap(([source, use]) => [[source, { identity: "ben", use }], "shown"]),
      ...[["unknown", undefined], "shown", "shown", ["camera", undefined]],
    ]);
  });

  // Broken on purpose, each alone: never told; told while the track still plays.
  test("that a receiver gets no one's, once its track isn't held for a move any more", () => {
    const { one, reports, room } = manager();
    one.setup(room as unknown as Room);
    const track = new (class {
      readonly receiver = "camera";
      stop(): void {}
    })();
    Object.assign(room, {
      engine: { reconnect: () => undefined, client: {} },
      remoteParticipants: new Map([["ben", { trackPublications: new Map([["c", { track }]]) }]]),
    });
    const move = new EngineMove(room as unknown as Room);
    move.begin();
    room.emit(RoomEvent.TrackUnsubscribed, track);
    expect(reports).toEqual([]);
    move.end();
    expect(reports).toEqual([["camera", undefined]]);
  });
});

describe("A message", () => {
  test("is sealed by the seal, which the client asks for each", () => {
    const { one } = manager();
    expect([one.isEnabled, one.isDataChannelEncryptionEnabled]).toEqual([true, true]);
  });

  test("leaves sealed, and is noted as allowed to leave", async () => {
    const { one, answers, noted } = manager();
    const sealed = Uint8Array.of(7, 8);
    answers.push(sealed);
    const sent = await one.encryptData(Uint8Array.of(1));
    expect(sent).toEqual({ uuid: "", payload: sealed, iv: new Uint8Array(), keyIndex: 0 });
    expect(noted).toEqual([sealed]);
  });

  test("that can't be sealed does not leave", async () => {
    const { one, answers, noted } = manager();
    answers.push("no-key");
    await expect(one.encryptData(Uint8Array.of(1))).rejects.toThrow("no-key");
    expect(noted).toEqual([]);
  });

  test("arrives opened, as its sender's; only parts of it count as sealed", async () => {
    const { one, answers, asked } = manager();
    const opened = Uint8Array.of(1, 2, 3);
    answers.push(opened);
    const got = await one.handleEncryptedData(Uint8Array.of(9), new Uint8Array(), "ben", 0);
    expect(got.payload).toBe(opened);
    expect(asked).toEqual([["ben", Uint8Array.of(9)]]);
    expect(one.wasSealed(opened.subarray(1))).toBe(true);
    expect(one.wasSealed(opened.slice())).toBe(false);
  });

  test("that does not open is not received", async () => {
    const { one, answers } = manager();
    answers.push("not-theirs");
    const hearing = one.handleEncryptedData(Uint8Array.of(9), new Uint8Array(), "ben", 0);
    await expect(hearing).rejects.toThrow("not-theirs");
  });

  test("in LiveKit's format has nonce and key index in separate fields", async () => {
    const { one, answers, asked, noted } = manager("livekit");
    const [payload, iv] = [Uint8Array.of(7, 8), new Uint8Array(12).fill(5)];
    const frame = joinFrame({ sealed: payload, iv, place: 3 });
    answers.push(frame, Uint8Array.of(1));
    const sent = await one.encryptData(Uint8Array.of(1));
    expect(sent).toEqual({ uuid: "", payload, iv, keyIndex: 3 });
    expect(noted).toEqual([payload]);
    await one.handleEncryptedData(payload, iv, "ben", 3);
    expect(asked).toEqual([["ben", frame]]);
  });
});
