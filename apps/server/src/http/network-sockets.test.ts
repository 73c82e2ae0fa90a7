import { type AddressInfo, connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { selfSigned } from "../../tests/self-signed.ts";
import { type AppParts, createApp } from "./app.ts";
import { createPeerAddress } from "./client-address.ts";
import { letStay, type SocketBounds } from "./network-sockets.ts";

const bounds: SocketBounds = { asking: 3, answered: 3, idle: 3 };
/** Two addresses in one network, and one in another. */
const [one, neighbour, other] = ["127.0.91.1", "127.0.91.2", "127.0.92.1"] as const;

/** `/` answers at once, `/hang` never does, `/stay` never does and may stay open. */
async function listen(parts: Partial<AppParts> = {}) {
  const app = await createApp({
    publicUrl: "http://meet.test",
    log: pino({ level: "silent" }),
    tls: undefined,
    before: () => false,
    peerAddress: createPeerAddress([]),
    socketBounds: bounds,
    ...parts,
  });
  app.get("/", async () => "here");
  app.post("/", async () => "here");
  app.get("/hang", () => new Promise(() => undefined));
  app.get("/stay", ({ raw }) => {
    letStay(raw.socket);
    return new Promise(() => undefined);
  });
  app.server.on("upgrade", (_request, socket) => {
    socket.on("error", () => undefined).on("end", () => socket.destroy());
    socket.resume().write("HTTP/1.1 101 Yes\r\n\r\n");
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  onTestFinished(() => app.close());
  return { app, port: (app.server.address() as AddressInfo).port };
}

/** A connection that never ends by itself. */
class Peer {
  readonly socket: Socket;
  readonly closed: Promise<void>;
  text = "";
  #heard: () => void = () => undefined;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on("error", () => undefined);
    socket.setEncoding("latin1").on("data", (chunk: string) => {
      this.text += chunk;
      this.#heard();
    });
    this.closed = new Promise((done) => {
      socket.on("end", done);
      socket.on("close", done);
    });
    onTestFinished(() => void socket.destroy());
  }

  send(text: string): Promise<void> {
    return new Promise((done) => this.socket.write(text, () => done()));
  }

  /** Sends this and resolves with the first answer. */
  async ask(text: string): Promise<string> {
    const before = this.text.length;
    const heard = new Promise<void>((done) => {
      this.#heard = done;
    });
    await this.send(text);
    await Promise.race([heard, this.closed]);
    return this.text.slice(before).split("\r\n", 1)[0] ?? "";
  }
}

/** Connected and known to the server, oldest first. */
async function peers(
  { app, port }: Awaited<ReturnType<typeof listen>>,
  from: readonly string[],
): Promise<Peer[]> {
  const made: Peer[] = [];
  for (const localAddress of from) {
    const known = new Promise((done) => app.server.once("connection", done));
    const options = { host: "127.0.0.1", port, localAddress, allowHalfOpen: true };
    made.push(new Peer(connect(options)));
    await known;
  }
  return made;
}

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: meet.test\r\n\r\n`;
const half = "GET / HTTP/1.1\r\nHost: meet.test\r\nX-Slow: ";
const five = [one, neighbour, one, neighbour, one];

test("of one network's unfinished requests the oldest go; its others and other networks are served (attack 13)", async () => {
  const service = await listen();
  const [first, second, ...rest] = await peers(service, five);
  await Promise.all([first?.closed, second?.closed]);
  const [elsewhere] = await peers(service, [other]);
  expect(await elsewhere?.ask(get("/"))).toBe("HTTP/1.1 200 OK");
  for (const peer of rest) expect(await peer.ask(`${half}x\r\n\r\n`)).toBe("HTTP/1.1 200 OK");
});

test("an unfinished body counts as an unfinished request (attack 13)", async () => {
  const service = await listen();
  const begun =
    "POST / HTTP/1.1\r\nHost: meet.test\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\n12";
  const [first, ...rest] = await peers(service, [one, one, one]);
  for (const peer of [first, ...rest]) {
    const heard = new Promise((done) => service.app.server.once("request", done));
    await peer?.send(begun);
    await heard;
  }
  const [late] = await peers(service, [one]);
  await first?.closed;
  for (const peer of rest) expect(await peer.ask("34")).toBe("HTTP/1.1 200 OK");
  expect(await late?.ask(get("/"))).toBe("HTTP/1.1 200 OK");
});

test("of one network's idle connections the oldest go (attack 13)", async () => {
  const service = await listen();
  const made = await peers(service, [one]);
  expect(await made[0]?.ask(get("/"))).toBe("HTTP/1.1 200 OK");
  for (const _ of [1, 2, 3]) {
    const [peer] = await peers(service, [neighbour]);
    expect(await peer?.ask(get("/"))).toBe("HTTP/1.1 200 OK");
    if (peer !== undefined) made.push(peer);
  }
  await made[0]?.closed;
  for (const peer of made.slice(1)) expect(await peer.ask(get("/"))).toBe("HTTP/1.1 200 OK");
});

test("one network's oldest unread answers go, but never event streams and signalling of people inside (attack 13)", async () => {
  const service = await listen();
  const [stays, upgraded] = await peers(service, [one, one]);
  const arrived = (path: string) =>
    new Promise<void>((done) => {
      const look = ({ url }: { url?: string }): void => {
        if (url !== path) return;
        service.app.server.off("request", look);
        done();
      };
      service.app.server.on("request", look);
    });
  const staying = arrived("/stay");
  await stays?.send(get("/stay"));
  await staying;
  const upgrade =
    "GET /up HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
  expect(await upgraded?.ask(upgrade)).toBe("HTTP/1.1 101 Yes");
  const hanging: Peer[] = [];
  for (const from of five) {
    const [peer] = await peers(service, [from]);
    const heard = arrived("/hang");
    await peer?.send(get("/hang"));
    await heard;
    if (peer !== undefined) hanging.push(peer);
  }
  await Promise.all([hanging[0]?.closed, hanging[1]?.closed]);
  const open = await new Promise((done) => service.app.server.getConnections((_, n) => done(n)));
  expect(open).toBe(5);
  expect([stays, upgraded].map((peer) => peer?.socket.readableEnded)).toEqual([false, false]);
});

test("a configured proxy stands for many networks, so its connections are not bounded as one", async () => {
  const service = await listen({ peerAddress: createPeerAddress(["127.0.91.0/24"]) });
  for (const peer of await peers(service, five)) {
    expect(await peer.ask(get("/"))).toBe("HTTP/1.1 200 OK");
  }
});

test("unfinished TLS handshakes are bounded too, and what follows a finished one counts once (attack 13)", async () => {
  const tls = selfSigned();
  const service = await listen({ tls });
  const [first, second] = await peers(service, five);
  await Promise.all([first?.closed, second?.closed]);
  // Each is idle after its answer: counted as asking as well, it would go now.
  const secure: Peer[] = [];
  for (let at = 0; at < 3; at += 1) {
    // The types of `tls` lack the local address that `net` takes.
    const from = { host: "127.0.0.1", port: service.port, localAddress: one };
    const peer = new Peer(connectTls({ ...from, rejectUnauthorized: false }));
    secure.push(peer);
    expect(await peer.ask(get("/"))).toBe("HTTP/1.1 200 OK");
  }
  await peers(service, five);
  for (const peer of secure) expect(await peer.ask(get("/"))).toBe("HTTP/1.1 200 OK");
});

test("the service ends a connection whose request never ends, even if the peer leaves it open (attack 13)", async () => {
  const service = await listen();
  service.app.server.headersTimeout = 200;
  const gone = new Promise<void>((done) => {
    service.app.server.once("connection", (socket: Socket) => socket.once("close", () => done()));
  });
  const [peer] = await peers(service, [one]);
  expect(await peer?.ask(half)).toBe("HTTP/1.1 408 Request Timeout");
  await gone;
});

test("a request that names no host gets 400 in each version of HTTP", async () => {
  const service = await listen();
  const asked = async (version: string, host = "") => {
    const [peer] = await peers(service, [one]);
    return peer?.ask(`GET / HTTP/${version}\r\n${host}\r\n`);
  };
  expect(await asked("1.0")).toBe("HTTP/1.1 400 Bad Request");
  expect(await asked("1.1")).toBe("HTTP/1.1 400 Bad Request");
  expect(await asked("1.0", "Host: meet.test\r\n")).toBe("HTTP/1.1 200 OK");
});
