import { readFileSync } from "node:fs";
import { join } from "node:path";
import { timeouts } from "@graticule/delivery/timeouts";
import { startTestService, type TestService } from "@graticule/server/tests/harness";
import type { Browser, JSHandle, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { barriersOf } from "./accessible.ts";
import { FAKE_MEDIA, launchBrowser } from "./browser.ts";
import { ClientProcess } from "./client-process.ts";
import { holdKeys, joinBy } from "./key-client.ts";
import { newLink } from "./new-link.ts";
import { joinMeeting, seesFrames, setUp } from "./pages.ts";
import { closeSecurity, codeOn, openSecurity, sameCode } from "./security-page.ts";

/** A call encrypted end to end: its keys change whenever someone joins or leaves. */
let service: TestService;
let browser: Browser;
let host: Page;
let link: string;
let ada: Page;
let bo: Page;
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
  const { secret, told } = await newLink();
  const made = await host.context().request.post(`${origin}/api/meetings`, {
    headers: { origin },
    data: { title: "Among ourselves", ...told },
  });
  const { joinUrl } = await made.json();
  link = `${joinUrl}#${secret}`;
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

/** Keeps the connections, so that a test can ask what they received. */
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

async function newPage(locale = "en-GB"): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 }, locale });
  await context.addInitScript(keepConnections);
  const page = await context.newPage();
  page.setDefaultTimeout(40_000);
  page.on("pageerror", (error) => errors.push(error.message));
  if (process.env["SHOW"]) page.on("console", (m) => console.log(m.type(), m.text().slice(0, 200)));
  return page;
}

async function come(name: string, locale?: string): Promise<Page> {
  const page = await newPage(locale);
  await page.goto(link);
  await joinMeeting(page, name);
  await page.locator('[data-phase="connected"]').waitFor();
  return page;
}

function wordsOf(tag: string): readonly string[] {
  const file = join(import.meta.dirname, `../apps/web/src/call/keys/words/${tag}.ts`);
  return [...readFileSync(file, "utf8").matchAll(/^ {2}"(.+)",$/gm)].map(([, word = ""]) => word);
}

/** Opens the panel at the side, whatever is open in front of it. */
async function openPanel(page: Page, tab: "chat" | "people"): Promise<void> {
  await closeSecurity(page);
  await page.getByTestId(`open-${tab}`).click();
}

test("everyone sees everyone, and the service relays nothing that it could open", async () => {
  ada = await come("Ada");
  bo = await come("Bo");
  await seesFrames(ada, ["Bo"]);
  await seesFrames(bo, ["Ada"]);
  expect(errors).toEqual([]);
});

test("messages arrive", async () => {
  await ada.getByTestId("open-chat").click();
  await bo.getByTestId("open-chat").click();
  for (const [from, to, text] of [
    [ada, bo, "Only for us"],
    [bo, ada, "Heard"],
  ] as const) {
    await from.getByTestId("chat-input").fill(text);
    await from.getByTestId("chat-input").press("Enter");
    await to.getByTestId("chat-log").filter({ hasText: text }).waitFor();
  }
  for (const page of [ada, bo]) await page.keyboard.press("Escape");
});

/**
 * The bytes of each sound packet that a page sends, averaged over a fifth of a second: beeps and
 * silence alternate.
 */
function soundSizes(page: Page, samples: number): Promise<readonly number[]> {
  return page.evaluate(async (count) => {
    const { connections } = window as unknown as { connections: RTCPeerConnection[] };
    const sent = async () => {
      const reports = await Promise.all(connections.map((connection) => connection.getStats()));
      const sounds = reports
        .flatMap((report) => [...report.values()])
        .filter(({ type, kind }) => type === "outbound-rtp" && kind === "audio");
      const sum = (key: string): number => sounds.reduce((all, stat) => all + stat[key], 0);
      return { packets: sum("packetsSent"), bytes: sum("bytesSent") };
    };
    const sizes: number[] = [];
    let before = await sent();
    while (sizes.length < count) {
      await new Promise((done) => setTimeout(done, 200));
      const now = await sent();
      if (now.packets > before.packets)
        sizes.push((now.bytes - before.bytes) / (now.packets - before.packets));
      before = now;
    }
    return sizes;
  }, samples);
}

test("sound frames have one size, whether there is sound or silence", async () => {
  const sizes = await soundSizes(ada, 20);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  expect(least).toBeGreaterThan(40);
  expect(most / least).toBeLessThan(1.02);
});

test("everyone has the same code, and another one when someone joins or leaves", async () => {
  const two = await sameCode([ada, bo]);
  expect(two.every((group) => /^\d{5}$/.test(group))).toBe(true);
  expect(await ada.getByTestId("code-changed").textContent()).toBe("");
  const dee = await come("Dee", "fr-FR");
  await seesFrames(dee, ["Ada", "Bo"]);
  await seesFrames(ada, ["Dee"]);
  const three = await sameCode([ada, bo, dee], two);
  await ada.getByTestId("code-changed").filter({ hasText: "just now" }).waitFor();
  const numbers = (page: Page) => page.getByTestId("group-list").locator("li").allTextContents();
  const rows = (await numbers(ada)).map((row) =>
    row.replace(" (you)", "").replace(/[\u2068\u2069]/g, ""),
  );
  expect(rows.map((row) => row.replace(/[\d ]/g, ""))).toEqual(["Ada", "Bo", "Dee"]);
  // Each person has the same number on every page.
  await expect.poll(async () => (await numbers(bo)).slice(1)).toEqual([rows[0], rows[2]]);
  const spoken = (page: Page) => page.getByTestId("safety-words").locator("li").allTextContents();
  const [english, french] = [wordsOf("en"), wordsOf("fr")];
  const inFrench = (await spoken(ada)).map((word) => french[english.indexOf(word)]);
  expect(inFrench).toHaveLength(6);
  expect(await spoken(dee)).toEqual(inFrench);
  expect(await barriersOf(ada)).toEqual([]);
  await dee.close();
  await sameCode([ada, bo], three);
  expect(errors).toEqual([]);
});

test("a link with another ending says so and leads nowhere, and those inside go on", async () => {
  const before = await sameCode([ada, bo]);
  const stranger = await newPage();
  await stranger.goto(`${link.replace(/#.*/, "")}#${(await newLink()).secret}`);
  await stranger.getByTestId("join-name").fill("Mallory");
  await stranger.getByTestId("join-button").click();
  await stranger.getByTestId("no-keys-another-link").waitFor();
  expect(await barriersOf(stranger)).toEqual([]);
  expect(await codeOn(ada)).toEqual(before);
  expect(await ada.getByTestId("group-list").locator("li").count()).toBe(2);
  await closeSecurity(ada);
  expect(await ada.evaluate(() => document.activeElement?.getAttribute("data-testid"))).toBe(
    "seal",
  );
  await seesFrames(ada, ["Bo"]);
  expect(await ada.getByTestId("tile-Mallory").count()).toBe(0);
  // The full link, pasted there, leads in.
  await stranger.getByTestId("whole-link").fill(link);
  await stranger.getByTestId("whole-link-go").click();
  await stranger.locator('[data-phase="connected"]').waitFor();
  await seesFrames(ada, ["Mallory"]);
  expect(errors).toEqual([]);
  await stranger.context().close();
  await openSecurity(ada);
  const listed = ada.getByTestId("group-list").locator("li");
  await expect.poll(() => listed.count(), { timeout: 20_000 }).toBe(2);
});

test("a browser that can't encrypt is turned away at the door with the reason", async () => {
  const old = await newPage();
  await old.addInitScript(() => {
    Reflect.deleteProperty(window, "RTCRtpScriptTransform");
    Reflect.deleteProperty(RTCRtpSender.prototype, "createEncodedStreams");
  });
  await old.goto(link);
  await old.getByTestId("no-keys-unsupported").waitFor();
  expect(await old.getByTestId("join-name").count()).toBe(0);
  expect(errors).toEqual([]);
  await old.context().close();
});

test("someone who came for an encrypted call sends nothing in an unencrypted one before agreeing", async () => {
  const page = await newPage();
  const sockets: string[] = [];
  page.on("websocket", (socket) => sockets.push(socket.url()));
  await page.route("**/api/meetings/*/joins", async (route) => {
    const answer = await route.fetch();
    const join = await answer.json();
    join.meeting.encryption = "off";
    await route.fulfill({ response: answer, json: join });
  });
  await page.goto(link);
  await page.getByTestId("join-name").fill("Flo");
  await page.getByTestId("join-button").click();
  await page.getByTestId("open-call").waitFor();
  expect(await barriersOf(page)).toEqual([]);
  expect(sockets).toEqual([]);
  await page.getByRole("button", { name: "Leave" }).click();
  await page.getByTestId("left").waitFor();
  await page.context().close();
});

test("the keys change twenty times without losing a frame, and someone who holds keys without being in the call is reported", async () => {
  const faults: string[] = [];
  let turns = 0;
  for (const page of [ada, bo]) {
    page.on("console", (message) => {
      if (/missing key|decryption failed|InvalidKey|MissingKey/i.test(message.text())) {
        faults.push(`${turns}: ${message.text()}`);
      }
    });
  }
  await seesFrames(ada, ["Bo"]);
  await seesFrames(bo, ["Ada"]);
  // On a busy machine a page can be slower than the service waits for it; frames lost here would be
  // lost to the key change itself.
  const { readyMs, readyAfterRemovalMs } = timeouts;
  Object.assign(timeouts, { readyMs: 20_000, readyAfterRemovalMs: 20_000 });
  onTestFinished(() => void Object.assign(timeouts, { readyMs, readyAfterRemovalMs }));
  const isInside = (whom: string) => watcher.line.state.insiders.some(({ name }) => name === whom);
  const watcher = await holdKeys(link, "Watcher");
  for (let turn = 1; turn <= 10; turn += 1) {
    const name = `Guest ${turn}`;
    turns = turn;
    const one = await holdKeys(link, name);
    await watcher.line.until(() => isInside(name));
    await one.leave();
    await watcher.line.until(() => !isInside(name));
  }
  await seesFrames(ada, ["Bo"]);
  await seesFrames(bo, ["Ada"]);
  expect(faults).toEqual([]);
  const told = ada.getByTestId("notices").filter({ hasText: "Watcher" });
  await told.filter({ hasText: "has the keys to this call" }).waitFor();
  await openPanel(ada, "people");
  const row = ada.getByTestId("unlisted-Watcher");
  await row.filter({ hasText: "not shown as being here" }).waitFor();
  expect(await ada.getByTestId("person-Watcher").count()).toBe(0);
  await watcher.leave();
  for (const gone of [told, row]) await gone.waitFor({ state: "detached" });
  await ada.getByTestId("panel-close").click();
});

/** What arrived of someone's picture, by the browser's own count. */
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

test("someone out of the group who keeps receiving opens nothing sealed since (attack 36)", async () => {
  const cy = await come("Cy");
  await seesFrames(cy, ["Ada", "Bo"]);
  // The service hears nothing more from this page, which keeps its seat at the engine, its keys and
  // all it knows.
  await cy.route("**/api/joins/**", () => undefined);
  const { joins } = service.deps.presence;
  const silent = [...joins.all()].find(({ name }) => name === "Cy");
  if (silent === undefined) throw new Error("Cy is not in the meeting.");
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
  await cy.context().close();
});

/** The mean chroma (U and V of BT.601) of what a page shows of someone. */
async function chromaOn(page: Page, name: string): Promise<readonly [number, number]> {
  const video = page.locator(`[data-testid="tile-${name}"] video`);
  const [red, green, blue] = await video.evaluate((shown: HTMLVideoElement) => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d");
    canvas?.drawImage(shown, 0, 0, 1, 1);
    return canvas?.getImageData(0, 0, 1, 1).data ?? [];
  });
  const [r = 0, g = 0, b = 0] = [red, green, blue];
  return [128 - 0.148 * r - 0.291 * g + 0.439 * b, 128 + 0.439 * r - 0.368 * g - 0.071 * b];
}

test("someone sending without encryption is listed as such, is not shown, and sees nothing (attack 39)", async () => {
  const seat = await joinBy(link, "Olaf");
  const olaf = new ClientProcess({ enter: [], place: "FR" }, seat.gateUrl, seat.token);
  await olaf.untilKind("joined");
  await closeSecurity(ada);
  const told = ada.getByTestId("notices").filter({ hasText: "arrived unencrypted" });
  await told.filter({ hasText: "Olaf" }).waitFor();
  await openSecurity(ada);
  const outside = ada.getByTestId("group-list").locator("[data-kind=outside]");
  await expect
    .poll(() => outside.allTextContents())
    .toEqual(["Olafnot encrypted, so not shown or heard"]);
  await seesFrames(ada, ["Bo"], 40);
  await ada.getByTestId("tile-Olaf").waitFor();
  expect(await ada.getByTestId("tile-Olaf").locator("video").count()).toBe(0);
  // A decoder makes noise of some sealed frames, grey on the whole; the camera has another colour.
  const [u, v] = await chromaOn(ada, "Bo");
  expect(Math.hypot(u - 128, v - 128)).toBeGreaterThan(40);
  const isBo = ([one, other]: readonly [number, number]) => Math.hypot(one - u, other - v) < 25;
  const seen = olaf.news.flatMap((news) => (news.kind === "frames" ? [news.chroma] : []));
  expect(seen.filter(isBo)).toEqual([]);
  await olaf.close();
  expect(errors).toEqual([]);
});

/** From now on the messages of the page's media client don't leave the page, or do so again. */
function holdMessages(page: Page, how: "lost" | "sent"): Promise<void> {
  return page.evaluate((now) => {
    const channels = RTCDataChannel.prototype as { send: unknown; native?: unknown };
    channels.native ??= channels.send;
    channels.send = now === "lost" ? () => undefined : channels.native;
  }, how);
}

async function write(page: Page, ...lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    await page.getByTestId("chat-input").fill(line);
    await page.getByTestId("chat-input").press("Enter");
    await page.getByTestId("chat-log").filter({ hasText: line }).waitFor();
  }
}

test("a page that hears of a change no one made says so, starts over and is back (attack 37), without losing what it wrote", async () => {
  const { joins } = service.deps.presence;
  const join = [...joins.all()].find(({ name }) => name === "Ada");
  const said = ada.waitForRequest((request) => /"kind":"ready"/.test(request.postData() ?? ""));
  const one = await holdKeys(link, "Dan");
  const { group, epoch } = JSON.parse((await said).postData() ?? "");
  for (const page of [ada, bo]) await openPanel(page, "chat");
  await write(ada, "This came");
  await bo.getByTestId("chat-log").filter({ hasText: "This came" }).waitFor();
  await holdMessages(ada, "lost");
  await write(ada, "This was lost");
  await holdMessages(ada, "sent");
  const forged = { kind: "change" as const, group, epoch, changes: [], commit: "AAAA" };
  join?.open?.sink.send({ kind: "keys", keys: forged });
  await ada.getByTestId("notices").filter({ hasText: "your page set them up again" }).waitFor();
  await one.line.until(({ insiders }) => insiders.some(({ name }) => name === "Ada"));
  await write(ada, "And this is new");
  await bo.getByTestId("chat-log").filter({ hasText: "And this is new" }).waitFor();
  const lines = await bo.getByTestId("chat-log").locator(".chat-text").allTextContents();
  expect(lines.filter((line) => / this |^This /.test(line))).toEqual([
    "This came",
    "This was lost",
    "And this is new",
  ]);
  for (const page of [ada, bo]) await page.getByTestId("panel-close").click();
  await one.leave();
  await seesFrames(ada, ["Bo"]);
  await seesFrames(bo, ["Ada"]);
  expect(errors).toEqual([]);
});

/** The service ends this page's event stream, and from then on a proxy in front of it answers. */
async function takeStream(page: Page): Promise<void> {
  const kept = await page.evaluate(() => JSON.stringify(Object.values(sessionStorage)));
  const [, joinId, key] = /"joinId\\":\\"([^"\\]+)\\",\\"key\\":\\"([^"\\]+)\\"/.exec(kept) ?? [];
  await page.route("**/api/joins/*/events**", (route) => route.fulfill({ status: 502 }));
  const turnedAway = page.waitForResponse((response) => response.status() === 502);
  // A join has only one stream: this one replaces the page's.
  const { origin } = new URL(link);
  const headers = { authorization: `Bearer ${key}` };
  const other = await fetch(`${origin}/api/joins/${joinId}/events`, { headers });
  await turnedAway;
  await other.body?.cancel();
}

test("a page whose event stream a proxy rejects for a while is back among the keys by itself", async () => {
  const before = await sameCode([ada, bo]);
  await takeStream(bo);
  await bo.unroute("**/api/joins/*/events**");
  const dee = await come("Dee");
  await seesFrames(dee, ["Ada", "Bo"]);
  await seesFrames(bo, ["Ada", "Dee"]);
  await sameCode([ada, bo, dee], before);
  await dee.context().close();
});

/** Resolves when the service hears that someone leaves the keys. */
function heardBye(): Promise<void> {
  const { deliveries } = service.deps.delivery;
  const say = deliveries.say.bind(deliveries);
  return new Promise((resolve) => {
    deliveries.say = (key, message) => {
      if (message.kind === "bye") {
        deliveries.say = say;
        resolve();
      }
      return say(key, message);
    };
  });
}

test.each([
  ["by the button", (page: Page) => page.getByTestId("leave").click()],
  ["for another page", (page: Page) => page.goto("about:blank")],
  ["by closing the tab", (page: Page) => page.close()],
] as const)("leaving %s tells those who deliver the keys", async (_, go) => {
  const before = await sameCode([ada, bo]);
  const eve = await come("Eve");
  const three = await sameCode([ada, bo], before);
  const heard = heardBye();
  await go(eve);
  await heard;
  await sameCode([ada, bo], three);
  await eve.context().close();
});

/**
 * A copy of the tab, as a browser makes it, with everything the tab kept for a reload. It agrees on
 * keys once it is `ready`.
 */
async function copyOf(page: Page, ready: Promise<unknown>): Promise<Page> {
  const kept = await page.evaluate(() => Object.entries(sessionStorage));
  const copy = await page.context().newPage();
  copy.setDefaultTimeout(40_000);
  copy.on("pageerror", (error) => errors.push(error.message));
  await copy.addInitScript((entries) => {
    if (location.protocol !== "about:")
      for (const [name, value] of entries) sessionStorage.setItem(name, value);
  }, kept);
  await copy.route("**/api/joins/*/keys", async (route) => {
    await ready;
    await route.continue();
  });
  await copy.goto(page.url());
  return copy;
}

test("of two tabs with one seat the newer is inside and the other says so, until it takes the seat back", async () => {
  // Before the copy has keys it can't connect, so it is not the engine that drops the older tab.
  const copy = await copyOf(bo, bo.getByTestId("elsewhere").waitFor());
  let [inside, outside] = [copy, bo];
  for (const takes of ["by coming", "by a click"] as const) {
    if (takes === "by a click") {
      [inside, outside] = [outside, inside];
      await inside.getByTestId("return-button").click();
    }
    await outside.getByTestId("elsewhere").waitFor();
    const streams: string[] = [];
    const note = (request: { url: () => string }): void => {
      if (request.url().includes("/events?")) streams.push(request.url());
    };
    for (const page of [inside, outside]) page.on("request", note);
    await inside.locator('[data-phase="connected"]').waitFor();
    await seesFrames(inside, ["Ada"]);
    await seesFrames(ada, ["Bo"], 30);
    expect(await outside.getByTestId("elsewhere").isVisible()).toBe(true);
    // In the seconds until here neither has ended the other's stream.
    expect(new Set(streams).size).toBeLessThanOrEqual(1);
    for (const page of [inside, outside]) page.off("request", note);
  }
  await copy.close();
  expect(errors).toEqual([]);
});

test("after a reload everyone is seen again", async () => {
  await bo.reload();
  await bo.locator('[data-phase="connected"]').waitFor();
  await seesFrames(bo, ["Ada"]);
  await seesFrames(ada, ["Bo"]);
});

/** The page's media client, as far as tests use it. */
interface MediaClient {
  simulateScenario(how: string): Promise<void>;
  readonly remoteParticipants: ReadonlyMap<string, { _setName(name: string): void }>;
  readonly localParticipant: {
    identity: string;
    republishAllTracks(options: undefined, restart: boolean): Promise<void>;
  };
}

/** Finds the media client in what the page is drawn from. */
function mediaClientOf(page: Page): Promise<JSHandle<MediaClient>> {
  return page.evaluateHandle(() => {
    interface Hook {
      readonly return?: Hook;
      readonly memoizedProps?: { readonly value?: { readonly session?: { room: MediaClient } } };
    }
    const call = document.querySelector(".call") as unknown as Record<string, Hook>;
    const name = Object.keys(call).find((key) => key.startsWith("__reactFiber$")) ?? "";
    for (let at = call[name]; at !== undefined; at = at.return) {
      const room = at.memoizedProps?.value?.session?.room;
      if (room !== undefined) return room;
    }
    throw new Error("No media client around the call.");
  });
}

test("whatever name the engine gives someone, what they send is sealed with their own keys", async () => {
  const client = await mediaClientOf(bo);
  // What the client does with the engine's answer when it reconnects.
  await client.evaluate(async ({ localParticipant }) => {
    localParticipant.identity = "somebody-else";
    await localParticipant.republishAllTracks(undefined, true);
  });
  await seesFrames(ada, ["Bo"]);
  expect(errors).toEqual([]);
});

test("a name is what its owner's page proved, whatever the engine calls them", async () => {
  const client = await mediaClientOf(ada);
  await client.evaluate(({ remoteParticipants }) => {
    for (const other of remoteParticipants.values()) other._setName("Your bank");
  });
  await seesFrames(ada, ["Bo"]);
  for (const page of [ada, bo]) await openPanel(page, "chat");
  await write(bo, "Who am I?");
  await ada.locator(".chat-line", { hasText: "Who am I?" }).filter({ hasText: "Bo" }).waitFor();
  await ada.getByTestId("tab-people").click();
  await ada.getByTestId("person-Bo").waitFor();
  expect(await ada.getByText("Your bank").count()).toBe(0);
  for (const page of [ada, bo]) await page.getByTestId("panel-close").click();
});

for (const scenario of ["signal-reconnect", "full-reconnect"] as const) {
  test(`after a ${scenario} everyone is seen again, on the same page`, async () => {
    const phases = bo.evaluate(
      () =>
        new Promise((resolve) => {
          const seen: string[] = [];
          const call = document.querySelector(".call") as HTMLElement;
          new MutationObserver(() => {
            seen.push(call.dataset["phase"] ?? "");
            if (seen.at(-1) === "connected") resolve(seen);
          }).observe(call, { attributes: true, attributeFilter: ["data-phase"] });
        }),
    );
    const client = await mediaClientOf(bo);
    await client.evaluate((room, how) => room.simulateScenario(how), scenario);
    expect(await phases).toEqual(["reconnecting", "connected"]);
    await seesFrames(bo, ["Ada"]);
    await seesFrames(ada, ["Bo"]);
    expect(errors).toEqual([]);
  });
}
