import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { forwardTo, listenForPeers } from "../../tests/peers.ts";
import type { Owner, Owners } from "../cluster/owners.ts";
import { tellRequestAddress } from "../http/client-address.ts";
import { Listeners } from "../processes/listeners.ts";
import { rawAnswer } from "./answers.ts";
import { createOtherGates, type Patience } from "./elsewhere.ts";

/** The example of RFC 6455 section 1.3. */
const key = "dGhlIHNhbXBsZSBub25jZQ==";
const accepted =
  "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
  "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

/** Those who resume are accepted at once and wait for long, those who join wait for a moment. */
const patience: Patience = { joinMs: 50, acceptMs: 0, resumeMs: 60_000, tryEveryMs: 10 };

interface World {
  readonly patience?: Patience;
  readonly maxPatient?: number;
  /** Whether another instance sent what comes. */
  readonly isForwarded?: boolean;
}

/** A gate whose room has no owner yet. */
async function gate({ isForwarded = false, ...parts }: World = {}) {
  let owner = (): Owner => ({ kind: "outage" });
  const { forwarder } = await forwardTo([]);
  let searches = 0;
  const find: Owners["find"] = async () => {
    searches += 1;
    return owner();
  };
  const changes = new Listeners<[]>();
  const gates = createOtherGates({
    ...{ owners: { find }, forwarder, onChange: changes.add, patience, count: () => undefined },
    ...parts,
  });
  onTestFinished(() => gates.close());
  const server = createServer();
  const asked: string[] = [];
  server.on("upgrade", async (request: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on("error", () => undefined);
    if (isForwarded) tellRequestAddress(request, "192.0.2.1");
    const resumes = request.url === "/resume";
    const arriving = { request, socket, head, key, resumes };
    asked.push(request.url ?? "");
    const elsewhere = await gates.upgrade("room", arriving, "192.0.2.1");
    if (elsewhere === "here") arriving.socket.write(`${accepted}from here`);
    else if (elsewhere !== "done") {
      arriving.socket.write(rawAnswer(elsewhere.problem, "http://meet.test"), () =>
        arriving.socket.destroy(),
      );
    }
  });
  onTestFinished(() => void server.close());
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const come = (path: "/resume" | "/join"): Socket => {
    const client = connect(port, "127.0.0.1");
    onTestFinished(() => void client.destroy());
    client.on("error", () => undefined).setEncoding("latin1");
    client.write(
      `GET ${path} HTTP/1.1\r\nHost: meet.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    );
    return client;
  };
  return {
    ...{ come, asked, change: () => changes.tell(), searches: () => searches },
    close: gates.close,
    setOwner(one: Owner | (() => Owner)) {
      owner = typeof one === "function" ? one : () => one;
    },
  };
}

const nextOf = async (client: Socket): Promise<string> => String((await once(client, "data"))[0]);
const allOf = async (client: Socket): Promise<string> => (await client.toArray()).join("");

/** A close frame of a server with this code. */
const close = (code: number): string =>
  Buffer.from([0x88, 2, code >> 8, code & 0xff]).toString("latin1");

test("one that resumes is accepted while its room has no owner, and gets what the next owner says", async () => {
  const { come, setOwner } = await gate();
  const client = come("/resume");
  expect(await nextOf(client)).toBe(accepted);
  client.write("early");
  const { peer } = await listenForPeers("one", {
    onUpgrade: (_request, socket) => {
      // Its head in two parts.
      socket.write(accepted.slice(0, 40), () => socket.write(`${accepted.slice(40)}message`));
      socket.on("data", (chunk: Buffer) => socket.write(`${chunk}`));
    },
  });
  setOwner({ kind: "peer", peer });
  let text = "";
  while (!text.includes("early")) text += await nextOf(client);
  expect(text).toBe("messageearly");
});

test("if this instance becomes the owner, it answers itself", async () => {
  const { come, setOwner } = await gate();
  const client = come("/resume");
  expect(await nextOf(client)).toBe(accepted);
  setOwner({ kind: "here" });
  expect(await nextOf(client)).toBe("from here");
});

/** Where nothing listens. */
const ended: Owner = { kind: "peer", peer: { id: "ended", url: "https://127.0.0.1:9" } };

test("an owner that can't be asked is looked up twice, and again only once something has changed", async () => {
  const { come, searches, change, setOwner } = await gate({
    patience: { ...patience, joinMs: 60_000 },
  });
  setOwner(ended);
  const clients = [come("/resume"), come("/join")] as const;
  await nextOf(clients[0]);
  await expect.poll(searches).toBe(4);
  change();
  await expect.poll(searches).toBe(8);
  setOwner({ kind: "here" });
  change();
  expect(await Promise.all(clients.map(nextOf))).toEqual(["from here", `${accepted}from here`]);
  expect(searches()).toBe(10);
});

test("without a change, it isn't looked up again", async () => {
  const { come, searches, setOwner } = await gate();
  setOwner(ended);
  expect(await allOf(come("/join"))).toMatch(/^HTTP\/1\.1 503 /);
  expect(searches()).toBe(2);
});

test("a change while the owner is being asked isn't missed", async () => {
  const { come, change, searches, setOwner } = await gate({
    patience: { ...patience, joinMs: 60_000 },
  });
  setOwner(() => {
    if (searches() === 2) change();
    return searches() <= 2 ? ended : { kind: "here" };
  });
  expect(await nextOf(come("/join"))).toBe(`${accepted}from here`);
});

test.each([
  [451, 1008],
  [403, 1008],
  [404, 1008],
  [429, 1013],
  [503, 1013],
])("a next owner's refusal with %i closes with %i", async (status, code) => {
  const { come, setOwner } = await gate();
  const client = come("/resume");
  expect(await nextOf(client)).toBe(accepted);
  const { peer } = await listenForPeers("one", {
    onUpgrade: (_request, socket) =>
      void socket.write(`HTTP/1.1 ${status} \r\nContent-Length: 2\r\n\r\nno`, () => socket.end()),
  });
  setOwner({ kind: "peer", peer });
  expect(await allOf(client)).toBe(close(code));
});

test("if no owner comes in time, it closes: try again later", async () => {
  const { come } = await gate({ patience: { ...patience, resumeMs: 100 } });
  expect(await allOf(come("/resume"))).toBe(accepted + close(1013));
});

test("someone new is never accepted in advance, and is refused sooner", async () => {
  const { come } = await gate();
  expect(await allOf(come("/join"))).toMatch(/^HTTP\/1\.1 503 /);
});

test("one that resumes gets a plain answer if its owner comes before it has to be accepted", async () => {
  const { come, asked, setOwner } = await gate({ patience: { ...patience, acceptMs: 60_000 } });
  const client = come("/resume");
  await expect.poll(() => asked.length).toBe(1);
  const { peer } = await listenForPeers("one", {
    onUpgrade: (_request, socket) => void socket.end("HTTP/1.1 451 \r\n\r\n"),
  });
  setOwner({ kind: "peer", peer });
  expect(await allOf(client)).toBe("HTTP/1.1 451 \r\n\r\n");
});

test("what another instance forwarded doesn't wait here: that one has the client, and waits", async () => {
  const { come } = await gate({ isForwarded: true });
  expect(await allOf(come("/resume"))).toMatch(/^HTTP\/1\.1 421 /);
});

test.each(["ends its half", "resets"])(
  "only so many wait, and one that %s gives its place free",
  async (how) => {
    const { come } = await gate({ maxPatient: 1 });
    const first = come("/resume");
    expect(await nextOf(first)).toBe(accepted);
    expect(await allOf(come("/resume"))).toMatch(/^HTTP\/1\.1 503 /);
    if (how === "resets") first.resetAndDestroy();
    else first.end();
    await expect.poll(() => nextOf(come("/resume"))).toBe(accepted);
  },
);

test("when the gate closes, nobody waits any longer", async () => {
  const { come, close: end } = await gate();
  const client = come("/resume");
  expect(await nextOf(client)).toBe(accepted);
  end();
  expect(await allOf(client)).toBe(close(1013));
});
