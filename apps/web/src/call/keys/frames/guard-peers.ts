import { asksForOurFormats } from "./answered-formats.ts";
import { constantRate } from "./constant-rate.ts";

/** What guards a page's connections. */
export interface PeerGuard {
  /** From now on, all that this sends or receives is sealed or opened, or dropped. */
  readonly guard: (end: RTCRtpSender | RTCRtpReceiver) => void;
  /** Whether these bytes may leave by a data channel. */
  readonly mayLeave: (message: Uint8Array) => boolean;
  /** Something that may not leave by a data channel was dropped. */
  readonly onKeptBack: () => void;
  /** A connection was used in a way that can't be guarded. */
  readonly onBroken: () => void;
}

/** The channels on which the media client sends messages that it has sealed. */
const messageChannels: readonly string[] = ["_reliable", "_lossy"];

/** A scope's native class, and the guarded classes in its place; the newest is in use. */
interface Guarding {
  readonly native: typeof RTCPeerConnection;
  readonly classes: (typeof RTCPeerConnection)[];
}
const guardings = new WeakMap<PeerScope, Guarding>();

/**
 * Guards connections at the browser's own boundary: every connection this page makes from now on,
 * whoever makes it and whatever an engine says. The returned function ends that for connections
 * made later. Where two guards overlap, as when one call ends and the next begins, the newer one
 * applies, and neither builds on the other.
 *
 * INVARIANTS: a sender or receiver has its transform before it is handed out, so before it can
 * carry a frame. An engine can't make one: it may only answer this page's offers, and gets Opus and
 * VP8 or nothing. Nothing leaves by a data channel but what was sealed here. Frames of sound have
 * one size.
 */
export function guardPeers(guard: PeerGuard, scope: PeerScope = globalThis): () => void {
  const guarding = guardings.get(scope) ?? { native: scope.RTCPeerConnection, classes: [] };
  guardings.set(scope, guarding);
  const { native: Peer, classes } = guarding;
  // Without transforms in workers, the browser hands frames to the page, and sends none from a
  // sender whose frames were not taken.
  const encodedInsertableStreams = !("RTCRtpScriptTransform" in scope);

  class GuardedPeer extends Peer {
    constructor(configuration?: RTCConfiguration) {
      super({ ...configuration, encodedInsertableStreams } as RTCConfiguration);
      this.addEventListener("datachannel", ({ channel }) => guardChannel(channel, guard));
    }

    override setConfiguration(configuration?: RTCConfiguration): void {
      super.setConfiguration({ ...configuration, encodedInsertableStreams } as RTCConfiguration);
    }

    override addTransceiver(...how: Parameters<RTCPeerConnection["addTransceiver"]>) {
      const transceiver = super.addTransceiver(...how);
      this.#guardAll();
      return transceiver;
    }

    override addTrack(...what: Parameters<RTCPeerConnection["addTrack"]>) {
      const sender = super.addTrack(...what);
      this.#guardAll();
      return sender;
    }

    /** Its legacy options add receivers. Typed to fit both forms of the method. */
    override createOffer(...how: unknown[]): Promise<never> {
      const offer = super.createOffer(...(how as [RTCOfferOptions]));
      this.#guardAll();
      return offer as Promise<never>;
    }

    override async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
      if (description.type !== "answer" && description.type !== "rollback") {
        guard.onBroken();
        throw new Error("An engine may answer offers of this page, and make none.");
      }
      const { type, sdp = "" } = description;
      if (!asksForOurFormats(sdp)) {
        guard.onBroken();
        throw new Error("An engine may ask for Opus and VP8, and for nothing else.");
      }
      // Guards whatever was added since: no frame can come before this.
      this.#guardAll();
      await super.setRemoteDescription({ type, sdp: constantRate(sdp) });
      this.#guardAll();
    }

    override createDataChannel(...how: Parameters<RTCPeerConnection["createDataChannel"]>) {
      const channel = super.createDataChannel(...how);
      guardChannel(channel, guard);
      return channel;
    }

    #guardAll(): void {
      for (const { sender, receiver } of this.getTransceivers()) {
        guard.guard(sender);
        guard.guard(receiver);
      }
    }
  }

  const names = peerNames.filter((name) => name in scope);
  classes.push(GuardedPeer);
  for (const name of names) scope[name] = GuardedPeer;
  return () => {
    const at = classes.indexOf(GuardedPeer);
    if (at === -1) return;
    // A class that someone else put there meanwhile stays.
    const ours = names.filter((name) => classes.some((one) => one === scope[name]));
    classes.splice(at, 1);
    for (const name of ours) scope[name] = classes.at(-1) ?? Peer;
    if (classes.length === 0) guardings.delete(scope);
  };
}

/** Chromium also has an old name. */
const peerNames = ["RTCPeerConnection", "webkitRTCPeerConnection"] as const;

export interface PeerScope {
  RTCPeerConnection: typeof RTCPeerConnection;
  webkitRTCPeerConnection?: typeof RTCPeerConnection;
}

/** What is dropped is the media client's own, and nothing waits for it. */
function guardChannel(channel: RTCDataChannel, { mayLeave, onKeptBack }: PeerGuard): void {
  const isForMessages = messageChannels.includes(channel.label);
  const send = (data: string | Blob | ArrayBuffer | ArrayBufferView<ArrayBuffer>): void => {
    if (isForMessages && ArrayBuffer.isView(data) && mayLeave(bytesOf(data))) {
      RTCDataChannel.prototype.send.call(channel, data as Uint8Array<ArrayBuffer>);
    } else onKeptBack();
  };
  Object.defineProperty(channel, "send", { value: send });
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
