import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import type { MediaPaths } from "@graticule/beacon/beacon-table";
import { afterEach, expect, test } from "vitest";
import { BeaconPage } from "../../tests/beacon-page.ts";
import { quietPort } from "../../tests/quiet-port.ts";
import { type BeaconOptions, type Beacons, createBeacons } from "./responder.ts";

const toClose: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

async function open(options: Partial<BeaconOptions> = {}): Promise<Beacons> {
  const listen = [{ address: "127.0.0.1", port: 0, advertise: "127.0.0.1" }];
  const beacons = await createBeacons({ listen, pingMs: 50, silentMs: 250, ...options });
  toClose.push(() => beacons.shut());
  return beacons;
}

/** A page's socket at this address, which checks and answers pings while it is open. */
async function speakFrom(address: string, page: BeaconPage, to: Endpoint): Promise<Socket> {
  const socket = createSocket(address.includes(":") ? "udp6" : "udp4");
  socket.bind(0, address);
  await once(socket, "listening");
  const timer = setInterval(() => socket.send(page.check(), to.port, to.address), 20);
  socket.on("close", () => clearInterval(timer));
  socket.on("message", (datagram, from) => {
    const answer = page.answerTo(datagram);
    if (answer !== undefined) socket.send(answer, from.port, from.address);
  });
  toClose.push(() => {
    clearInterval(timer);
    socket.removeAllListeners("close");
    try {
      socket.close();
    } catch {
      // Closed by the test.
    }
  });
  return socket;
}

interface Endpoint {
  readonly address: string;
  readonly port: number;
}

function openPage(beacons: Beacons, owner: string): { page: BeaconPage; to: readonly Endpoint[] } {
  const page = new BeaconPage();
  const answer = beacons.open(owner, page.offer);
  if (answer.kind !== "answer") expect.fail(answer.kind);
  return { page, to: page.accept(answer.sdp) };
}

function until(beacons: Beacons, owner: string, isSo: (paths: MediaPaths) => boolean) {
  return new Promise<MediaPaths>((done) => {
    const look = (): void => {
      const paths = beacons.pathsOf(owner);
      if (!isSo(paths)) return;
      stop();
      done(paths);
    };
    const stop = beacons.onChange((who) => who === owner && look());
    look();
  });
}

const addressesOf = (paths: MediaPaths): readonly string[] =>
  paths.kind === "live" ? paths.paths.map(({ address }) => address) : [];
const isAt =
  (...addresses: readonly string[]) =>
  (paths: MediaPaths): boolean =>
    addressesOf(paths).toSorted().join() === addresses.join();

test("a page that moves between addresses is seen at both, then at the new one alone", async () => {
  const beacons = await open();
  const { page, to } = openPage(beacons, "join");
  const [at = expect.fail("no candidate")] = to;
  expect(beacons.pathsOf("join")).toEqual({ kind: "opening" });
  const before = await speakFrom("127.0.0.2", page, at);
  await until(beacons, "join", isAt("127.0.0.2"));
  await speakFrom("127.0.0.3", page, at);
  await until(beacons, "join", isAt("127.0.0.2", "127.0.0.3"));
  before.close();
  const paths = await until(beacons, "join", isAt("127.0.0.3"));
  expect(paths).toMatchObject({ paths: [{ roundTripMs: expect.any(Number) }] });
});

test("a page is seen over IPv6, and over IPv4 on a dual-stack socket as IPv4", async () => {
  const listen = [{ address: "::", port: 0, advertise: "::1" }];
  const beacons = await open({ listen });
  const { page, to } = openPage(beacons, "join");
  const [at = expect.fail("no candidate")] = to;
  await speakFrom("::1", page, at);
  await until(beacons, "join", isAt("::1"));
  await speakFrom("127.0.0.2", page, { address: "127.0.0.1", port: at.port });
  await until(beacons, "join", isAt("127.0.0.2", "::1"));
});

test("one port serves IPv4 and IPv6, each by its own socket", async () => {
  const port = await quietPort("127.0.0.1");
  const listen = [
    { address: "0.0.0.0", port, advertise: "127.0.0.1" },
    { address: "::", port, advertise: "::1" },
  ];
  const beacons = await open({ listen });
  const { page, to } = openPage(beacons, "join");
  expect(to).toEqual([
    { address: "127.0.0.1", port },
    { address: "::1", port },
  ]);
  const froms = ["127.0.0.2", "::1"];
  for (const [at, from] of froms.entries()) {
    await speakFrom(from, page, to[at] ?? expect.fail("no candidate"));
  }
  await until(beacons, "join", isAt(...froms));
});

test("a page that stops answering is silent, and gone once closed", async () => {
  const beacons = await open();
  const { page, to } = openPage(beacons, "join");
  const socket = await speakFrom("127.0.0.2", page, to[0] ?? expect.fail("no candidate"));
  await until(beacons, "join", isAt("127.0.0.2"));
  socket.close();
  await until(beacons, "join", ({ kind }) => kind === "silent");
  beacons.close("join");
  expect(beacons.pathsOf("join")).toEqual({ kind: "none" });
  expect(beacons.count()).toBe(0);
});

test("without a socket every offer is answered that beacons are off", async () => {
  const beacons = await open({ listen: [] });
  expect(beacons.open("join", new BeaconPage().offer)).toEqual({ kind: "off" });
});

test("a port that another program has is an error, and the other sockets are released", async () => {
  const taken = createSocket("udp4").bind(0, "127.0.0.1");
  await once(taken, "listening");
  toClose.push(() => taken.close());
  const { port } = taken.address();
  const listen = [0, port].map((at) => ({ ...localhost, port: at }));
  await expect(createBeacons({ listen })).rejects.toThrow("EADDRINUSE");
});

const localhost = { address: "127.0.0.1", advertise: "127.0.0.1" };
