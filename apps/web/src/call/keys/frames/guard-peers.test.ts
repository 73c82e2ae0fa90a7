import { describe, expect, test, vi } from "vitest";
import { guardPeers, type PeerScope } from "./guard-peers.ts";

// Broken on purpose, each alone → fails: each call of `#guardAll`, late, or of one end only; an
// offer, a pranswer or another format accepted, or not reported; sound of any size; a
// configuration's own choice; channels unguarded, with other labels, for text, ignoring a view's
// offset, or with a `send` that can be replaced; names left out, made up, or another call's
// removed.

/** The part of a connection that the guard uses. */
class FakePeer extends EventTarget {
  static configurations: unknown[] = [];
  readonly transceivers: { readonly sender: object; readonly receiver: object }[] = [];
  readonly descriptions: string[] = [];
  readonly answers: string[] = [];
  onAnswer = (): void => undefined;

  constructor(configuration?: unknown) {
    super();
    FakePeer.configurations.push(configuration);
  }

  getTransceivers() {
    return this.transceivers;
  }

  addTransceiver() {
    return this.make();
  }

  addTrack() {
    return this.make().sender;
  }

  /** Legacy options make a browser add receivers. */
  async createOffer(options?: RTCOfferOptions) {
    if (options?.offerToReceiveVideo === true) this.make();
    return { type: "offer", sdp: "" };
  }

  createDataChannel(label: string) {
    return { label };
  }

  setConfiguration(configuration: unknown) {
    FakePeer.configurations.push(configuration);
  }

  async setRemoteDescription({ type, sdp }: { type: string; sdp: string }) {
    this.descriptions.push(type);
    this.answers.push(sdp);
    this.onAnswer();
    // As an engine's answer might, through a browser bug.
    this.make();
  }

  make() {
    const made = { sender: {}, receiver: {} };
    this.transceivers.push(made);
    return made;
  }
}

function guarded(extra: object = { RTCRtpScriptTransform: class {} }) {
  const guardedEnds = new Set<object>();
  const broken: string[] = [];
  const keptBack: string[] = [];
  const scope = { RTCPeerConnection: FakePeer, ...extra } as unknown as PeerScope;
  const unguard = guardPeers(
    {
      guard: (end) => void guardedEnds.add(end),
      mayLeave: ([first]) => first === 1,
      onKeptBack: () => keptBack.push("kept back"),
      onBroken: () => broken.push("broken"),
    },
    scope,
  );
  const peer = new scope.RTCPeerConnection({ iceServers: [] }) as RTCPeerConnection & FakePeer;
  const areAllGuarded = (): boolean =>
    peer.transceivers.every(
      ({ sender, receiver }) => guardedEnds.has(sender) && guardedEnds.has(receiver),
    );
  return { scope, unguard, peer, broken, keptBack, areAllGuarded };
}

describe("A connection of a page in a sealed call", () => {
  test("guards each sender and receiver as soon as it exists", async () => {
    const { peer, areAllGuarded } = guarded();
    peer.addTransceiver("video");
    expect(areAllGuarded()).toBe(true);
    peer.addTrack({} as MediaStreamTrack);
    expect(areAllGuarded()).toBe(true);
    await peer.setRemoteDescription({ type: "answer", sdp: "" });
    expect(peer.transceivers).toHaveLength(3);
    expect(areAllGuarded()).toBe(true);
  });

  test("guards receivers added by an offer's legacy options before the offer is handed out", async () => {
    const { peer, areAllGuarded } = guarded();
    const offer = peer.createOffer({ offerToReceiveVideo: true });
    expect(peer.transceivers).toHaveLength(1);
    expect(areAllGuarded()).toBe(true);
    expect(await offer).toEqual({ type: "offer", sdp: "" });
  });

  test("guards receivers made in any other way before an answer can bring frames", async () => {
    const { peer, areAllGuarded } = guarded();
    peer.make();
    const were: boolean[] = [];
    peer.onAnswer = () => were.push(areAllGuarded());
    await peer.setRemoteDescription({ type: "answer", sdp: "" });
    expect(were).toEqual([true]);
  });

  test.each(["offer", "pranswer"] as const)("accepts no %s from an engine", async (type) => {
    const { peer, broken } = guarded();
    await expect(peer.setRemoteDescription({ type, sdp: "" })).rejects.toThrow();
    expect(peer.descriptions).toEqual([]);
    expect(broken).toEqual(["broken"]);
  });

  test("may roll its own offer back", async () => {
    const { peer, broken } = guarded();
    await peer.setRemoteDescription({ type: "rollback" });
    expect([peer.descriptions, broken]).toEqual([["rollback"], []]);
  });

  test("makes all sound in an answer one size", async () => {
    const { peer } = guarded();
    const sdp = "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=rtpmap:111 opus/48000/2\r\n";
    await peer.setRemoteDescription({ type: "answer", sdp });
    expect(peer.answers).toEqual([`${sdp}a=fmtp:111 cbr=1;usedtx=0\r\n`]);
  });

  test("accepts no answer with a format it can't seal", async () => {
    const { peer, broken } = guarded();
    const sdp = "m=video 9 UDP/TLS/RTP/SAVPF 108\r\na=rtpmap:108 H264/90000\r\na=recvonly\r\n";
    await expect(peer.setRemoteDescription({ type: "answer", sdp })).rejects.toThrow();
    expect(peer.descriptions).toEqual([]);
    expect(broken).toEqual(["broken"]);
  });

  test("sends only what may leave by its message channels; drops and counts the rest", () => {
    const { peer, keptBack } = guarded();
    const sent: unknown[] = [];
    const prototype = { send: (data: unknown) => void sent.push(data) };
    vi.stubGlobal("RTCDataChannel", { prototype });
    const [may, mayNot] = [Uint8Array.of(1), Uint8Array.of(2)];
    const reliable = peer.createDataChannel("_reliable") as unknown as RTCDataChannel;
    for (const data of [may, mayNot, "text", may.buffer]) reliable.send(data as never);
    const piece = Uint8Array.of(2, 1).subarray(1);
    (peer.createDataChannel("_lossy") as unknown as RTCDataChannel).send(piece);
    (peer.createDataChannel("other") as unknown as RTCDataChannel).send(may);
    expect(Reflect.set(reliable, "send", prototype.send)).toBe(false);
    const theirs = { label: "_reliable", send: prototype.send };
    peer.dispatchEvent(Object.assign(new Event("datachannel"), { channel: theirs }));
    theirs.send(mayNot);
    vi.unstubAllGlobals();
    expect(sent).toEqual([may, piece]);
    expect(keptBack).toHaveLength(5);
  });

  test("has the newer call's guard while two overlap, and none once both are over", () => {
    const scope = { RTCPeerConnection: FakePeer, RTCRtpScriptTransform: class {} };
    const ends: Record<string, number> = {};
    const begin = (call: string) =>
      guardPeers(
        {
          guard: () => {
            ends[call] = (ends[call] ?? 0) + 1;
          },
          mayLeave: () => false,
          onKeptBack: () => undefined,
          onBroken: () => undefined,
        },
        scope as unknown as PeerScope,
      );
    const make = () => {
      for (const call of Object.keys(ends)) delete ends[call];
      new scope.RTCPeerConnection().addTransceiver();
      return ends;
    };
    const [endFirst, endSecond] = [begin("first"), begin("second")];
    expect(make()).toEqual({ second: 2 });
    endFirst();
    expect(make()).toEqual({ second: 2 });
    const endThird = begin("third");
    endThird();
    endThird();
    expect(make()).toEqual({ second: 2 });
    endSecond();
    expect(scope.RTCPeerConnection).toBe(FakePeer);
  });

  test("hands frames to the page only if the browser has no transforms", () => {
    FakePeer.configurations = [];
    guarded();
    guarded({});
    expect(FakePeer.configurations).toEqual([
      { iceServers: [], encodedInsertableStreams: false },
      { iceServers: [], encodedInsertableStreams: true },
    ]);
  });

  test("does so whatever its configuration, at first or later", () => {
    const { scope } = guarded();
    FakePeer.configurations = [];
    const configuration = { encodedInsertableStreams: true } as RTCConfiguration;
    new scope.RTCPeerConnection(configuration).setConfiguration(configuration);
    expect(FakePeer.configurations).toEqual([
      { encodedInsertableStreams: false },
      { encodedInsertableStreams: false },
    ]);
  });

  test("is guarded under each of the browser's names, and ordinary after the call", () => {
    const { scope, unguard } = guarded({ webkitRTCPeerConnection: FakePeer });
    expect(scope.RTCPeerConnection).not.toBe(FakePeer);
    expect(scope.webkitRTCPeerConnection).toBe(scope.RTCPeerConnection);
    unguard();
    expect([scope.RTCPeerConnection, scope.webkitRTCPeerConnection]).toEqual([FakePeer, FakePeer]);
  });

  test("gets no new names, and keeps a later call's guard when an earlier call ends", () => {
    const { scope, unguard } = guarded();
    expect("webkitRTCPeerConnection" in scope).toBe(false);
    class Later extends scope.RTCPeerConnection {}
    scope.RTCPeerConnection = Later;
    unguard();
    expect(scope.RTCPeerConnection).toBe(Later);
  });
});
