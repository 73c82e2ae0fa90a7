import type { Page } from "playwright-core";
import { comeAnew } from "./acts.ts";
import type { Made } from "./hostile-call.ts";
import type { HostileEngine } from "./hostile-engine.ts";
import type { Seat } from "./seat.ts";

/** A page of Chromium or of Firefox. */
type Tampered = Pick<Page, "evaluate">;

/**
 * Tampers with a page's own parts, as a fault of the browser or client would. `text` must not leak.
 */
export type Tampering = (parts: {
  readonly page: Tampered;
  readonly engine: HostileEngine;
  readonly seat: Seat;
  readonly text: string;
}) => Promise<unknown>;

type Watched = typeof window & { readonly made: Made };

/** Media on a connection other than the call's. `put`: how tracks are added to it. */
const anotherConnection =
  (put: "as it is" | "past the guard"): Tampering =>
  async ({ page, seat }) => {
    const offer = await page.evaluate(async (way) => {
      const aside = new RTCPeerConnection();
      Object.assign(window, { aside });
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
      const guard = Object.getPrototypeOf(aside);
      const past = Object.getPrototypeOf(guard);
      for (const track of stream.getTracks()) {
        (way === "as it is" ? guard : past).addTrack.call(aside, track, stream);
      }
      await aside.setLocalDescription(await aside.createOffer());
      return aside.localDescription?.sdp ?? "";
    }, put);
    const sdp = await seat.answerAside(offer);
    await page.evaluate(
      async ({ answer, way }) => {
        const { aside } = window as unknown as { readonly aside: RTCPeerConnection };
        const past = Object.getPrototypeOf(Object.getPrototypeOf(aside));
        const description = { type: "answer", sdp: answer } as const;
        if (way === "as it is") await aside.setRemoteDescription(description);
        else await past.setRemoteDescription.call(aside, description);
        while (aside.connectionState !== "connected") {
          await new Promise((done) => aside.addEventListener("connectionstatechange", done));
        }
      },
      { answer: sdp, way: put },
    );
  };

/** A sender unknown to the guard. */
export const unguarded = anotherConnection("past the guard");

const endWorkers: Tampering = ({ page }) =>
  page.evaluate(() => {
    for (const worker of (window as unknown as Watched).made.workers) worker.terminate();
  });

/** After these the page leaves, and says that the seal broke. */
export const breaking = {
  "its workers are ended": endWorkers,
  "its workers are ended and it reconnects": async (parts) => {
    await endWorkers(parts);
    await comeAnew(parts.engine, parts.seat);
  },
  "the transforms of what it sends are removed": ({ page }) =>
    page.evaluate(() => {
      for (const connection of (window as unknown as Watched).made.connections) {
        for (const sender of connection.getSenders()) Object.assign(sender, { transform: null });
      }
    }),
  "the transforms of what it receives are removed": ({ page }) =>
    page.evaluate(() => {
      for (const connection of (window as unknown as Watched).made.connections) {
        for (const receiver of connection.getReceivers()) {
          Object.assign(receiver, { transform: null });
        }
      }
    }),
} as const satisfies Record<string, Tampering>;

/** These have no effect. */
export const vain: Readonly<Record<string, Tampering>> = {
  "another track is put on its connection": async ({ page, seat }) => {
    await page.evaluate(async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
      for (const connection of (window as unknown as Watched).made.connections) {
        if (connection.connectionState !== "connected") continue;
        for (const track of stream.getTracks()) connection.addTrack(track, stream);
      }
    });
    await seat.connection.describe();
  },
  "other data channels are opened on its connection": ({ page, text }) =>
    page.evaluate(async (words) => {
      for (const connection of (window as unknown as Watched).made.connections) {
        if (connection.connectionState !== "connected") continue;
        for (const label of ["aside", "_reliable", "_data_track"]) {
          const channel = connection.createDataChannel(label);
          await new Promise((done) => {
            channel.onopen = done;
            channel.onclose = done;
          });
          channel.send(words);
          channel.send(new TextEncoder().encode(words));
          channel.send(new Blob([words]));
        }
      }
    }, text),
  "another connection is made": anotherConnection("as it is"),
};
