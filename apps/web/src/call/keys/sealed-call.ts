import type { JoinAdmitted } from "@graticule/api/meetings";
import type { SigningKeyPair } from "@graticule/e2ee/ed25519";
import type { HostSeed } from "@graticule/e2ee/host-key";
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
import { later } from "../../signals/later.ts";
import { Listeners } from "../../signals/listeners.ts";
import { Comparing } from "./comparing.ts";
import { FrameSeal } from "./frames/frame-seal.ts";
import type { SealHealth } from "./frames/frame-tally.ts";
import { guardPeers } from "./frames/guard-peers.ts";
import { MessageGate } from "./frames/message-gate.ts";
import { SealManager } from "./frames/seal-manager.ts";
import type { VouchMemory } from "./vouch-memory.ts";

/** What seals one participation in a call. */
export interface SealedCall {
  /** For the media client. */
  readonly encryption: { readonly e2eeManager: SealManager };
  readonly line: KeyLine;
  /** The code by which those inside check together that no one else is. */
  readonly comparing: Comparing;
  /** Subscribes only to tracks that are sealed. */
  readonly watch: (room: Room) => void;
  /** Whether these bytes of a message came sealed. */
  readonly wasSealed: (bytes: Uint8Array) => boolean;
  /** What was dropped here, and whether this page's own media gets out. */
  readonly health: {
    readonly subscribe: (listener: () => void) => () => void;
    readonly current: () => SealHealth;
  };
  /** Identities that sent something unsealed, which is not shown. */
  readonly unsealed: Unsealed;
  /**
   * Resolves when sealing fails for good, or something was about to leave unsealed: this page must
   * stop sending.
   */
  readonly broken: Promise<void>;
  /** Leaves; the others change the keys at once, as after a removal. */
  readonly leave: () => void;
  readonly close: () => void;
}

/**
 * At the first of these, the media client leaves the call and this page the group. A busy browser
 * may end a page before its `pagehide`; some have no `beforeunload`.
 */
const leavings = ["beforeunload", "pagehide"] as const;

/** What a visit signs with in each of its calls, and vouches with on a host's device. */
export interface OwnKeys {
  readonly signature: () => Promise<SigningKeyPair>;
  readonly hostSeed: HostSeed | undefined;
  readonly vouches: VouchMemory;
}

export function sealCall(
  admitted: JoinAdmitted,
  secret: LinkSecret,
  { feed, own }: { readonly feed: RoomFeed; readonly own: OwnKeys },
): SealedCall {
  const { joinId, key, identity, name, meeting } = admitted;
  let onBroken = (): void => undefined;
  const broken = new Promise<void>((resolve) => {
    onBroken = resolve;
  });
  const unsealed = new Unsealed();
  const onNotTheirs = (of: string): void => unsealed.note(of);
  const format = meeting.nativeClients ? "livekit" : "sframe";
  const seal = new FrameSeal(format, { onBroken, onNotTheirs });
  const gate = new MessageGate();
  const e2eeManager = new SealManager(seal, { gate, format });
  const unguard = guardPeers({
    guard: (end) => seal.guard(end),
    mayLeave: (message) => gate.mayLeave(message),
    onKeptBack: () => seal.noteKeptBack(),
    onBroken,
  });
  const line = new KeyLine({
    meeting: { code: meeting.code, secret },
    seat: { identity, name },
    ...{ signature: own.signature, hostSeed: own.hostSeed },
    keys: seal,
    say: async (message) => whatBecame(await sayKeys({ joinId, key }, message)),
    onFault: (fault) => console.error("The keys begin anew:", fault),
    ...{ later, now: Date.now },
  });
  const comparing = new Comparing({ line, self: identity, meetingCode: meeting.code, later });
  const stop = feed.onKeys((event) => {
    if (event === "unreadable") {
      line.hearNonsense();
      return;
    }
    // Every stream begins with the sitting.
    if (event.kind === "sitting") line.connected();
    line.hear(event);
  });
  /** The key package whose `bye` was sent. */
  let left: string | undefined;
  const bye = (): void => {
    const { keyPackage } = line;
    if (keyPackage === undefined || keyPackage === left) return;
    left = keyPackage;
    void sayKeys({ joinId, key }, { kind: "bye", keyPackage });
  };
  for (const event of leavings) window.addEventListener(event, bye);
  return {
    ...{ encryption: { e2eeManager }, line, unsealed, wasSealed: e2eeManager.wasSealed, broken },
    comparing,
    health: { subscribe: seal.subscribe, current: seal.health },
    watch(room) {
      keepIdentity(room, identity);
      subscribeToSealed(room, unsealed);
    },
    leave() {
      line.close();
      bye();
    },
    close() {
      for (const event of leavings) window.removeEventListener(event, bye);
      stop();
      comparing.close();
      line.close();
      unguard();
      seal.close();
    },
  };
}

/** Whether the service took a message or never will; otherwise it is to be sent again. */
function whatBecame(answer: Awaited<ReturnType<typeof sayKeys>>): "heard" | "refused" | "unheard" {
  switch (answer.kind) {
    case "ok":
      return "heard";
    case "offline":
      return "unheard";
    case "problem":
      if (answer.code === "invalid") return "refused";
      // Too late: this page is out, and learns that in another way.
      return ["conflict", "not-found", "unauthorized"].includes(answer.code) ? "heard" : "unheard";
  }
}

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
 * The engine names a page at each connection; the page's identity is not the engine's to change.
 */
function keepIdentity({ localParticipant }: Room, identity: string): void {
  Object.defineProperty(localParticipant, "identity", {
    enumerable: true,
    get: () => identity,
    set: () => undefined,
  });
}

/** Tracks that the engine calls unencrypted are not subscribed to: nothing in them would open. */
function subscribeToSealed(room: Room, unsealed: Unsealed): void {
  const look = (publication: RemoteTrackPublication, { identity }: RemoteParticipant): void => {
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
    .on(RoomEvent.SignalConnected, lookAtAll)
    .on(RoomEvent.Connected, lookAtAll)
    .on(RoomEvent.Reconnected, lookAtAll);
}
