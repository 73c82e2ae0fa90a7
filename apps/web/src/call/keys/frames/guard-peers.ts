import { asksForOurFormats } from "./answered-formats.ts";
import { constantRate } from "./constant-rate.ts";

/** What stands at a page's connections. */
export interface PeerGuard {
  /** From now on all that this sends or receives is sealed or opened on its way, or goes no further. */
  readonly guard: (end: RTCRtpSender | RTCRtpReceiver) => void;
  /** Whether these bytes may leave by a data channel. */
  readonly mayLeave: (message: Uint8Array) => boolean;
  /** Something was to leave by a data channel that may not, and was dropped. */
  readonly onKeptBack: () => void;
  /** A connection was to be used in a way in which it can't be guarded. */
  readonly onBroken: () => void;
}

/** The channels on which the media client sends messages that it has sealed. */
const messageChannels: readonly string[] = ["_reliable", "_lossy"];

/** What a scope has of its own, and the guarded classes that stand in its place; the newest is in use. */
interface Guarding {
  readonly native: typeof RTCPeerConnection;
  readonly classes: (typeof RTCPeerConnection)[];
}
const guardings = new WeakMap<PeerScope, Guarding>();

/**
 * Puts a guard at the browser's own boundary: from now on every connection that this page makes has it, whoever makes it and whatever an engine
 * says. The answer takes it away again, for connections that are made from then on. Where two overlap, as a call that ends and the next one do, the newer
 * one guards what is made, and neither stands on the other.
 *
 * INVARIANTS: a sender or receiver has its transform before it is handed to anyone, so before it can carry a frame. An engine can't make one:
 * it may answer offers of this page and make none, and it gets Opus and VP8 or nothing. Nothing leaves by a data channel but what was sealed here. Frames of sound have one size.
 */
export function guardPeers(guard: PeerGuard, scope: PeerScope = globalThis): () => void {
  const guarding = guardings.get(scope) ?? { native: scope.RTCPeerConnection, classes: [] };
  guardings.set(scope, guarding);
  const { native: Peer, classes } = guarding;
  // Without transforms that run in a worker, the browser gives frames to the page: of a sender whose frames nobody took, none is sent.
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

    /** By its legacy options it makes receivers. Typed as what both of its forms may answer. */
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
      // Whatever was made since, no frame can come before this.
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
    // Where something else was put meanwhile, it stays.
    const ours = names.filter((name) => classes.some((one) => one === scope[name]));
    classes.splice(at, 1);
    for (const name of ours) scope[name] = classes.at(-1) ?? Peer;
    if (classes.length === 0) guardings.delete(scope);
  };
}

/** Chromium has an old name as well. */
const peerNames = ["RTCPeerConnection", "webkitRTCPeerConnection"] as const;

export interface PeerScope {
  RTCPeerConnection: typeof RTCPeerConnection;
  webkitRTCPeerConnection?: typeof RTCPeerConnection;
}

/** What may not leave is dropped and counted: it is the media client's own, and nobody waits for it. */
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
