import { joinAdmitted } from "@graticule/api/meetings";
import type { KeyLine } from "@graticule/e2ee/key-line";
import { makeLinkSecret, parseLinkSecret } from "@graticule/e2ee/link-secret";
import { startTestService, type TestService } from "@graticule/server/tests/harness";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FAKE_MEDIA, launchBrowser } from "./browser.ts";
import { followKeys } from "./key-client.ts";
import { joinMeeting, seesFrames, setUp } from "./pages.ts";

/** A call that is encrypted end to end: its keys change with everybody who comes and goes. */
let service: TestService;
let browser: Browser;
let host: Page;
let link: string;
const errors: string[] = [];

beforeAll(async () => {
  service = await startTestService({ geofeed: "127.0.0.0/8,FR,,,\n" });
  browser = await launchBrowser(
    ...FAKE_MEDIA,
    "--autoplay-policy=no-user-gesture-required",
    "--allow-loopback-in-peer-connection",
  );
  host = await newPage();
  await setUp(host, service.setupUrl);
  const { origin } = new URL(service.setupUrl);
  const made = await host.context().request.post(`${origin}/api/meetings`, {
    headers: { origin },
    data: { title: "Among ourselves", encryption: "end-to-end" },
  });
  const { joinUrl } = await made.json();
  link = `${joinUrl}#${makeLinkSecret(crypto.getRandomValues(new Uint8Array(16)))}`;
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

/** So that a test can ask them what they received. */
function keepConnections(): void {
  const made: RTCPeerConnection[] = [];
  Object.assign(window, { connections: made });
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(...args: ConstructorParameters<typeof RTCPeerConnection>) {
      super(...args);
      made.push(this);
    }
  };
}

async function newPage(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
  await context.addInitScript(keepConnections);
  const page = await context.newPage();
  page.setDefaultTimeout(40_000);
  page.on("pageerror", (error) => errors.push(error.message));
  if (process.env["SHOW"]) page.on("console", (m) => console.log(m.type(), m.text().slice(0, 200)));
  return page;
}

async function come(name: string): Promise<Page> {
  const page = await newPage();
  await page.goto(link);
  await joinMeeting(page, name);
  await page.locator('[data-phase="connected"]').waitFor();
  return page;
}

test("everybody sees everybody, and the service relays nothing that it could open", async () => {
  const ada = await come("Ada");
  const bo = await come("Bo");
  await seesFrames(ada, ["Bo"]);
  await seesFrames(bo, ["Ada"]);
  const cy = await come("Cy");
  await seesFrames(cy, ["Ada", "Bo"]);
  await seesFrames(ada, ["Cy"]);
  expect(errors).toEqual([]);
  for (const page of [ada, bo, cy]) await page.context().close();
});

/** Somebody who takes part in the keys alone, without sound and picture. */
async function keyHolder(
  name: string,
): Promise<{ readonly line: KeyLine; readonly leave: () => Promise<void> }> {
  const { origin, pathname, hash } = new URL(link);
  const code = pathname.split("/").at(-1) ?? "";
  const made = await fetch(`${origin}/api/meetings/${code}/joins`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name }),
  });
  const join = joinAdmitted.parse(await made.json());
  const secret = parseLinkSecret(hash);
  if (secret === undefined) throw new Error("The link has no secret.");
  const keys = { receive: async () => {}, send: async () => {}, retireAllBut: async () => {} };
  const { line, stop } = followKeys(origin, { ...join, code }, { secret, keys });
  await line.settled();
  return {
    line,
    async leave() {
      stop();
      await fetch(`${origin}/api/joins/${join.joinId}/leave`, {
        method: "POST",
        headers: { authorization: `Bearer ${join.key}` },
      });
    },
  };
}

/** Until this one sees so many in the group. */
async function untilInside(line: KeyLine, count: number): Promise<void> {
  while (line.state.insiders.length !== count) {
    await new Promise<void>((done) => {
      const stop = line.subscribe(() => {
        stop();
        done();
      });
    });
  }
}

test("the keys change twenty times, and no frame is lost to it", async () => {
  const [ada, bo] = [await come("Ada"), await come("Bo")];
  const faults: string[] = [];
  for (const page of [ada, bo]) {
    page.on("console", (message) => {
      if (/missing key|decryption failed|InvalidKey|MissingKey/i.test(message.text())) {
        faults.push(message.text());
      }
    });
  }
  await seesFrames(ada, ["Bo"]);
  await seesFrames(bo, ["Ada"]);
  const watcher = await keyHolder("Watcher");
  for (let turn = 1; turn <= 10; turn += 1) {
    const one = await keyHolder(`Guest ${turn}`);
    await untilInside(watcher.line, 4);
    await one.leave();
    await untilInside(watcher.line, 3);
  }
  await seesFrames(ada, ["Bo"]);
  await seesFrames(bo, ["Ada"]);
  expect(faults).toEqual([]);
  await watcher.leave();
  for (const page of [ada, bo]) await page.context().close();
});

/** What came of somebody's picture, by the browser's own count. */
function received(page: Page): Promise<{ readonly packets: number; readonly decoded: number }> {
  return page.evaluate(async () => {
    const connections = (window as unknown as { connections: RTCPeerConnection[] }).connections;
    let [packets, decoded] = [0, 0];
    for (const connection of connections) {
      for (const stat of (await connection.getStats()).values()) {
        if (stat.type !== "inbound-rtp" || stat.kind !== "video") continue;
        packets += stat.packetsReceived;
        decoded += stat.framesDecoded ?? 0;
      }
    }
    return { packets, decoded };
  });
}

test("whoever is out of the group and goes on receiving opens nothing that was sealed since (attack 36)", async () => {
  const [ada, bo, cy] = [await come("Ada"), await come("Bo"), await come("Cy")];
  await seesFrames(cy, ["Ada", "Bo"]);
  // The service hears nothing more of this page, which keeps its seat at the engine, its keys, and all it knows.
  await cy.route("**/api/joins/**", () => undefined);
  const { joins } = service.deps;
  const silent = [...joins.all()].find(({ name }) => name === "Cy");
  if (silent === undefined) throw new Error("Nobody is Cy.");
  joins.endStream(silent);
  let before = await received(cy);
  let still = 0;
  await expect
    .poll(
      async () => {
        const now = await received(cy);
        still = now.decoded === before.decoded && now.packets > before.packets + 20 ? still + 1 : 0;
        before = now;
        return still;
      },
      { timeout: 60_000, interval: 1_000 },
    )
    .toBeGreaterThanOrEqual(3);
  await seesFrames(ada, ["Bo"]);
  await seesFrames(bo, ["Ada"]);
  const later = await received(cy);
  expect(later.decoded).toBe(before.decoded);
  expect(later.packets).toBeGreaterThan(before.packets);
  for (const page of [ada, bo, cy]) await page.context().close();
});

test("after a reload and after a connection made anew everybody is seen again", async () => {
  const [ada, bo] = [await come("Ada"), await come("Bo")];
  await seesFrames(ada, ["Bo"]);
  await bo.reload();
  await bo.locator('[data-phase="connected"]').waitFor();
  await seesFrames(bo, ["Ada"]);
  await seesFrames(ada, ["Bo"]);
  for (const page of [ada, bo]) await page.context().close();
});
