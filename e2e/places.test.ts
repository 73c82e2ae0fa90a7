import { startTestService, type TestService } from "@graticule/server/tests/harness";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { barriersOf } from "./accessible.ts";
import { openBrowser } from "./browser.ts";
import { createNetwork, type TestNetwork } from "./network.ts";
import {
  joinMeeting,
  lostVideos,
  type MeetingLinks,
  makeMeeting,
  markVideos,
  openPage,
  openTab,
  seesFrames,
} from "./pages.ts";

/** Three browsers in three places on one bridge; each sees the others' pictures throughout. */
const NAMES = { FR: "Ada", HK: "Ming", CN: "Lin" } as const;
type Where = keyof typeof NAMES;
const PLACES = Object.keys(NAMES) as Where[];

let network: TestNetwork;
let service: TestService;
const browsers = new Map<string, Browser>();
const pages = {} as Record<Where, Page>;
let host: Page;
let links: MeetingLinks;

beforeAll(async () => {
  network = createNetwork(PLACES);
  service = await startTestService({
    geofeed: network.geofeed,
    env: { HOST: network.serviceAddress, MEDIA_ADDRESS: network.serviceAddress },
  });
  for (const site of network.sites.values()) {
    browsers.set(site.place, await openBrowser(site, service.url));
  }
});

afterAll(async () => {
  await Promise.all([...browsers.values()].map((browser) => browser.close()));
  await service?.stop();
  network?.close();
});

function browserIn(place: Where): Browser {
  const browser = browsers.get(place);
  if (browser === undefined) throw new Error(`No browser in ${place}`);
  return browser;
}

async function setRule(mode: "everyone" | "except" | "only", code?: string): Promise<void> {
  await host.getByTestId(`rule-mode-${mode}`).click();
  if (code !== undefined) {
    await host.getByTestId("place-search").fill(code);
    await host.getByTestId(`place-option-${code}`).click();
  }
}

test("a host creates a meeting and gets a join link and a host link", async () => {
  host = await openPage(browserIn("FR"), service.url);
  if (service.setupUrl === undefined) throw new Error("The first start printed no set-up link.");
  links = await makeMeeting(host, service.setupUrl, "Spring seminar");
  expect(links.join).toContain("/m/");
  expect(links.manage).toContain("#");
  await host.goto(links.manage);
  await host.getByTestId("rule-mode-everyone").waitFor();
});

test("people in three places join with camera and microphone, and see each other", async () => {
  for (const place of PLACES) {
    pages[place] = await openPage(browserIn(place), links.join);
    await joinMeeting(pages[place], NAMES[place]);
  }
  for (const place of PLACES) {
    await seesFrames(
      pages[place],
      PLACES.filter((other) => other !== place).map((other) => NAMES[other]),
    );
  }
});

test("the host sees how many are inside, and places only as bands", async () => {
  await host.getByTestId("inside-count").filter({ hasText: "3" }).waitFor();
  await openTab(host, "people");
  await expect
    .poll(() => host.locator("body").textContent(), { timeout: 10_000 })
    .toContain("a few");
  await openTab(host, "rule");
});

test("a rule in the call removes the people in that place with its reason, and no one else", async () => {
  const stay: [Where, Where][] = [
    ["FR", "HK"],
    ["HK", "FR"],
  ];
  for (const [here, there] of stay) await markVideos(pages[here], [NAMES[there]]);
  await setRule("except", "CN");
  await host.getByTestId("preview").filter({ hasText: "A few would leave" }).waitFor();
  await host.getByTestId("apply-rule").click();

  await pages.CN.getByTestId("refused-page").waitFor();
  await pages.CN.getByTestId("refused-reason").first().waitFor();
  expect(await pages.CN.getByTestId("refused-page").textContent()).toContain("China");

  for (const [here, there] of stay) {
    const told = pages[here].getByTestId("notices");
    await told.filter({ hasText: "The rule on who can join has changed." }).waitFor();
    await pages[here].getByTestId(`tile-${NAMES.CN}`).waitFor({ state: "detached" });
    await seesFrames(pages[here], [NAMES[there]]);
    expect(await lostVideos(pages[here], [NAMES[there]])).toEqual([]);
    expect(await pages[here].getByTestId("reconnecting").count()).toBe(0);
    expect(await pages[here].getByTestId("refused-page").count()).toBe(0);
  }
  await host.getByTestId("inside-count").filter({ hasText: "2" }).waitFor();
  await openTab(host, "history");
  await host.getByTestId("looks").filter({ hasText: "1 rule previewed" }).waitFor();
  expect(await host.getByTestId("history").locator("[data-kind=previewed]").count()).toBe(0);
  await host.getByTestId("looks").locator("summary").click();
  await host.getByTestId("looks").locator("[data-kind=previewed]").getByText("China").waitFor();
  expect(await barriersOf(host)).toEqual([]);
  await openTab(host, "rule");
});

test("someone who was removed and opens the link again is kept out at the door, without a title", async () => {
  const again = await openPage(browserIn("CN"), links.join);
  await again.getByTestId("refused-page").waitFor();
  expect(await again.locator("body").textContent()).not.toContain("Spring seminar");
  await again.close();
});

test("when the rule is lifted the removed person is back automatically", async () => {
  await host.getByTestId("lift-rule").click();
  await pages.CN.getByTestId("call").waitFor();
  await seesFrames(pages.CN, [NAMES.FR, NAMES.HK]);
  await seesFrames(pages.FR, [NAMES.CN]);
});

test("a rule that lets in only one place keeps out everyone else, inside and at the door, and says which place is open", async () => {
  await setRule("only", "FR");
  await host.getByTestId("apply-rule").click();
  const reason = "The host opened this meeting only to France.";
  for (const place of ["HK", "CN"] as const) {
    const told = pages[place].getByTestId("refused-page").getByRole("alert");
    await told.filter({ hasText: "You were in this meeting until now." }).waitFor();
    expect(await told.getByTestId("refused-reason").textContent()).toBe(reason);
    expect(await told.getByTestId("refused-open").count()).toBe(0);
  }
  const door = await openPage(browserIn("CN"), links.join);
  await door.getByTestId("refused-reason").getByText(reason).waitFor();
  expect(await barriersOf(door)).toEqual([]);
  await door.goto(links.join.replace("/m/", "/check/"));
  await door.getByTestId("check").getByText(reason).waitFor();
  await door.close();
  const late = await openPage(browserIn("FR"), links.join);
  await joinMeeting(late, "Late");
  await seesFrames(late, [NAMES.FR]);
  await late.close();
});

test("a host whose own place a rule closes is asked first, and has a way back (regression: a host removed themself)", async () => {
  for (const page of Object.values(pages)) await page.close();
  // Another meeting, because changes to an often changed rule reach those inside later.
  const made = await host.context().request.post(`${service.url}/api/meetings`, {
    headers: { origin: service.url },
    data: { title: "Board" },
  });
  const { joinUrl } = (await made.json()) as { joinUrl: string };
  const guest = await openPage(browserIn("FR"), joinUrl);
  await joinMeeting(guest, "Guest");
  await host.goto(joinUrl);
  await joinMeeting(host, "Host");
  await host.getByTestId("open-rules").click();
  await host.getByTestId("rule-mode-except").click();
  await host.getByTestId("place-search").fill("FR");
  await host.getByTestId("place-option-FR").click();
  await host.getByTestId("preview-you").filter({ hasText: "You would leave too." }).waitFor();
  await host.getByTestId("apply-rule").click();
  await host.getByTestId("leaving-too").filter({ hasText: "still manage the meeting" }).waitFor();
  await host.getByTestId("apply-rule-confirm").click();
  await host.getByTestId("refused-page").waitFor();
  await host.getByTestId("refused-manage").waitFor();
  const told = (await host.getByRole("alert").textContent()) ?? "";
  expect(told).toContain("You closed this meeting to France.");
  expect(told).not.toContain("You did nothing wrong");
  expect(await host.getByTestId("not-there").count()).toBe(0);
  await guest.getByTestId("not-there").waitFor();
  await guest
    .getByTestId("refused-end")
    .filter({ hasText: "The host hasn’t set an end time." })
    .waitFor();
  expect(await guest.getByTestId("refused-manage").count()).toBe(0);
  const [manage] = await Promise.all([
    host.waitForEvent("popup"),
    host.getByTestId("refused-manage").click(),
  ]);
  await manage.getByTestId("lift-rule").click();
  await host.getByTestId("call").waitFor();
});

test("the Manage page in another tab knows a rule's effect on the reader, or says that it can’t tell (regression: it said “That includes you” of any place)", async () => {
  const made = await host.context().request.post(`${service.url}/api/meetings`, {
    headers: { origin: service.url },
    data: { title: "Panel" },
  });
  const { joinUrl, manageUrl } = (await made.json()) as { joinUrl: string; manageUrl: string };
  const guest = await openPage(browserIn("FR"), joinUrl);
  await joinMeeting(guest, "Guest");
  // By the link alone: no one is signed in there.
  const tabs = await browserIn("HK").newContext();
  const [manage, call] = [await tabs.newPage(), await tabs.newPage()];
  await manage.goto(manageUrl);
  await manage.getByTestId("holds").waitFor();
  await call.goto(joinUrl);
  await joinMeeting(call, "Host");
  const except = async (page: Page, code: string) => {
    await page.getByTestId("rule-mode-except").click();
    await page.getByTestId("place-search").fill(code);
    await page.getByTestId(`place-option-${code}`).click();
    await page.locator('[data-testid="preview"][data-state="known"]').waitFor();
  };
  await except(manage, "FR");
  await manage.getByTestId("preview").filter({ hasText: "leave" }).waitFor();
  expect(await manage.getByTestId("preview-you").count()).toBe(0);
  await manage.getByTestId("discard-rule").click();
  await except(manage, "HK");
  await manage.getByText(/You would leave( too)?\./).waitFor();
  const elsewhere = await openPage(browserIn("CN"), manageUrl);
  await except(elsewhere, "FR");
  await elsewhere
    .getByTestId("preview-you")
    .filter({
      hasText: "This may include you: this page can’t tell whether you’re in the meeting.",
    })
    .waitFor();
  await tabs.close();
  for (const page of [guest, elsewhere]) await page.close();
});
