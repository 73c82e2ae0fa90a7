import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { stripTypeScriptTypes } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { MediaPaths } from "@graticule/beacon/beacon-table";
import { type Beacons, createBeacons } from "@graticule/server/beacon/responder";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

/** The page's half in a real browser against the server's half, and nothing else. */
const sources = join(import.meta.dirname, "../apps/web/src/join");
const home = `<!doctype html><link rel="icon" href="data:,"><script type="module">
  import { BeaconLink } from "/beacon-link.ts";
  import { browserPeer, onWake } from "/beacon-peer.ts";
  window.states = [];
  window.openLink = () => {
    window.link = new BeaconLink({
      makePeer: browserPeer,
      post: async (body) => (await fetch("/beacon", { method: "POST", body })).text(),
      later: (task, delayMs) => {
        const timer = setTimeout(task, delayMs);
        return () => clearTimeout(timer);
      },
      now: () => performance.now(),
      onWake,
    }, (state) => window.states.push(state));
  };
</script>`;

let beacons: Beacons;
let browser: Browser;
const server = createServer((request, response) => void answer(request, response));

beforeAll(async () => {
  const listen = [{ address: "127.0.0.1", port: 0, advertise: "127.0.0.1" }];
  beacons = await createBeacons({ listen, pingMs: 500, silentMs: 1_200 });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    chromiumSandbox: false,
    args: [
      "--disable-gpu",
      "--disable-background-networking",
      "--allow-loopback-in-peer-connection",
    ],
  });
});

afterAll(async () => {
  await browser?.close();
  await beacons?.shut();
  server.close();
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url = "/" } = request;
  if (request.method === "POST") {
    const opened = beacons.open("join", await text(request));
    response.end(opened.kind === "answer" ? opened.sdp : undefined);
  } else if (/^\/beacon-[a-z]+\.ts$/.test(url)) {
    const source = await readFile(join(sources, url), "utf8");
    response.setHeader("content-type", "text/javascript").end(stripTypeScriptTypes(source));
  } else response.setHeader("content-type", "text/html").end(home);
}

/** Waits for the next report of this kind about the page. */
function until(kind: MediaPaths["kind"]): Promise<MediaPaths> {
  return new Promise((done) => {
    const look = (): void => {
      const paths = beacons.pathsOf("join");
      if (paths.kind !== kind) return;
      stop();
      done(paths);
    };
    const stop = beacons.onChange(look);
    look();
  });
}

test("Chromium's packets are seen, a line the service dropped is replaced, and a closed line is silent", async () => {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction("window.openLink");
  await page.evaluate("window.openLink()");
  const there = [
    { address: "127.0.0.1", roundTripMs: expect.any(Number), answeredAt: expect.any(Number) },
  ];
  expect(await until("live")).toEqual({ kind: "live", paths: there });
  await page.waitForFunction("window.link.state === 'open'");
  beacons.close("join");
  expect(await until("live")).toEqual({ kind: "live", paths: there });
  await page.waitForFunction("window.link.state === 'open'");
  expect(await page.evaluate("window.states")).toEqual(["open", "silent", "open"]);
  await page.evaluate("window.link.close()");
  await until("silent");
});
