import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { HeaderFault } from "@graticule/server/http/proxy-header";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { everyoneExcept } from "./api-service.ts";
import { administrator, startTestService, type TestService } from "./harness.ts";
import {
  checkedBlock,
  extra,
  localBlock,
  proxyBlock,
  proxyLine,
  rawBlock,
} from "./proxy-headers.ts";
import { RawClient } from "./raw-client.ts";

/**
 * Behind a TCP balancer that speaks the PROXY protocol: the whole service, asked from a balancer's
 * address, and from one that isn't a balancer's.
 */
const balancer = "127.0.93.1";
/** Also in `TRUSTED_PROXIES`. */
const bothListed = "127.0.93.2";
const stranger = "127.0.94.1";
/** A reverse proxy between the people and the balancer. */
const trusted = "192.0.2.99";
const [france, china] = ["198.51.100.7", "203.0.113.7"];
const china6 = "2001:db8:c::7";
const geofeed = `${stranger}/32,FR,,,
127.0.93.0/24,HK,,,
198.51.100.0/24,FR,,,
203.0.113.0/24,CN,,,
2001:db8:c::/48,CN,,,
`;

let service: TestService;
let port: number;
let meeting: string;
const sockets = new Set<Socket>();

beforeAll(async () => {
  const env = {
    PROXY_PROTOCOL: "127.0.93.0/24",
    TRUSTED_PROXIES: `${trusted},${bothListed}`,
    METRICS_OPEN_TO_THIS_MACHINE: "1",
  };
  service = await startTestService({ geofeed, env });
  port = Number(new URL(service.url).port);
  const ask = async (path: string, body: object, cookie = "") => {
    const headers = { "content-type": "application/json", origin: service.url, cookie };
    const init = { method: "POST", headers, body: JSON.stringify(body) };
    const answer = await fetch(`${service.url}${path}`, init);
    expect(answer.ok).toBe(true);
    return answer;
  };
  const token = service.setupUrl.split("#")[1];
  const opened = await ask("/api/setup", { token, ...administrator });
  const cookie = opened.headers.getSetCookie().map((one) => one.split(";")[0]);
  const rule = everyoneExcept("CN");
  const made = await ask("/api/meetings", { title: "Talk", rule }, cookie.join("; "));
  meeting = ((await made.json()) as { code: string }).code;
});
afterEach(() => {
  for (const socket of sockets) socket.destroy();
});
afterAll(() => service?.stop());

/** A connection on which bytes are sent as they are. */
class Line {
  readonly socket: Socket;
  text = "";
  #more: () => void = () => undefined;

  constructor(from: string, ...first: readonly (Uint8Array | string)[]) {
    this.socket = connect({ host: "127.0.0.1", port, localAddress: from, noDelay: true });
    sockets.add(this.socket);
    this.socket.on("error", () => undefined).on("close", () => this.#more());
    this.socket.setEncoding("latin1").on("data", (chunk: string) => {
      this.text += chunk;
      this.#more();
    });
    for (const bytes of first) this.socket.write(bytes);
  }

  /** All that came, once it matches or the connection is over. */
  async hears(form: RegExp): Promise<string> {
    while (!form.test(this.text) && !this.socket.closed) {
      await new Promise<void>((resolve) => {
        this.#more = resolve;
      });
    }
    return this.text;
  }

  /** All that came until the service ended the connection. */
  closed(): Promise<string> {
    return this.hears(/^(?!)/);
  }

  async status(): Promise<number> {
    return Number(/^HTTP\/1.1 (\d+)/.exec(await this.hears(/\r\n\r\n/))?.[1] ?? 0);
  }
}

const get = (path: string, ...headers: string[]) =>
  `${[`GET ${path} HTTP/1.1`, "Host: meet.test", ...headers].join("\r\n")}\r\n\r\n`;

function joining(...headers: string[]): string {
  const body = JSON.stringify({ name: "Ana" });
  const type = ["Content-Type: application/json", `Content-Length: ${body.length}`];
  const head = [`POST /api/meetings/${meeting}/joins HTTP/1.1`, "Host: meet.test", ...type];
  return `${[...head, ...headers].join("\r\n")}\r\n\r\n${body}`;
}

/** The door's answer to someone whom the balancer announces so. */
const atTheDoor = (...announced: readonly (Uint8Array | string)[]) =>
  new Line(balancer, ...announced, joining()).status();

async function joined(header: Buffer) {
  const line = new Line(balancer, header, joining());
  const answer = await line.hears(/\}$/);
  return JSON.parse(answer.slice(answer.indexOf("\r\n\r\n"))) as Record<string, string>;
}

async function counted(fault: HeaderFault): Promise<number> {
  const counts = await service.deps.counters.counts();
  return counts.find(({ name }) => name === `balancer-${fault}`)?.count ?? 0;
}

test("the door decides by the address that the balancer tells, in each form of the header (attack 60)", async () => {
  for (const header of [proxyLine, proxyBlock, checkedBlock]) {
    expect(await atTheDoor(header(france))).toBe(200);
    expect(await atTheDoor(header(china))).toBe(403);
    expect(await atTheDoor(header(china6))).toBe(403);
    expect(await atTheDoor(header(`::ffff:${china}`))).toBe(403);
  }
  const more = [extra(1, Buffer.from("h2")), extra(4, Buffer.alloc(900))];
  expect(await atTheDoor(proxyBlock(china, ...more))).toBe(403);
  expect(await atTheDoor(proxyBlock(france, ...more))).toBe(200);
});

test("header and request may come in any pieces, and with the client's last word (attack 60)", async () => {
  for (const header of [proxyLine(china), checkedBlock(china)]) {
    const all = Buffer.concat([header, Buffer.from(joining())]);
    expect(await new Line(balancer, all).status()).toBe(403);
    for (const cut of [1, 5, 12, 16, header.length - 1, header.length, header.length + 1]) {
      const line = new Line(balancer, all.subarray(0, cut));
      // The service has had the first piece by the time that it answers another connection.
      await new Line(stranger, get("/healthz")).status();
      line.socket.write(all.subarray(cut));
      expect(await line.status()).toBe(403);
    }
    const crumbs = new Line(balancer);
    await once(crumbs.socket, "connect");
    for (const byte of all) crumbs.socket.write(Buffer.of(byte));
    expect(await crumbs.status()).toBe(403);
    const last = new Line(balancer);
    last.socket.end(all);
    expect(await last.status()).toBe(403);
  }
});

test("each request of a connection comes from the address that the balancer told", async () => {
  const line = new Line(balancer, proxyBlock(china));
  for (let turn = 0; turn < 3; turn += 1) {
    line.text = "";
    line.socket.write(joining());
    expect(await line.hears(/\}$/)).toMatch(/^HTTP\/1.1 403 [\s\S]*"denied-place"/);
  }
});

test("the gate decides by it, when a call connects and when a page asks why it couldn't (attack 60)", async () => {
  const { token } = await joined(proxyBlock(france));
  const target = `/rtc?access_token=${token}&auto_subscribe=1&sdk=js&version=2.0.0&protocol=15`;
  const through = async (preface: Buffer, from = balancer) => {
    const client = new RawClient({ port, target, from, preface });
    const { status } = await client.answer;
    client.close();
    return status;
  };
  const asks = (header: Buffer) =>
    new Line(balancer, header, get(target.replace("?", "/validate?"))).status();
  for (const header of [proxyLine, proxyBlock]) {
    expect(await through(header(china))).toBe(403);
    expect(await asks(header(china))).toBe(403);
    expect(await through(header(france))).toBe(101);
    expect(await asks(header(france))).toBe(200);
  }
  expect(await through(localBlock)).toBe(400);
  expect(await through(proxyLine(france), stranger)).toBe(400);
});

test("an event stream is judged by it", async () => {
  const { joinId, key } = await joined(proxyBlock(china));
  const events = get(`/api/joins/${joinId}/events`, `Authorization: Bearer ${key}`);
  const firstOf = (header: Buffer) =>
    new Line(balancer, header, events).hears(/^data: .*"kind":"(state|may-return)".*\n/m);
  expect(await firstOf(proxyLine(china))).toContain('"place":"CN"');
  expect(await firstOf(proxyBlock(france))).toContain('"kind":"may-return"');
  expect(await firstOf(checkedBlock(china))).toContain('"place":"CN"');
});

test("guesses count against it, not against the balancer (attack 60)", async () => {
  const guess = get("/metrics", "Authorization: Bearer a-wrong-guess", "Connection: close");
  const from = (address: string) => new Line(balancer, proxyBlock(address), guess).status();
  const guesses: number[] = [];
  while (!guesses.includes(429) && guesses.length < 60) guesses.push(await from("198.51.100.9"));
  expect(guesses[0]).toBe(401);
  expect(guesses.at(-1)).toBe(429);
  expect(await from("203.0.113.9")).toBe(401);
});

test("an address of its own machine that a balancer tells isn't this machine (attack 60)", async () => {
  const metrics = get("/metrics").replace("meet.test", "localhost");
  expect(await new Line(stranger, metrics).status()).toBe(200);
  expect(await new Line(balancer, proxyBlock("127.0.0.1"), metrics).status()).toBe(401);
  expect(await new Line(balancer, localBlock, metrics).status()).toBe(400);
});

test("what a reverse proxy before the balancer says counts only from the address told (attack 60)", async () => {
  const says = (peer: string, told: string, forwarded: string) =>
    new Line(peer, proxyBlock(told), joining(`X-Forwarded-For: ${forwarded}`)).status();
  expect(await says(balancer, trusted, china)).toBe(403);
  expect(await says(balancer, trusted, france)).toBe(200);
  expect(await says(balancer, china, france)).toBe(403);
  expect(await says(balancer, france, china)).toBe(200);
  // A balancer that is a trusted proxy as well is so only where it is the address told.
  expect(await says(bothListed, china, france)).toBe(403);
  expect(await says(bothListed, bothListed, china)).toBe(403);
});

test.each<[string, HeaderFault, readonly (Uint8Array | string)[]]>([
  ["no header", "missing", [get("/healthz")]],
  ["a TLS hello", "missing", [Buffer.from("160301", "hex")]],
  ["a header that isn't one", "malformed", ["PROXY TCP4 198.51.100.7\r\n", get("/healthz")]],
  ["a line that never ends", "malformed", [`PROXY TCP4 ${"1".repeat(100)}`]],
  ["a block that is too long", "malformed", [proxyBlock(france, extra(4, Buffer.alloc(5_000)))]],
  ["a wrong checksum", "malformed", [proxyBlock(france, extra(3, Buffer.alloc(4)))]],
  ["UNKNOWN", "no-address", ["PROXY UNKNOWN\r\n", get("/healthz")]],
  ["no family", "no-address", [rawBlock(0x21, 0, Buffer.alloc(0)), get("/healthz")]],
  ["a Unix socket", "no-address", [rawBlock(0x21, 0x31, Buffer.alloc(216)), get("/healthz")]],
  [
    "two headers",
    "doubled",
    [Buffer.concat([proxyLine(france), proxyBlock(china), Buffer.from(get("/healthz"))])],
  ],
  ["half a header, and nothing more", "unfinished", [proxyBlock(france).subarray(0, 20)]],
])(
  "from a balancer, %s is answered by nothing, closed and counted (attack 60)",
  async (_name, fault, sent) => {
    const before = await counted(fault);
    const line = new Line(balancer, ...sent);
    expect(await line.closed()).toBe("");
    expect(await counted(fault)).toBe(before + 1);
  },
);

test("a header cut off by the connection's end is counted, a look at the port isn't (attack 60)", async () => {
  const before = await counted("unfinished");
  const line = new Line(balancer);
  line.socket.end();
  expect(await line.closed()).toBe("");
  expect(await counted("unfinished")).toBe(before);
  const half = new Line(balancer);
  half.socket.end(proxyLine(france).subarray(0, 20));
  expect(await half.closed()).toBe("");
  expect(await counted("unfinished")).toBe(before + 1);
  const reset = new Line(balancer, proxyLine(france).subarray(0, 20));
  await new Line(stranger, get("/healthz")).status();
  reset.socket.resetAndDestroy();
  await vi.waitFor(async () => expect(await counted("unfinished")).toBe(before + 2));
});

test("a second header that comes later is a malformed request (attack 60)", async () => {
  for (const second of [proxyLine(france), proxyBlock(france), localBlock]) {
    const line = new Line(balancer, proxyLine(china), get("/healthz"));
    expect(await line.status()).toBe(200);
    line.text = "";
    line.socket.write(second);
    line.socket.write(joining());
    expect(await line.closed()).toMatch(/^HTTP\/1.1 400 /);
  }
});

test("from anyone else a header is a malformed request, and no one's address (attack 60)", async () => {
  expect(await new Line(stranger, joining()).status()).toBe(200);
  for (const header of [proxyLine(china), proxyBlock(china), localBlock]) {
    const line = new Line(stranger, header, joining());
    expect(await line.closed()).toMatch(/^HTTP\/1.1 400 [\s\S]*connection: close/);
    expect(line.text.match(/HTTP\/1.1/g)?.length).toBe(1);
  }
});

test("a balancer's own connection may ask for the service's health and for nothing else (attack 60)", async () => {
  const own = (request: string) => new Line(balancer, localBlock, request);
  expect(await own(get("/healthz")).status()).toBe(200);
  const upgrade = ["Connection: Upgrade", "Upgrade: websocket"];
  const others = [
    joining(),
    get("/"),
    get("/metrics"),
    get("/rtc/validate"),
    get("/rtc", ...upgrade),
  ];
  for (const request of others) {
    expect(await own(request).closed()).toMatch(/^HTTP\/1.1 400 [\s\S]*\/healthz/);
  }
});
