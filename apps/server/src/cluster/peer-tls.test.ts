import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { type ConnectionOptions, connect, createServer as createTlsServer } from "node:tls";
import { expect, onTestFinished, test } from "vitest";
import { listenForPeers, secret } from "../../tests/peers.ts";
import { selfSigned } from "../../tests/self-signed.ts";
import { createPeerTls, type Peer } from "./peer-tls.ts";

const cipher = { ciphers: "ECDHE-PSK-CHACHA20-POLY1305", maxVersion: "TLSv1.2" } as const;
const here = { host: "127.0.0.1", checkServerIdentity: () => undefined };

/** How a TLS client without our code fares, and the session that it was given. */
function meet(peer: Peer, options: ConnectionOptions) {
  const port = Number(new URL(peer.url).port);
  return new Promise<{ stands: boolean; session?: Buffer | undefined }>((done) => {
    const socket = connect({ ...here, port, ...options }, () => {
      done({ stands: true, session: socket.getSession() });
      socket.destroy();
    });
    socket.on("error", () => done({ stands: false }));
    socket.on("close", () => done({ stands: false }));
  });
}

/** How our own side fares with whatever listens there. */
function reach(peer: Peer, parts: { secret?: string; connectMs?: number } = {}): Promise<boolean> {
  return new Promise((done) => {
    const socket = createPeerTls({ secret, ...parts }).connect(peer);
    socket.on("error", () => undefined);
    socket.on("secureConnect", () => {
      done(true);
      socket.destroy();
    });
    socket.on("close", () => done(false));
  });
}

test("instances of one service reach each other, and no one else reaches them", async () => {
  const { peer, faults } = await listenForPeers("one");
  expect(await reach(peer)).toBe(true);
  expect(faults).toEqual([]);
  expect(await reach(peer, { secret: "another service's" })).toBe(false);
  const psk = Buffer.alloc(32, 7);
  const strangers: ConnectionOptions[] = [
    { rejectUnauthorized: false },
    { rejectUnauthorized: false, minVersion: "TLSv1.3" },
    { rejectUnauthorized: false, ...cipher },
    {
      rejectUnauthorized: false,
      ciphers: "ALL:COMPLEMENTOFALL:@SECLEVEL=0",
      maxVersion: "TLSv1.2",
    },
    { ...cipher, pskCallback: () => ({ psk, identity: "one" }) },
    // Each of its own certificate.
    { rejectUnauthorized: false, ...selfSigned() },
  ];
  for (const stranger of strangers) expect((await meet(peer, stranger)).stands).toBe(false);
  expect(faults.length).toBeGreaterThanOrEqual(strangers.length);
});

test("a session that was once allowed opens nothing without the key", async () => {
  const { peer } = await listenForPeers("one");
  const socket = createPeerTls({ secret }).connect(peer);
  await once(socket, "secureConnect");
  const session = socket.getSession();
  expect(socket.getTLSTicket()).toBeUndefined();
  socket.destroy();
  expect(session).toBeInstanceOf(Buffer);
  const psk = Buffer.alloc(32, 7);
  const again = { ...cipher, session };
  expect((await meet(peer, again)).stands).toBe(false);
  const guess = { ...again, pskCallback: () => ({ psk, identity: "one" }) };
  expect((await meet(peer, guess)).stands).toBe(false);
});

test("an instance tells nothing to what only stands where another did", async () => {
  const { peer: other } = await listenForPeers("other", {
    tls: createPeerTls({ secret: "another service's" }),
  });
  expect(await reach(other)).toBe(false);
  const deaf = createServer((socket) => void onTestFinished(() => void socket.destroy()));
  for (const server of [createTlsServer(selfSigned()), deaf]) {
    onTestFinished(() => void server.close());
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    expect(await reach({ id: "x", url: `https://127.0.0.1:${port}` }, { connectMs: 200 })).toBe(
      false,
    );
  }
});

test("each connection has keys of its own", async () => {
  const { peer } = await listenForPeers("one");
  for (let count = 0; count < 2; count += 1) {
    const socket = createPeerTls({ secret }).connect(peer);
    await once(socket, "secureConnect");
    expect(socket.getCipher().name).toBe(cipher.ciphers);
    expect(socket.getEphemeralKeyInfo()).toMatchObject({ type: "ECDH" });
    expect([socket.isSessionReused(), socket.alpnProtocol]).toEqual([false, "h2"]);
    socket.destroy();
  }
});
