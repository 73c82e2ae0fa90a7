import type { JoinAdmitted } from "@graticule/api/meetings";
import { KeyLine } from "@graticule/e2ee/key-line";
import type { LinkSecret } from "@graticule/e2ee/link-secret";
import {
  type RemoteParticipant,
  type RemoteTrackPublication,
  type Room,
  RoomEvent,
} from "livekit-client";
import { sayKeys } from "../../api/joins.ts";
import type { RoomFeed } from "../../join/room-feed.ts";
import { later } from "../../later.ts";
import { Listeners } from "../../listeners.ts";
import { FrameKeys } from "./frame-keys.ts";
import { expectSealed, strictWorker, wasSealed } from "./strict-worker.ts";

/** What seals one participation in a call. */
export interface SealedCall {
  /** For the media client. */
  readonly encryption: { readonly keyProvider: FrameKeys; readonly worker: Worker };
  readonly line: KeyLine;
  /** Subscribes to what is sealed, and to nothing else. */
  readonly watch: (room: Room) => void;
  /** Whether these bytes of a message came sealed. */
  readonly wasSealed: (bytes: Uint8Array) => boolean;
  /** Persons of whom something came that is not sealed, and is not shown. */
  readonly unsealed: Unsealed;
  /** This person leaves: those who stay change the keys at once, as for somebody who is removed. */
  readonly leave: () => void;
  readonly close: () => void;
}

/** `onBroken`: nothing can be sealed or opened here any more. */
export function sealCall(
  admitted: JoinAdmitted,
  secret: LinkSecret,
  { feed, onBroken }: { readonly feed: RoomFeed; readonly onBroken: () => void },
): SealedCall {
  const { joinId, key, identity, name, meeting } = admitted;
  const keyProvider = new FrameKeys();
  const unsealed = new Unsealed();
  const worker = strictWorker({ onBroken, onMixedUp: (identity) => unsealed.note(identity) });
  const line = new KeyLine({
    meeting: { code: meeting.code, secret },
    seat: { identity, name },
    keys: keyProvider,
    say: async (message) => whatBecame(await sayKeys({ joinId, key }, message)),
    onFault: (fault) => console.error("The keys begin anew:", fault),
    later,
  });
  const stop = feed.onKeys((event) => {
    if (event === "unreadable") {
      line.hearNonsense();
      return;
    }
    // Each stream begins with it.
    if (event.kind === "sitting") line.connected();
    line.hear(event);
  });
  const bye = (): void => {
    const { keyPackage } = line;
    if (keyPackage !== undefined) void sayKeys({ joinId, key }, { kind: "bye", keyPackage });
  };
  window.addEventListener("pagehide", bye);
  return {
    ...{ encryption: { keyProvider, worker }, line, unsealed, wasSealed },
    watch(room) {
      keepIdentity(room, identity);
      subscribeToSealed(room, worker, unsealed);
    },
    leave() {
      window.removeEventListener("pagehide", bye);
      line.close();
      bye();
    },
    close() {
      stop();
      line.close();
      worker.terminate();
    },
  };
}

/** Whether those who deliver have taken it or will never take it; whatever else was answered, it is to be said again. */
function whatBecame(answer: Awaited<ReturnType<typeof sayKeys>>): "heard" | "refused" | "unheard" {
  switch (answer.kind) {
    case "ok":
      return "heard";
    case "offline":
      return "unheard";
    case "problem":
      if (answer.code === "invalid") return "refused";
      // It came too late: this page is out, and told so otherwise.
      return ["conflict", "not-found", "unauthorized"].includes(answer.code) ? "heard" : "unheard";
  }
}

/** Who sent something that was not sealed. */
class Unsealed {
  #identities: readonly string[] = [];
  readonly #listeners = new Listeners();

  readonly subscribe = this.#listeners.subscribe;

  readonly current = (): readonly string[] => this.#identities;

  note(identity: string): void {
    if (this.#identities.includes(identity)) return;
    this.#identities = [...this.#identities, identity];
    this.#listeners.tell();
  }
}

/**
 * INVARIANT: one's own frames are sealed with one's own keys. The client takes the name that the engine gives it at each new connection,
 * and seals what it sends by that name.
 */
function keepIdentity({ localParticipant }: Room, identity: string): void {
  Object.defineProperty(localParticipant, "identity", {
    enumerable: true,
    get: () => identity,
    set: () => undefined,
  });
}

/**
 * INVARIANT: what the server says is not sealed is not subscribed to. A person's frames are expected to be sealed before the
 * first of them can come: one that came earlier would be dropped, and the picture would stand still until the next whole one.
 */
function subscribeToSealed(room: Room, worker: Worker, unsealed: Unsealed): void {
  const look = (publication: RemoteTrackPublication, { identity }: RemoteParticipant): void => {
    expectSealed(worker, identity);
    publication.setSubscribed(publication.isEncrypted);
    if (!publication.isEncrypted) unsealed.note(identity);
  };
  const lookAtAll = (): void => {
    for (const participant of room.remoteParticipants.values()) {
      for (const publication of participant.trackPublications.values()) {
        look(publication, participant);
      }
    }
  };
  room
    .on(RoomEvent.TrackPublished, look)
    // Before the client's own listener, which sets no worker before frames whose kind it is not told, and fails.
    .prependListener(RoomEvent.TrackSubscribed, (track, publication, participant) => {
      expectSealed(worker, participant.identity);
      if (publication.isEncrypted && publication.trackInfo?.mimeType) return;
      track.stop();
      publication.setSubscribed(false);
      unsealed.note(participant.identity);
    })
    .on(RoomEvent.SignalConnected, lookAtAll)
    .on(RoomEvent.Connected, lookAtAll)
    .on(RoomEvent.Reconnected, lookAtAll);
}
