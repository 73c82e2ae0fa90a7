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
} from "livekit-client";
import { Listeners } from "../../signals/listeners.ts";

/** Who a participant is, in the media engine's words; `CallNames` says what they are called on the page. */
export interface Attendee {
  readonly identity: string;
  readonly name: string | undefined;
  readonly who: "self" | "other";
  /** A person, or a program of the service that takes a seat. */
  readonly kind: "person" | "service";
}

/** A microphone, a camera or a screen that a participant publishes. */
export interface Medium {
  /** Published and not muted. */
  readonly isOn: boolean;
  readonly isEncrypted: boolean;
  /** To attach to an element, and for nothing else; absent until it is received. */
  readonly track: Track | undefined;
}

/** A participant at one moment. It never changes: news of them is another entry. */
export interface RosterEntry {
  readonly attendee: Attendee;
  readonly microphone: Medium | undefined;
  readonly camera: Medium | undefined;
  readonly screen: Medium | undefined;
  /** What of them is to be heard. */
  readonly sounds: readonly Track[];
  readonly isSpeaking: boolean;
  readonly quality: ConnectionQuality;
}

/** The call's participants at one moment. A part keeps its identity for as long as nothing in it changes. */
export interface RosterState {
  /** By identity: oneself, then the others in the order of arrival. */
  readonly entries: ReadonlyMap<string, RosterEntry>;
  readonly self: RosterEntry;
  /** Everyone, in the same order. */
  readonly attendees: readonly Attendee[];
  /** Those whose shared screen is received. */
  readonly sharing: readonly Attendee[];
  /** What is to be heard of the others. */
  readonly sounds: readonly Track[];
  /** Identities of the others who speak, the loudest first. */
  readonly speakers: readonly string[];
}

/** The part of LiveKit's room that the roster reads. */
export type RosterRoom = Pick<
  Room,
  "on" | "off" | "state" | "localParticipant" | "remoteParticipants" | "activeSpeakers"
>;

interface RosterPorts {
  readonly later: (task: () => void, delayMs: number) => () => void;
  /** Called at once, before anyone else hears of it. */
  readonly onAttendees: (attendees: readonly Attendee[]) => void;
}

/**
 * Changes are told once for all that happen within this time, in milliseconds.
 * @internal
 */
export const gatherMs = 20;

/** Everything that may change an entry. */
const changes = [
  RoomEvent.ConnectionStateChanged,
  RoomEvent.ParticipantConnected,
  RoomEvent.ParticipantDisconnected,
  RoomEvent.ParticipantNameChanged,
  RoomEvent.TrackPublished,
  RoomEvent.TrackUnpublished,
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
 * Who is in the call, the only reader of LiveKit's mutable participants for what is drawn. While the connection is
 * broken, the others stay as they were seen last, without their pictures: the client drops them then, and none of
 * them has left.
 */
export class Roster {
  readonly #room: RosterRoom;
  readonly #ports: RosterPorts;
  readonly #listeners = new Listeners();
  #state: RosterState;
  #isReadDue = false;
  #cancel: (() => void) | undefined;

  constructor(room: RosterRoom, ports: RosterPorts) {
    this.#room = room;
    this.#ports = ports;
    this.#state = stateOf([entryOf(room.localParticipant)], room);
    for (const change of changes) room.on(change, this.#onChange);
  }

  readonly subscribe = this.#listeners.subscribe;

  readonly current = (): RosterState => this.#state;

  close(): void {
    for (const change of changes) this.#room.off(change, this.#onChange);
    this.#cancel?.();
  }

  /** Reads when the client is done with what it is at: it drops everyone a moment before it says that it reconnects. */
  readonly #onChange = (): void => {
    if (this.#isReadDue) return;
    this.#isReadDue = true;
    queueMicrotask(() => {
      this.#isReadDue = false;
      this.#read();
    });
  };

  #read(): void {
    const before = this.#state;
    const own = replaceEqualDeep(before.self, entryOf(this.#room.localParticipant));
    const now = stateOf([own, ...this.#others()], this.#room);
    this.#state = kept(before, {
      entries: shallowEqual([...before.entries.values()], [...now.entries.values()])
        ? before.entries
        : now.entries,
      self: now.self,
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

  #others(): RosterEntry[] {
    const { state, remoteParticipants } = this.#room;
    const { entries, self } = this.#state;
    if (state !== ConnectionState.Reconnecting && state !== ConnectionState.SignalReconnecting) {
      return [...remoteParticipants.values()].map((participant) =>
        replaceEqualDeep(entries.get(participant.identity), entryOf(participant)),
      );
    }
    return [...entries.values()]
      .filter((entry) => entry !== self)
      .map((entry) => {
        const participant = remoteParticipants.get(entry.attendee.identity);
        const { screen, sounds } = participant === undefined ? nothing : entryOf(participant);
        return replaceEqualDeep(entry, { ...entry, camera: undefined, screen, sounds });
      });
  }
}

const nothing = { screen: undefined, sounds: [] };

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
  everyone: readonly [RosterEntry, ...RosterEntry[]],
  { activeSpeakers }: RosterRoom,
): RosterState {
  const [self, ...others] = everyone;
  return {
    entries: new Map(everyone.map((entry) => [entry.attendee.identity, entry])),
    self,
    attendees: everyone.map(({ attendee }) => attendee),
    sharing: everyone.filter(({ screen }) => screen?.track).map(({ attendee }) => attendee),
    sounds: others.flatMap(({ sounds }) => sounds),
    speakers: activeSpeakers.filter(({ isLocal }) => !isLocal).map(({ identity }) => identity),
  };
}

/** `before` where `now` holds the same things. */
const kept = <T extends object>(before: T, now: T): T => (shallowEqual(before, now) ? before : now);
