import { shallowEqual } from "@mantine/hooks";
import { replaceEqualDeep } from "@tanstack/react-query";
import {
  type ConnectionQuality,
  ConnectionState,
  type Participant,
  ParticipantKind,
  type Room,
  RoomEvent,
  Track,
  type TrackPublication,
} from "livekit-client";
import { Listeners } from "../../signals/listeners.ts";

/** A participant as the media engine names them; `CallNames` decides the name on the page. */
export interface Attendee {
  readonly identity: string;
  readonly name: string | undefined;
  readonly who: "self" | "other";
  /** A person, or a program of the service in a seat. */
  readonly kind: "person" | "service";
}

/** A microphone, camera or screen that a participant publishes. */
interface Medium {
  /** Published and not muted. */
  readonly isOn: boolean;
  readonly isEncrypted: boolean;
  /** Only to be attached to an element; undefined until received. */
  readonly track: Track | undefined;
}

/** A participant at one moment; replaced whenever anything about them changes. */
export interface RosterEntry {
  readonly attendee: Attendee;
  readonly microphone: Medium | undefined;
  readonly camera: Medium | undefined;
  readonly screen: Medium | undefined;
  /** Their microphone and the sound of their screen, as far as received. */
  readonly sounds: readonly Track[];
  readonly isSpeaking: boolean;
  readonly quality: ConnectionQuality;
}

/**
 * A call's participants at one moment. Every part stays the same object until something in it
 * changes.
 */
export interface RosterState {
  /** By identity: oneself, then the others in the order of arrival. */
  readonly entries: ReadonlyMap<string, RosterEntry>;
  readonly self: RosterEntry;
  /** All participants, in the same order. */
  readonly attendees: readonly Attendee[];
  /** Those whose shared screen is received. */
  readonly sharing: readonly Attendee[];
  /** All sounds but one's own. */
  readonly sounds: readonly Track[];
  /** Identities of the others who speak, the loudest first. */
  readonly speakers: readonly string[];
}

interface RosterPorts {
  /** While the call moves to another media server, all that played before plays until its successor does. */
  readonly moving: {
    readonly isUnderWay: () => boolean;
    readonly subscribe: (listener: () => void) => () => void;
  };
  readonly later: (task: () => void, delayMs: number) => () => void;
  /** Called at once, before any listener. */
  readonly onAttendees: (attendees: readonly Attendee[]) => void;
}

/**
 * Listeners are called once for all changes within this time, in milliseconds.
 * @internal
 */
export const gatherMs = 20;

/** The events that may change an entry. */
const changes = [
  RoomEvent.ConnectionStateChanged,
  RoomEvent.ParticipantConnected,
  RoomEvent.ParticipantNameChanged,
  RoomEvent.TrackPublished,
  RoomEvent.TrackSubscribed,
  RoomEvent.TrackUnsubscribed,
  RoomEvent.TrackMuted,
  RoomEvent.TrackUnmuted,
  RoomEvent.LocalTrackPublished,
  RoomEvent.LocalTrackUnpublished,
  RoomEvent.ConnectionQualityChanged,
  RoomEvent.ActiveSpeakersChanged,
] as const;

/**
 * Who is in the call: the only reader of LiveKit's participants, which change in place, for all
 * that is drawn. While only signalling is resumed, sound and picture go on. While the whole connection is broken
 * the others stay, without pictures: the client drops them, but none has left.
 */
export class Roster {
  readonly #room: Room;
  readonly #ports: RosterPorts;
  readonly #listeners = new Listeners();
  #state: RosterState;
  #isReadDue = false;
  /** Since the last reading: who left, and what was withdrawn. */
  readonly #ended = new Set<string>();
  #cancel: (() => void) | undefined;

  constructor(room: Room, ports: RosterPorts) {
    this.#room = room;
    this.#ports = ports;
    this.#state = stateOf(entryOf(room.localParticipant), [], room);
    for (const change of changes) room.on(change, this.#onChange);
    room.on(RoomEvent.ParticipantDisconnected, this.#onLeft);
    room.on(RoomEvent.TrackUnpublished, this.#onWithdrawn);
    ports.moving.subscribe(this.#onChange);
  }

  readonly subscribe = this.#listeners.subscribe;

  readonly current = (): RosterState => this.#state;

  close(): void {
    for (const change of changes) this.#room.off(change, this.#onChange);
    this.#room.off(RoomEvent.ParticipantDisconnected, this.#onLeft);
    this.#room.off(RoomEvent.TrackUnpublished, this.#onWithdrawn);
    this.#cancel?.();
  }

  readonly #onLeft = ({ identity }: Participant): void => {
    this.#ended.add(identity);
    this.#onChange();
  };

  readonly #onWithdrawn = ({ source }: TrackPublication, { identity }: Participant): void => {
    this.#ended.add(mediumOf(identity, source));
    this.#onChange();
  };

  /** Reads once the client is done: when it reconnects, it drops everyone before it says why. */
  readonly #onChange = (): void => {
    if (this.#isReadDue) return;
    this.#isReadDue = true;
    queueMicrotask(() => {
      this.#isReadDue = false;
      this.#read();
      this.#ended.clear();
    });
  };

  #read(): void {
    const before = this.#state;
    const self = replaceEqualDeep(before.self, entryOf(this.#room.localParticipant));
    const now = stateOf(self, this.#others(), this.#room);
    this.#state = kept(before, {
      self,
      entries: shallowEqual([...before.entries.values()], [...now.entries.values()])
        ? before.entries
        : now.entries,
      attendees: kept(before.attendees, now.attendees),
      sharing: kept(before.sharing, now.sharing),
      sounds: kept(before.sounds, now.sounds),
      speakers: kept(before.speakers, now.speakers),
    });
    if (this.#state === before) return;
    if (this.#state.attendees !== before.attendees) this.#ports.onAttendees(this.#state.attendees);
    this.#cancel ??= this.#ports.later(() => {
      this.#cancel = undefined;
      this.#listeners.tell();
    }, gatherMs);
  }

  #others(): readonly RosterEntry[] {
    const { state, remoteParticipants } = this.#room;
    const { entries, self } = this.#state;
    const others = [...entries.values()].filter((entry) => entry !== self);
    const moves = this.#ports.moving.isUnderWay();
    if (state === ConnectionState.Connected) {
      const known = others.map(({ attendee }) => attendee.identity);
      const staying = moves ? known.filter((identity) => !this.#ended.has(identity)) : [];
      return [...new Set([...staying, ...remoteParticipants.keys()])].flatMap((identity) => {
        const before = entries.get(identity);
        const participant = remoteParticipants.get(identity);
        if (participant === undefined) return before ?? [];
        const now = entryOf(participant);
        if (!moves || before === undefined) return replaceEqualDeep(before, now);
        return replaceEqualDeep(before, whilePlaying(withoutEnded(before, this.#ended), now));
      });
    }
    if (moves) return others;
    return others.map((entry) => {
      const participant = remoteParticipants.get(entry.attendee.identity);
      const { camera, screen, sounds } = participant ? entryOf(participant) : nothing;
      const shown = state === ConnectionState.SignalReconnecting ? camera : undefined;
      return replaceEqualDeep(entry, { ...entry, camera: shown, screen, sounds });
    });
  }
}

const mediumOf = (identity: string, source: Track.Source): string => `${source} of ${identity}`;

function withoutEnded(entry: RosterEntry, ended: ReadonlySet<string>): RosterEntry {
  const isOver = (source: Track.Source): boolean =>
    ended.has(mediumOf(entry.attendee.identity, source));
  return {
    ...entry,
    camera: isOver(Track.Source.Camera) ? undefined : entry.camera,
    screen: isOver(Track.Source.ScreenShare) ? undefined : entry.screen,
    sounds: entry.sounds.filter(({ source }) => !isOver(source)),
  };
}

/** What is new, except that what plays already goes on until its successor plays. */
function whilePlaying(before: RosterEntry, now: RosterEntry): RosterEntry {
  const newer = (one: Medium | undefined, other: Medium | undefined): Medium | undefined =>
    other?.isOn === false || plays(other?.track) ? other : one;
  return {
    ...now,
    camera: newer(before.camera, now.camera),
    screen: newer(before.screen, now.screen),
    sounds: now.sounds.length > 0 && now.sounds.every(plays) ? now.sounds : before.sounds,
  };
}

const plays = (track: Track | undefined): boolean => track?.mediaStreamTrack.muted === false;

const nothing = { camera: undefined, screen: undefined, sounds: [] };

function entryOf(participant: Participant): RosterEntry {
  const medium = (source: Track.Source): Medium | undefined => {
    const publication = participant.getTrackPublication(source);
    if (publication === undefined) return undefined;
    const { isMuted, isEncrypted, track } = publication;
    return { isOn: !isMuted, isEncrypted, track };
  };
  return {
    attendee: {
      identity: participant.identity,
      name: participant.name,
      who: participant.isLocal ? "self" : "other",
      kind: participant.kind === ParticipantKind.STANDARD ? "person" : "service",
    },
    microphone: medium(Track.Source.Microphone),
    camera: medium(Track.Source.Camera),
    screen: medium(Track.Source.ScreenShare),
    sounds: [...participant.audioTrackPublications.values()].flatMap(({ track }) => track ?? []),
    isSpeaking: participant.isSpeaking,
    quality: participant.connectionQuality,
  };
}

function stateOf(
  self: RosterEntry,
  others: readonly RosterEntry[],
  { activeSpeakers }: Room,
): RosterState {
  const everyone = [self, ...others];
  return {
    entries: new Map(everyone.map((entry) => [entry.attendee.identity, entry])),
    self,
    attendees: everyone.map(({ attendee }) => attendee),
    sharing: everyone.filter(({ screen }) => screen?.track).map(({ attendee }) => attendee),
    sounds: others.flatMap(({ sounds }) => sounds),
    speakers: activeSpeakers.filter(({ isLocal }) => !isLocal).map(({ identity }) => identity),
  };
}

/** `before` if `now` holds the same things. */
const kept = <T extends object>(before: T, now: T): T => (shallowEqual(before, now) ? before : now);
