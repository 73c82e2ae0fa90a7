import {
  type HostHash,
  type HostSeed,
  hostHashOf,
  hostKeyOf,
  hostSeedBytes,
  makeHostSeed,
} from "@graticule/e2ee/host-key";
import { linkSecretBytes, makeLinkSecret } from "@graticule/e2ee/link-secret";
import { makeTestFolder, type TestFolder, writeSources } from "@graticule/server/tests/harness";
import { Program } from "@graticule/server/tests/program";
import { quietPort } from "@graticule/server/tests/quiet-port";
import type { Browser, BrowserContext, Page, Route } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FAKE_MEDIA, launchBrowser } from "./browser.ts";
import {
  createOpen,
  joinMeeting,
  type MeetingLinks,
  openLink,
  openTab,
  seesFrames,
  seesSelf,
  setUp,
} from "./pages.ts";

/** A vouched meeting: hosts say whose keys are trusted, and the service's word lets no one in. */
let folder: TestFolder;
let service: Program;
let origin: string;
let browser: Browser;
let host: Page;
let bo: Page;
let cy: Page;
let dee: Page;
let links: MeetingLinks;
const errors: string[] = [];
/** Everything any page sent: addresses, headers, bodies. */
const sent: string[] = [];

/** A separate program that can be restarted while the pages stay open. */
async function start(): Promise<void> {
  service = new Program({
    GRATICULE_DATA: folder.path,
    LOCATION_SOURCES: writeSources(folder.path, "127.0.0.0/8,FR,,,\n"),
    PORT: new URL(origin).port,
  });
  await service.url();
}

beforeAll(async () => {
  folder = makeTestFolder();
  origin = `http://localhost:${await quietPort("127.0.0.1")}`;
  await start();
  const setupUrl = (await service.line("To set it up")).split(" ").at(-1) ?? "";
  browser = await launchBrowser(
    ...FAKE_MEDIA,
    "--autoplay-policy=no-user-gesture-required",
    "--allow-loopback-in-peer-connection",
  );
  host = await newPage();
  await setUp(host, setupUrl);
});

afterAll(async () => {
  await browser?.close();
  await service?.stop("SIGTERM");
  folder?.remove();
});

function listen(of: BrowserContext): void {
  of.on("request", (request) => {
    sent.push(`${request.url()} ${JSON.stringify(request.headers())} ${request.postData() ?? ""}`);
  });
}

async function newPage(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
  listen(context);
  const page = await context.newPage();
  page.setDefaultTimeout(40_000);
  page.on("pageerror", (error) => errors.push(error.message));
  return page;
}

async function openPeople(page: Page): Promise<void> {
  if (await page.getByTestId("people-list").isVisible()) return;
  await page.getByTestId("open-people").click();
  await page.getByTestId("people-list").waitFor();
}

/** In this page, as soon as a row goes: a pointer click on what is then in its place. */
const clickNext = (page: Page, row: string, next: string) =>
  page.evaluate(
    ([gone, button]) => {
      const find = (id: string | undefined) =>
        document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
      new MutationObserver((_, observer) => {
        if (find(gone) !== null) return;
        observer.disconnect();
        const aimedAt = find(button);
        aimedAt?.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
        aimedAt?.click();
      }).observe(document.body, { childList: true, subtree: true });
    },
    [row, next] as const,
  );

async function asks(page: Page, name: string): Promise<void> {
  await openLink(page, links.join);
  await page.getByTestId("join-name").fill(name);
  await seesSelf(page);
  await page.getByTestId("join-button").click();
}

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));

/** Another host key, as anyone can create one. */
async function stranger(): Promise<{ readonly seed: HostSeed; readonly hash: HostHash }> {
  const seed = makeHostSeed(random(hostSeedBytes));
  return { seed, hash: await hostHashOf((await hostKeyOf(seed)).publicKey) };
}

/** Opens another link in this page's tab. */
const bring = (page: Page, fragment: string) =>
  page.evaluate((brought) => {
    location.hash = brought;
  }, fragment);

test("a host creates a vouched meeting with the lobby on, and its links name who vouches", async () => {
  await host.goto(`${origin}/new`);
  await host.getByTestId("title").fill("Among ourselves");
  expect(await host.getByTestId("vouched-yes").count()).toBe(0);
  await host.getByTestId("options-open").click();
  await host.getByTestId("lobby-lobby").click();
  expect(await host.getByTestId("vouched-yes").getByRole("radio").isChecked()).toBe(true);
  links = await createOpen(host);
  await host.getByText("Only people you vouch for get keys.").waitFor();
  expect(new URL(links.join).hash).toMatch(/^#[\w-]{43}~[\w-]{22}$/);
  expect(new URL(links.manage).hash).toMatch(/^#[\w-]+\.[\w-]{43}~[\w-]{22}\.[\w-]{43}$/);
});

/** The row has been unchanged for a while, so a click on it counts. */
const read = (page: Page, row: string) => page.locator(`[data-testid=${row}]:not([data-unread])`);

/** The row has its number, which shows once the waiting person's page has sent its key. */
async function seesNumber(page: Page, row: string): Promise<string> {
  const shown = read(page, row).getByTestId("fingerprint");
  await shown.filter({ hasText: /\d{5}( \d{5}){5}/ }).waitFor();
  return (await shown.textContent()) ?? "";
}

test("the click that lets someone in vouches for them: both see each other, sealed", async () => {
  await openLink(host, links.join);
  await joinMeeting(host, "Hal");
  bo = await newPage();
  await asks(bo, "Bo");
  await bo.getByTestId("lobby").waitFor();
  cy = await newPage();
  await asks(cy, "Cy");
  await cy.getByTestId("lobby").waitFor();
  await openPeople(host);
  // His number, the same on every page.
  const number = await seesNumber(host, "waiting-Bo");
  await seesNumber(host, "waiting-Cy");
  await clickNext(host, "waiting-Bo", "admit-Cy");
  await host.getByTestId("admit-Bo").click();
  await bo.getByTestId("tile-Hal").waitFor();
  await seesFrames(bo, ["Hal"]);
  await seesFrames(host, ["Bo"]);
  await bo.locator('[data-testid="seal"][data-seal="vouched"]').click();
  const own = bo.getByTestId("group-list").getByTestId("fingerprint");
  await own.filter({ hasText: number }).waitFor();
  await bo.getByTestId("standing-vouchedText").waitFor();
  await bo.keyboard.press("Escape");
});

test("a click on a row that just moved into another's place lets no one in, and says so", async () => {
  await host.getByTestId("notices").filter({ hasText: "Look again" }).waitFor();
  await cy.getByTestId("lobby").waitFor();
  await seesNumber(host, "waiting-Cy");
});

test("after a handover the new host lets people in with keys that everyone accepts, even while the old host is away", async () => {
  await host.getByTestId("leave").click();
  await host.getByTestId("hand-over").click();
  await host.getByTestId("hand-over-confirm").click();
  await host.getByTestId("left").waitFor();
  await openPeople(bo);
  await seesNumber(bo, "waiting-Cy");
  await bo.getByTestId("cannot-vouch").waitFor({ state: "detached" });
  await bo.getByTestId("admit-Cy").click();
  await seesFrames(cy, ["Bo"]);
  await seesFrames(bo, ["Cy"]);
  await host.getByTestId("return-button").click();
  await seesFrames(host, ["Bo", "Cy"]);
  await seesFrames(cy, ["Hal"]);
});

test("someone seated by the service's word has no keys until the host clicks, reads so, and is listed", async () => {
  // From here on the service lets people in by itself.
  await openPeople(host);
  await host.getByTestId("switch-lobby").click();
  dee = await newPage();
  await asks(dee, "Dee");
  await dee.getByTestId("not-vouched").filter({ hasText: "a host has to vouch for you" }).waitFor();
  await host.getByTestId("unvouched-Dee").waitFor();
  await dee.locator('[data-testid="seal"][data-seal="without"]').waitFor();
  // Neither among the people nor in the group.
  expect(await host.getByTestId("tile-Dee").count()).toBe(0);
  expect(await dee.getByTestId("tile-Hal").count()).toBe(0);
  await read(host, "unvouched-Dee").getByTestId("vouch-Dee").click();
  await dee.getByTestId("tile-Hal").waitFor();
  await seesFrames(dee, ["Hal", "Bo"]);
  await seesFrames(host, ["Dee"]);
  await seesFrames(bo, ["Dee"]);
  expect(await dee.getByTestId("not-vouched").count()).toBe(0);
  expect(await host.getByTestId("unvouched").count()).toBe(0);
});

test("after a reload someone has other keys, and the host's click vouches for them, next to a line that says so", async () => {
  // A link without its ending does not replace the one they came by.
  const { hash } = new URL(links.join);
  await dee.evaluate((cut) => history.replaceState(history.state, "", cut), hash.split("~")[0]);
  await dee.reload();
  await dee.getByTestId("other-host-link").waitFor();
  await dee.getByTestId("whole-link").fill(links.join.split("~")[0] ?? "");
  await dee.getByTestId("whole-link-go").click();
  await dee.getByText("says someone else, or no one").nth(1).waitFor();
  await dee.getByTestId("whole-link").fill(links.join);
  await dee.getByTestId("whole-link-go").click();
  await dee.getByTestId("not-vouched").waitFor();
  expect(new URL(dee.url()).hash).toBe(hash);
  await host.getByTestId("unvouched-Dee").getByTestId("other-keys").waitFor();
  await read(host, "unvouched-Dee").getByTestId("vouch-Dee").click();
  await seesFrames(dee, ["Hal"]);
});

test("a page with a wrong clock says so, and gets no keys", async () => {
  const fay = await newPage();
  await fay.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() + 25 * 3_600_000;
  });
  await asks(fay, "Fay");
  await fay.getByTestId("not-vouched").filter({ hasText: "Check the device’s date" }).waitFor();
  await fay.context().close();
});

test("at the door a link with another ending is not taken, and the first one goes on", async () => {
  const eve = await newPage();
  await openLink(eve, links.join);
  await eve.getByTestId("join-name").waitFor();
  const { hash } = new URL(links.join);
  const other = makeLinkSecret(random(linkSecretBytes), (await stranger()).hash);
  await bring(eve, other);
  await eve.getByTestId("other-host-link").waitFor();
  expect(new URL(eve.url()).hash).toBe(hash);
  await eve.getByTestId("first-link").click();
  await eve.getByTestId("join-name").waitFor();
  await eve.context().close();
});

test("in a second key session people vouched for get keys without a click, from the host's page and the co-host's", async () => {
  // Its first act comes before the service sees it inside again.
  let refused = 0;
  const refuse = async (route: Route) => {
    refused += 1;
    const json = { type: "about:blank", title: "Forbidden", status: 403, code: "forbidden" };
    await route.fulfill({ status: 403, contentType: "application/problem+json", json });
  };
  await host.route("**/hosting/acts", refuse, { times: 1 });
  await service.stop("SIGTERM");
  await start();
  await seesFrames(host, ["Bo", "Dee", "Cy"]);
  expect(refused).toBe(1);
  await seesFrames(dee, ["Hal", "Cy"]);
  await seesFrames(cy, ["Hal", "Bo"]);
});

/** What the browser keeps of the meeting's links. */
const keptIn = (page: Page) =>
  page.evaluate(() => {
    const [{ secret, linkSecret, hostSeed }] = JSON.parse(
      localStorage.getItem("graticule.meetings") ?? "[{}]",
    );
    return { secret, linkSecret, hostSeed };
  });

const holdsKey = async (page: Page) => {
  await openTab(page, "settings");
  await page.getByTestId("host-key").filter({ hasText: "holds the host key" }).waitFor();
};

test("a forged host link replaces nothing in a host's browser, whether in a new tab or an open page", async () => {
  const page = await host.context().newPage();
  const [bare = ""] = links.manage.split("#");
  const [, linkSecret, hostSeed] = new URL(links.manage).hash.split(".");
  const { seed, hash } = await stranger();
  const madeUp = `.${makeLinkSecret(random(linkSecretBytes), hash)}.${seed}`;
  await openLink(page, `${bare}#${madeUp}`);
  await page.getByTestId("other-host-asked").waitFor();
  const own = await keptIn(page);
  expect(own).toMatchObject({ linkSecret, hostSeed });
  await page.getByTestId("keep-own-link").click();
  await holdsKey(page);
  // And one without an ending.
  for (const fragment of [madeUp, `.${linkSecret?.split("~")[0]}`]) {
    await bring(page, fragment);
    await page.getByTestId("other-host-asked").waitFor();
    expect(await keptIn(page)).toEqual(own);
    await page.getByTestId("keep-own-link").click();
    await holdsKey(page);
    expect(await keptIn(page)).toEqual(own);
    expect(new URL(page.url()).hash).not.toContain(seed);
  }
  await page.close();
});

test("the host's page recovers by itself after a reload, and on another device by the host link", async () => {
  await host.reload();
  await seesFrames(host, ["Bo"]);
  const second = await newPage();
  await openLink(second, links.manage);
  await holdsKey(second);
  const [, linkSecret, hostSeed = ""] = new URL(links.manage).hash.split(".");
  // Kept, and no longer in the address.
  expect(await keptIn(second)).toMatchObject({ linkSecret, hostSeed });
  expect(second.url()).not.toContain(hostSeed);
  await openTab(second, "links");
  await second.getByTestId("show-code").click();
  await openLink(second, links.join);
  await joinMeeting(second, "Hal two");
  await seesFrames(second, ["Bo"]);
  // Another link is taken if the host says so, and the service's word is checked against it.
  const other = await stranger();
  const made = makeLinkSecret(random(linkSecretBytes), other.hash);
  await openLink(second, `${links.manage.split(".")[0]}.${made}.${other.seed}`);
  await second.getByTestId("take-other-link").click();
  await second.getByTestId("other-host-told").waitFor();
  await expect.poll(() => keptIn(second)).toMatchObject({ linkSecret: made, hostSeed: other.seed });
  await second.context().close();
});

test("no page's request carried the host key or the meeting's secret", () => {
  const [, secret = "", seed = ""] = new URL(links.manage).hash.split(".");
  const [own = ""] = secret.split("~");
  expect(sent.length).toBeGreaterThan(0);
  expect(sent.filter((text) => text.includes(seed) || text.includes(own))).toEqual([]);
  expect(errors).toEqual([]);
});
