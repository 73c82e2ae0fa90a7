import type { BeaconPeer } from "./beacon-line.ts";

/** What browsers count of a pair of candidates; Firefox doesn't. */
interface PairStats {
  readonly type: string;
  readonly requestsReceived?: number;
  readonly responsesReceived?: number;
}

/**
 * A connection with one data channel that never opens: no DTLS follows. It needs no permission, no server and no
 * gathered candidate. @throws where the browser has no WebRTC
 */
export function browserPeer(): BeaconPeer {
  const peer = new RTCPeerConnection({ iceServers: [] });
  peer.createDataChannel("beacon");
  return {
    async offer() {
      await peer.setLocalDescription();
      return peer.localDescription?.sdp ?? "";
    },
    accept: (sdp) => peer.setRemoteDescription({ type: "answer", sdp }),
    async heard() {
      let count = 0;
      let isCounted = false;
      (await peer.getStats()).forEach((stats: PairStats) => {
        if (stats.type !== "candidate-pair") return;
        const { requestsReceived, responsesReceived } = stats;
        isCounted ||= requestsReceived !== undefined;
        count += (requestsReceived ?? 0) + (responsesReceived ?? 0);
      });
      if (isCounted) return count;
      const { iceConnectionState } = peer;
      const isWell = iceConnectionState === "connected" || iceConnectionState === "completed";
      return isWell ? "well" : "not-well";
    },
    close: () => peer.close(),
  };
}

/** Tells when the network came back or the page is seen again. */
export function onWake(listener: () => void): () => void {
  const seen = (): void => {
    if (document.visibilityState === "visible") listener();
  };
  window.addEventListener("online", listener);
  document.addEventListener("visibilitychange", seen);
  return () => {
    window.removeEventListener("online", listener);
    document.removeEventListener("visibilitychange", seen);
  };
}
