import { once } from "node:events";
import { constants, createSecureServer, type ServerHttp2Stream } from "node:http2";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { expect, onTestFinished, test } from "vitest";
import { secret } from "../../tests/peers.ts";
import { lineOptions, PeerLine, unbatched } from "./peer-line.ts";
import { createPeerTls } from "./peer-tls.ts";

const tls = createPeerTls({ secret });

const closeOf = (tunnel: Duplex) => new Promise((done) => tunnel.once("close", done));

/** Another instance, and a line to it. `accept` is given the other end of each tunnel. */
async function lineTo(accept: (tunnel: ServerHttp2Stream) => void, connectMs = 20_000) {
  const server = createSecureServer({ ...tls.serverOptions, ...lineOptions });
  const ended: Promise<unknown>[] = [];
  let connections = 0;
  server.on("session", (session) => {
    connections += 1;
    ended.push(once(session, "close"));
    session.on("error", () => session.destroy());
    onTestFinished(() => void session.destroy());
  });
  server.on("stream", (tunnel) => {
    tunnel.on("error", () => undefined);
    accept(unbatched(tunnel));
  });
  onTestFinished(() => void server.close());
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const peer = { id: "one", url: `https://127.0.0.1:${port}` };
  const line = new PeerLine(peer, createPeerTls({ secret, connectMs }));
  onTestFinished(() => line.close());
  const open = (ifLate: "close" | "wait" = "close"): Duplex =>
    line.open(ifLate).on("error", () => undefined);
  return { open, line, connections: () => connections, ended };
}

const echo = (tunnel: ServerHttp2Stream): void => {
  tunnel.respond({ ":status": 200 });
  tunnel.pipe(tunnel);
};

const nextOf = async (tunnel: Duplex): Promise<string> => String((await once(tunnel, "data"))[0]);

test("tunnels share one connection, and one that isn't read holds up no other", async () => {
  const { open, connections } = await lineTo(echo);
  const slow = open().pause();
  // More than all windows together hold.
  slow.write(Buffer.alloc(64 * 1024 * 1024));
  await expect.poll(() => slow.readableLength).toBeGreaterThan(0);
  for (const text of ["one", "two"]) {
    const other = open();
    other.write(text);
    expect(await nextOf(other)).toBe(text);
  }
  expect(slow.writableLength).toBeGreaterThan(0);
  expect(connections()).toBe(1);
});

test("an empty chunk behind others leaves them as they are", async () => {
  const { open } = await lineTo(echo);
  for (let count = 0; count < 20; count += 1) {
    const tunnel = open();
    tunnel.cork();
    tunnel.write(`${count} `.repeat(100), "latin1");
    tunnel.write("");
    tunnel.uncork();
    expect(await nextOf(tunnel)).toBe(`${count} `.repeat(100));
  }
});

test("each side can end its half alone", async () => {
  const { open } = await lineTo((tunnel) => {
    tunnel.respond({ ":status": 200 });
    tunnel.resume().on("end", () => tunnel.end("last"));
  });
  const tunnel = open();
  tunnel.end("first");
  expect(await nextOf(tunnel)).toBe("last");
});

test("thousands of tunnels that break off at once don't touch the others", async () => {
  const { open, connections } = await lineTo(echo);
  const stays = open();
  const breaking = Array.from({ length: 3_000 }, () => open());
  for (const tunnel of breaking) tunnel.write("x");
  await Promise.all(breaking.map(nextOf));
  for (const tunnel of breaking) tunnel.destroy();
  stays.write("here");
  expect(await nextOf(stays)).toBe("here");
  const next = open();
  next.write("there");
  expect(await nextOf(next)).toBe("there");
  expect(connections()).toBe(1);
});

test("a tunnel that isn't accepted in time closes; the next gets a new connection, and those before stay", async () => {
  let isDeaf = false;
  const { open, connections } = await lineTo((tunnel) => void (isDeaf || echo(tunnel)), 2_000);
  const before = open();
  before.write("a");
  await nextOf(before);
  isDeaf = true;
  const waits = open("wait");
  await closeOf(open());
  expect(waits.destroyed).toBe(false);
  isDeaf = false;
  const after = open();
  after.write("b");
  expect(await nextOf(after)).toBe("b");
  before.write("c");
  expect(await nextOf(before)).toBe("c");
  expect(connections()).toBe(2);
});

test("a tunnel that is refused leads to a new connection, too", async () => {
  const refusals = [true];
  const { open, connections } = await lineTo((tunnel) => {
    if (refusals.shift()) tunnel.close(constants.NGHTTP2_REFUSED_STREAM);
    else echo(tunnel);
  });
  await closeOf(open());
  const second = open();
  second.write("b");
  expect(await nextOf(second)).toBe("b");
  expect(connections()).toBe(2);
});

test("a tunnel opened in the moment in which its connection ends gets another", async () => {
  const { open, line } = await lineTo(echo);
  const first = open();
  first.write("a");
  await nextOf(first);
  line.close();
  const second = open();
  second.write("b");
  expect(await nextOf(second)).toBe("b");
});

test("when a line is closed, all that was ever opened on it ends", async () => {
  let isDeaf = false;
  const { open, line, ended } = await lineTo((tunnel) => void (isDeaf || echo(tunnel)), 2_000);
  const first = open();
  first.write("a");
  await nextOf(first);
  isDeaf = true;
  await closeOf(open());
  isDeaf = false;
  const second = open();
  second.write("a");
  await nextOf(second);
  line.close();
  expect([first.destroyed, second.destroyed]).toEqual([true, true]);
  await Promise.all(ended);
});
