import { EventEmitter } from "node:events";
import {
  ConnectionQuality,
  ConnectionState,
  ParticipantKind,
  type Room,
  RoomEvent,
  Track,
} from "livekit-client";
import { expect, test } from "vitest";
import { type Attendee, gatherMs, Roster } from "./roster.ts";

// Broken on purpose, each alone → fails: read at once instead of after the client is done;
// listeners called without gathering, or where nothing changed; an equal entry or list made again;
// others dropped, their pictures kept, or their microphones and names read while the connection is
// broken; your own entry frozen then; a listener or a task left behind.

class FakeParticipant {
  name: string | undefined = undefined;
  kind = ParticipantKind.STANDARD;
  isSpeaking = false;
  connectionQuality = ConnectionQuality.Good;
  readonly publications = new Map<Track.Source, object>();
  readonly audioTrackPublications = new Map<string, { track?: object }>();
  readonly identity: string;
  readonly isLocal: boolean;

  constructor(identity: string, isLocal = false) {
    this.identity = identity;
    this.isLocal = isLocal;
  }

  getTrackPublication(source: Track.Source): object | undefined {
    return this.publications.get(source);
  }
}

class FakeRoom extends EventEmitter {
  state = ConnectionState.Connected;
  readonly localParticipant = new FakeParticipant("me", true);
  readonly remoteParticipants = new Map<string, FakeParticipant>();
  activeSpeakers: FakeParticipant[] = [];

  /** Like the client: changes what it knows first. */
  come(identity: string): FakeParticipant {
    const participant = new FakeParticipant(identity);
    this.remoteParticipants.set(identity, participant);
    this.emit(RoomEvent.ParticipantConnected, participant);
    return participant;
  }

  leave(identity: string): void {
    this.remoteParticipants.delete(identity);
    this.emit(RoomEvent.ParticipantDisconnected, { identity });
  }

  publish(of: FakeParticipant, source: Track.Source, some: object = {}): void {
    of.publications.set(source, { isMuted: false, isEncrypted: true, track: undefined, ...some });
    this.emit(RoomEvent.TrackPublished);
  }

  withdraw(of: FakeParticipant, source: Track.Source): void {
    of.publications.delete(source);
    this.emit(RoomEvent.TrackUnpublished, { source }, of);
  }

  become(state: ConnectionState): void {
    this.state = state;
    this.emit(RoomEvent.ConnectionStateChanged, state);
  }
}

/** Resolves once the client is done. */
const settled = () => Promise.resolve();

function setUp() {
  const room = new FakeRoom();
  const tasks: { task: () => void; delayMs: number }[] = [];
  const seen: string[][] = [];
  const moves = new EventEmitter();
  let isMoving = false;
  const moving = {
    isUnderWay: () => isMoving,
    subscribe: (listener: () => void) => moves.on("change", listener) && (() => undefined),
  };
  const move = (on: boolean): void => {
    isMoving = on;
    moves.emit("change");
  };
  const roster = new Roster(room as unknown as Room, {
    moving,
    later(task, delayMs) {
      const entry = { task, delayMs };
      tasks.push(entry);
      return () => void tasks.splice(tasks.indexOf(entry), 1);
    },
    onAttendees: (attendees) => seen.push(identities(attendees)),
  });
  let callCount = 0;
  roster.subscribe(() => {
    callCount += 1;
  });
  const pass = (): void => {
    for (const { task } of tasks.splice(0)) task();
  };
  return { room, roster, move, tasks, seen, pass, callCount: () => callCount };
}

const identities = (attendees: readonly Attendee[]) => attendees.map(({ identity }) => identity);

test("one event replaces one entry and keeps all others, also when one leaves", async () => {
  const { room, roster } = setUp();
  const ada = room.come("ada");
  for (const other of ["bo", "cy"]) room.come(other);
  await settled();
  const before = roster.current();
  expect(identities(before.attendees)).toEqual(["me", "ada", "bo", "cy"]);
  room.publish(ada, Track.Source.Microphone);
  await settled();
  const after = roster.current();
  expect(before.entries.get("ada")?.microphone).toBeUndefined();
  expect(after.entries.get("ada")?.microphone?.isOn).toBe(true);
  for (const other of ["me", "bo", "cy"])
    expect(after.entries.get(other)).toBe(before.entries.get(other));
  expect(after.entries.get("ada")?.attendee).toBe(before.entries.get("ada")?.attendee);
  expect(after.attendees).toBe(before.attendees);
  room.leave("ada");
  await settled();
  expect(identities(roster.current().attendees)).toEqual(["me", "bo", "cy"]);
  for (const other of ["bo", "cy"])
    expect(roster.current().entries.get(other)).toBe(before.entries.get(other));
});

test("an event that changes nothing calls no listeners", async () => {
  const { room, roster, tasks } = setUp();
  const before = roster.current();
  room.emit(RoomEvent.ActiveSpeakersChanged, []);
  await settled();
  expect([roster.current(), tasks.length]).toEqual([before, 0]);
  expect(roster.current()).toBe(before);
});

test("two hundred joins call listeners once, and attendees are known at once", async () => {
  const { room, roster, tasks, seen, pass, callCount } = setUp();
  for (let at = 0; at < 100; at += 1) room.come(`one-${at}`);
  await settled();
  expect([seen.length, seen.at(-1)?.length]).toEqual([1, 101]);
  for (let at = 0; at < 100; at += 1) {
    room.come(`other-${at}`);
    await settled();
  }
  expect(seen.at(-1)).toHaveLength(201);
  expect(roster.current().entries.size).toBe(201);
  expect([callCount(), tasks.map(({ delayMs }) => delayMs)]).toEqual([0, [gatherMs]]);
  pass();
  expect(callCount()).toBe(1);
  room.leave("one-7");
  await settled();
  pass();
  expect(callCount()).toBe(2);
});

test("a burst of speakers changes only those who start or stop, loudest first", async () => {
  const { room, roster, pass, callCount } = setUp();
  const people = ["ada", "bo", "cy"].map((identity) => room.come(identity));
  await settled();
  pass();
  const before = roster.current();
  const [ada, bo] = people;
  for (let turn = 0; turn < 50; turn += 1) {
    room.activeSpeakers = [bo, room.localParticipant, ada].filter((one) => one !== undefined);
    for (const one of room.activeSpeakers) one.isSpeaking = true;
    room.emit(RoomEvent.ActiveSpeakersChanged, room.activeSpeakers);
  }
  await settled();
  pass();
  const after = roster.current();
  expect(after.speakers).toEqual(["bo", "ada"]);
  expect(["me", "ada", "bo", "cy"].map((who) => after.entries.get(who)?.isSpeaking)).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect(after.entries.get("cy")).toBe(before.entries.get("cy"));
  expect(callCount()).toBe(2);
});

test("a broken connection removes and mutes no one (regression: “You are the only one here”)", async () => {
  const { room, roster, seen } = setUp();
  const ada = room.come("ada");
  const camera = new (class Camera {})();
  room.publish(ada, Track.Source.Camera, { track: camera });
  room.publish(ada, Track.Source.Microphone);
  ada.audioTrackPublications.set("a", { track: new (class Sound {})() });
  await settled();
  expect(roster.current().entries.get("ada")?.camera?.track).toBe(camera);
  expect(roster.current().sounds).toHaveLength(1);
  // The client drops everyone first and says why afterwards.
  room.leave("ada");
  room.become(ConnectionState.Reconnecting);
  await settled();
  const broken = roster.current();
  expect(identities(broken.attendees)).toEqual(["me", "ada"]);
  expect(broken.entries.get("ada")?.microphone?.isOn).toBe(true);
  expect(broken.entries.get("ada")?.camera).toBeUndefined();
  expect(broken.sounds).toEqual([]);
  // Nor does anyone join, and your own devices are still read.
  room.come("bo");
  room.publish(room.localParticipant, Track.Source.Microphone);
  await settled();
  expect(identities(roster.current().attendees)).toEqual(["me", "ada"]);
  expect(roster.current().self.microphone?.isOn).toBe(true);
  room.become(ConnectionState.Connected);
  await settled();
  expect(identities(roster.current().attendees)).toEqual(["me", "bo"]);
  expect(seen).toEqual([
    ["me", "ada"],
    ["me", "bo"],
  ]);
});

test("a client that gave up removes no one, and the page still learns why", async () => {
  const { room, roster } = setUp();
  room.come("ada");
  await settled();
  room.leave("ada");
  room.become(ConnectionState.Disconnected);
  await settled();
  expect(identities(roster.current().attendees)).toEqual(["me", "ada"]);
});

test("without signalling, sound and picture go on, with microphones as last seen", async () => {
  const { room, roster } = setUp();
  const ada = room.come("ada");
  const [screen, sound] = [new (class Screen {})(), new (class Sound {})()];
  room.publish(ada, Track.Source.ScreenShare, { track: screen });
  const camera = new (class Camera {})();
  room.publish(ada, Track.Source.Camera, { track: camera });
  room.publish(ada, Track.Source.Microphone);
  ada.audioTrackPublications.set("a", { track: sound });
  room.become(ConnectionState.SignalReconnecting);
  await settled();
  expect(roster.current().attendees).toHaveLength(1);
  room.become(ConnectionState.Connected);
  await settled();
  room.become(ConnectionState.SignalReconnecting);
  room.publish(ada, Track.Source.Microphone, { isMuted: true });
  await settled();
  const { entries, sharing, sounds } = roster.current();
  expect(identities(sharing)).toEqual(["ada"]);
  expect(sounds[0]).toBe(sound);
  expect(entries.get("ada")?.screen?.track).toBe(screen);
  expect(entries.get("ada")?.camera?.track).toBe(camera);
  expect(entries.get("ada")?.microphone?.isOn).toBe(true);
  room.become(ConnectionState.Connected);
  await settled();
  expect(roster.current().entries.get("ada")?.microphone?.isOn).toBe(false);
});

test("your own sound is not played, nor a screen shown that is not received", async () => {
  const { room, roster } = setUp();
  room.localParticipant.audioTrackPublications.set("own", { track: {} });
  room.publish(room.come("ada"), Track.Source.ScreenShare);
  await settled();
  const { sounds, sharing, entries } = roster.current();
  expect([sounds, sharing]).toEqual([[], []]);
  expect(entries.get("ada")?.screen?.isOn).toBe(true);
});

test("a closed roster removes all its listeners and calls none of its own", async () => {
  const { room, roster, tasks, callCount, pass } = setUp();
  const events = room.eventNames();
  expect(events.length).toBeGreaterThan(0);
  for (const event of events) expect(room.listenerCount(event)).toBe(1);
  room.come("ada");
  await settled();
  expect(tasks).toHaveLength(1);
  roster.close();
  pass();
  expect([callCount(), tasks.length, room.eventNames()]).toEqual([0, 0, []]);
});

// Broken on purpose, each alone: pictures dropped with the connection or for one that doesn't play
// yet; both sounds played; someone who hasn't moved yet is gone, or is still there after the move.
test("while the call moves, what played goes on until its successor plays", async () => {
  const { room, roster, move } = setUp();
  const media = (muted: boolean) => ({ mediaStreamTrack: { muted } });
  const [old, sound] = [media(false), media(false)];
  for (const who of ["ada", "bo"]) {
    const one = room.come(who);
    one.audioTrackPublications.set("a", { track: sound });
    room.publish(one, Track.Source.Camera, { track: old });
  }
  await settled();
  const [pictureOf, soundsOf] = [
    (who: string) => roster.current().entries.get(who)?.camera?.track,
    (who: string) => roster.current().entries.get(who)?.sounds,
  ];
  move(true);
  for (const who of ["ada", "bo"]) room.leave(who);
  room.become(ConnectionState.Reconnecting);
  await settled();
  expect([pictureOf("ada"), pictureOf("bo")]).toEqual([old, old]);
  room.become(ConnectionState.Connected);
  const ada = room.come("ada");
  const next = media(true);
  ada.audioTrackPublications.set("b", { track: next });
  room.publish(ada, Track.Source.Camera, { track: next });
  await settled();
  expect(identities(roster.current().attendees)).toEqual(["me", "ada", "bo"]);
  expect([pictureOf("ada"), soundsOf("ada"), pictureOf("bo")]).toEqual([old, [sound], old]);
  next.mediaStreamTrack.muted = false;
  move(true);
  await settled();
  expect([pictureOf("ada"), soundsOf("ada"), pictureOf("bo")]).toEqual([next, [next], old]);
  move(false);
  await settled();
  expect(identities(roster.current().attendees)).toEqual(["me", "ada"]);
});

// Broken on purpose, each alone: what was withdrawn, or who left, stays until the move's end; what
// the client drops before it connects again counts as withdrawn.
test("while the call moves, who leaves and what is withdrawn at the new server goes at once", async () => {
  const { room, roster, move } = setUp();
  const track = (source: Track.Source) => ({ source, mediaStreamTrack: { muted: false } });
  const publishAll = (who: string) => {
    const one = room.come(who);
    one.audioTrackPublications.set("a", { track: track(Track.Source.Microphone) });
    for (const source of [Track.Source.Camera, Track.Source.Microphone])
      room.publish(one, source, { track: track(source) });
    return one;
  };
  const had = ["ada", "bo"].map(publishAll);
  await settled();
  move(true);
  for (const one of had) {
    for (const source of [...one.publications.keys()]) room.withdraw(one, source);
    room.leave(one.identity);
  }
  room.become(ConnectionState.Reconnecting);
  await settled();
  room.become(ConnectionState.Connected);
  const [ada] = ["ada", "bo"].map((who) => room.come(who));
  await settled();
  const entryOf = (who: string) => roster.current().entries.get(who);
  for (const who of ["ada", "bo"]) {
    expect(entryOf(who)?.camera?.isOn).toBe(true);
    expect(entryOf(who)?.sounds).toHaveLength(1);
  }
  if (ada !== undefined) room.withdraw(ada, Track.Source.Camera);
  room.leave("bo");
  await settled();
  expect(identities(roster.current().attendees)).toEqual(["me", "ada"]);
  expect(entryOf("ada")?.camera).toBeUndefined();
  expect(entryOf("ada")?.sounds).toHaveLength(1);
  if (ada !== undefined) room.withdraw(ada, Track.Source.Microphone);
  await settled();
  expect(entryOf("ada")?.sounds).toEqual([]);
});
