import { expect, test } from "vitest";
import { findsNetwork } from "./media-way.ts";

/** A browser that gathers these candidates; the last, null, means that there are no more. */
function browser(...candidates: readonly (string | null)[]) {
  const closed: true[] = [];
  const peer = {
    onicecandidate: null as RTCPeerConnection["onicecandidate"],
    createDataChannel: () => ({}) as RTCDataChannel,
    async setLocalDescription() {
      for (const candidate of candidates) {
        const event = { candidate: candidate === null ? null : { candidate } };
        peer.onicecandidate?.call(
          peer as unknown as RTCPeerConnection,
          event as RTCPeerConnectionIceEvent,
        );
      }
    },
    close: () => void closed.push(true),
  };
  return { peer, closed };
}

test("without any candidate no network is found, and the empty one that ends the list is none", async () => {
  for (const candidates of [[null], ["", null]]) {
    const { peer, closed } = browser(...candidates);
    expect(await findsNetwork(() => peer)).toBe(false);
    expect(closed).toEqual([true]);
  }
});

test("one candidate is enough, even if the browser hides its address", async () => {
  const { peer, closed } = browser("candidate:0 1 UDP 2122187007 072f0e5c.local 56488 typ host");
  expect(await findsNetwork(() => peer)).toBe(true);
  expect(closed).toEqual([true]);
});

test("a browser without WebRTC finds none", async () => {
  const none = () => {
    throw new ReferenceError("RTCPeerConnection is not defined");
  };
  expect(await findsNetwork(none)).toBe(false);
});
