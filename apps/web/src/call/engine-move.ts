import { type RemoteTrack, type Room, RoomEvent } from "livekit-client";
import { later } from "../signals/later.ts";
import { Listeners } from "../signals/listeners.ts";

/** How long the connection to the former media server is kept at most, in milliseconds; it ends it then. */
const keepMs = 15_000;
/** … and once this page is connected to the new one: others may take longer. */
const othersMs = 3_000;

interface Connections {
  close(): Promise<void>;
  onStateChange: unknown;
  onTrack: unknown;
  onDataChannel: unknown;
  onIceCandidate: unknown;
  onPublisherOffer: unknown;
}

/** What the client has, but its types don't show (livekit-client 2.23.0). */
interface Inner {
  readonly client: { sendLeave(): Promise<void> };
  pcManager: Connections | undefined;
  cleanupPeerConnections(): Promise<void>;
}

interface Publishing {
  republishAllTracks(options: unknown, restart: boolean): Promise<void>;
}

/** Tracks that the client has dropped and that still play, and what to do once they don't. */
const held = new WeakMap<object, (() => void)[]>();

/** Does it once this track, which the client has dropped, isn't played any more: mostly at once. */
export function onceReleased(track: object, act: () => void): void {
  const waiting = held.get(track);
  if (waiting === undefined) act();
  else waiting.push(act);
}

/**
 * Moves the call to another media server without a gap. The client connects again and would drop all it
 * has first: the old connections stay, in both directions, and the tracks in them play until the
 * new ones do.
 */
export class EngineMove {
  readonly #room: Room;
  readonly #listeners = new Listeners();
  #old: Connections | undefined;
  #tracks: readonly RemoteTrack[] = [];
  #cancel: (() => void) | undefined;
  readonly subscribe = this.#listeners.subscribe;

  constructor(room: Room) {
    this.#room = room;
    const tell = (): void => this.#listeners.tell();
    room.on(RoomEvent.TrackSubscribed, ({ mediaStreamTrack }) =>
      mediaStreamTrack.addEventListener("unmute", tell),
    );
    room.on(RoomEvent.Reconnected, () => {
      if (this.isUnderWay()) this.#endIn(othersMs);
    });
  }

  /** Whether what played before may still play in place of what is new. */
  isUnderWay(): boolean {
    return this.#cancel !== undefined;
  }

  begin(): void {
    this.end();
    this.#endIn(keepMs);
    this.#holdTracks();
    this.#leaveNothing();
    this.#keepConnections();
    this.#publishAsItIs();
    this.#room.engine.reconnect();
  }

  /** Closes what was kept. */
  end(): void {
    if (this.isUnderWay()) Reflect.deleteProperty(this.#inner.client, "sendLeave");
    this.#cancel?.();
    this.#cancel = undefined;
    void this.#old?.close();
    this.#old = undefined;
    for (const track of this.#tracks) {
      const waiting = held.get(track) ?? [];
      held.delete(track);
      for (const name of ["stop", "detach"] as const) Reflect.deleteProperty(track, name);
      track.stop();
      for (const act of waiting) act();
    }
    this.#tracks = [];
    this.#listeners.tell();
  }

  get #inner(): Inner {
    return this.#room.engine as unknown as Inner;
  }

  #endIn(ms: number): void {
    this.#cancel?.();
    this.#cancel = later(() => this.end(), ms);
  }

  /** The client stops and detaches what it drops. */
  #holdTracks(): void {
    const all = [...this.#room.remoteParticipants.values()].flatMap(({ trackPublications }) =>
      [...trackPublications.values()].flatMap(({ track }) => track ?? []),
    );
    this.#tracks = all as RemoteTrack[];
    for (const track of this.#tracks) {
      const { detach } = track;
      held.set(track, []);
      Object.assign(track, {
        stop: () => undefined,
        detach: (element?: HTMLMediaElement) =>
          element === undefined ? [] : detach.call(track, element),
      });
    }
  }

  /** The client would leave the former media server, and the others lose sight of this page, before it connects again. */
  #leaveNothing(): void {
    this.#inner.client.sendLeave = async () => undefined;
  }

  /** The client closes its connections before it makes others. */
  #keepConnections(): void {
    const inner = this.#inner;
    inner.cleanupPeerConnections = async () => {
      Reflect.deleteProperty(inner, "cleanupPeerConnections");
      Reflect.deleteProperty(inner.client, "sendLeave");
      const old = inner.pcManager;
      if (this.isUnderWay() && old !== undefined) {
        Object.assign(old, silent);
        this.#old = old;
        inner.pcManager = undefined;
      }
      await inner.cleanupPeerConnections();
    };
  }

  /** The client would turn cameras and microphones off and on again. */
  #publishAsItIs(): void {
    const publishing = this.#room.localParticipant as unknown as Publishing;
    publishing.republishAllTracks = async (options) => {
      Reflect.deleteProperty(publishing, "republishAllTracks");
      await publishing.republishAllTracks(options, !this.isUnderWay());
    };
  }
}

const silent = {
  onStateChange: undefined,
  onTrack: undefined,
  onDataChannel: undefined,
  onIceCandidate: undefined,
  onPublisherOffer: undefined,
};
