import { createSocket } from "node:dgram";
import { once } from "node:events";
import { BeaconPage } from "@graticule/server/tests/beacon-page";

/**
 * Pages in their own process: `pages.ts PORT COUNT`. Each has its own socket, checks every 2.5 s as
 * Chromium does, and answers pings. Sends how long each took from its offer to the service's first
 * ping, then stays.
 */
const [, , port, count] = process.argv;
const atOnce = 10;
const checkEveryMs = 2_500;

async function openPage(owner: string): Promise<number> {
  const page = new BeaconPage();
  const socket = createSocket("udp4");
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const began = performance.now();
  const service = `http://127.0.0.1:${port}/${owner}`;
  const answer = await fetch(service, { method: "POST", body: page.offer });
  const [to] = page.accept(await answer.text());
  if (to === undefined) throw new Error("the offer was not answered");
  const pinged = new Promise<number>((done) => {
    socket.on("message", (datagram, from) => {
      const reply = page.answerTo(datagram);
      if (reply === undefined) return;
      socket.send(reply, from.port, from.address);
      done(performance.now() - began);
    });
  });
  socket.send(page.check(), to.port, to.address);
  setInterval(() => socket.send(page.check(), to.port, to.address), checkEveryMs);
  return pinged;
}

const times: number[] = [];
const waiting = Array.from({ length: Number(count) }, (_, at) => `join-${at}`);
const open = async (): Promise<void> => {
  for (let owner = waiting.pop(); owner !== undefined; owner = waiting.pop()) {
    times.push(await openPage(owner));
  }
};
await Promise.all(Array.from({ length: atOnce }, open));
process.on("disconnect", () => process.exit(0));
process.send?.({ kind: "open", times });
