import { draftedOrder } from "@graticule/api/orders";
import { startTestService, type TestService } from "@graticule/server/tests/harness";
import { quietPort } from "@graticule/server/tests/quiet-port";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { barriersOf, collectErrors } from "./accessible.ts";
import { addPasskeyDevice } from "./authenticator.ts";
import { openBrowser } from "./browser.ts";
import { closeNextPrompt, giveDeskKey } from "./desk-key.ts";
import { nameService } from "./named-service.ts";
import { createNetwork, type TestNetwork } from "./network.ts";
import { createOpen, joinMeeting, lostVideos, markVideos, openPage, seesFrames } from "./pages.ts";
import { Person } from "./replay/person.ts";
import {
  newMember,
  newStaff,
  registerAuthority,
  restoreAndAppoint,
  type Staff,
} from "./replay/staff.ts";
import { openSignUp } from "./replay/stage.ts";

/** A request on its way through the desk's own pages, to the door, and back by an appeal. */
const AUTHORITY = "Ministry of Meetings";
const TITLE = "A talk on old maps";
const NAMES = { FR: "Ada", HK: "Ming", CN: "Lin" } as const;
type Where = keyof typeof NAMES;

let network: TestNetwork;
let service: TestService;
const browsers = new Map<string, Browser>();
const seats = {} as Record<Where, Page>;
let staff: Staff & { readonly appeals: Person };
/** The Manage page, and the desk's pages by the person who has them open. */
let host: Page;
const desks = {} as Record<keyof typeof staff, Page>;
let code: string;
let joinUrl: string;
let requestUrl: string;
let appealUrl: string;
const errors: string[] = [];

beforeAll(async () => {
  network = createNetwork(Object.keys(NAMES));
  const { serviceAddress } = network;
  const { name, browserArguments } = nameService(serviceAddress);
  const port = await quietPort(serviceAddress);
  service = await startTestService({
    // The desk's people come from the first place.
    geofeed: `${network.geofeed}${serviceAddress}/32,FR,,,\n`,
    env: {
      HOST: serviceAddress,
      MEDIA_ADDRESS: serviceAddress,
      PORT: String(port),
      PUBLIC_URL: `http://${name}:${port}`,
    },
  });
  const { url, setupUrl, byHand } = service;
  for (const site of network.sites.values()) {
    browsers.set(site.place, await openBrowser(site, url, 5, browserArguments));
  }
  await openSignUp(await Person.setUp(url, setupUrl));
  const members = await newStaff(url, byHand);
  const appeals = await newMember(url, byHand, { name: "Odd at appeals", role: "appeals" });
  staff = { ...members, appeals };
  await registerAuthority(staff, { name: AUTHORITY, home: "CN" });
  host = await pageOf(await Person.signUp(url, "Hana"));
  for (const who of Object.keys(staff) as (keyof typeof staff)[]) {
    desks[who] = await pageOf(staff[who]);
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

/** This person's own browser, signed in. */
async function pageOf(person: Person): Promise<Page> {
  const context = await browserIn("FR").newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: "reduce",
  });
  await context.addCookies(person.cookies());
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  collectErrors(page, errors, `${person.name}: `);
  return page;
}

async function type(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [id, text] of Object.entries(fields)) await page.getByTestId(id).fill(text);
}

async function isClean(page: Page): Promise<void> {
  expect(await barriersOf(page)).toEqual([]);
}

test("a host's meeting runs with people in three places", async () => {
  await host.goto(`${service.url}/new`);
  await type(host, { title: TITLE });
  const links = await createOpen(host);
  joinUrl = links.join;
  code = new URL(joinUrl).pathname.split("/").at(-1) ?? "";
  for (const place of Object.keys(NAMES) as Where[]) {
    seats[place] = await openPage(browserIn(place), links.join);
    await joinMeeting(seats[place], NAMES[place]);
  }
  await seesFrames(seats.FR, [NAMES.HK, NAMES.CN], 5);
  await host.goto(links.manage);
  await host.getByTestId("inside-count").filter({ hasText: "3" }).waitFor();
});

test("before anything can be entered, intake says whether a law forbids saying that the request exists", async () => {
  const page = desks.intake;
  await page.goto(`${service.url}/desk`);
  await page.getByTestId("desk-new").click();
  await page.getByTestId("existence-no").waitFor();
  expect(await page.getByTestId("request-send").count()).toBe(0);
  for (const answer of ["yes", "unsure"]) {
    await page.getByTestId(`existence-${answer}`).click();
    await page.getByTestId("not-yet").waitFor();
    expect(await page.getByTestId("request-send").count()).toBe(0);
  }
  await page.getByTestId("silent-open").click();
  await page.getByTestId("silent-seal").click();
  await page.getByText("Choose a day from today on").waitFor();
  await type(page, { "silent-until": new Date(Date.now() + 864e6).toISOString().slice(0, 10) });
  await page.getByTestId("silent-branch").selectOption("court");
  await page.getByTestId("silent-country").selectOption("SE");
  await isClean(page);
  await page.getByTestId("silent-seal").click();
  await page.getByTestId("done").filter({ hasText: "Sealed." }).waitFor();
  await isClean(page);
});

test("intake enters what came, and the form names what is still missing", async () => {
  const page = desks.intake;
  await page.getByTestId("existence-no").click();
  await page.getByTestId("request-gaps").waitFor();
  await isClean(page);
  await page.getByTestId("request-authority").selectOption({ label: AUTHORITY });
  await type(page, {
    "request-office": "Department of Calls",
    "request-received": receivedAt(),
    "request-instrument": "Order of the department",
    "request-reference": "17/4",
    "request-statute": "Meetings Act",
    "request-provision": "section 3",
    "request-reasons": "It was not announced.",
    "request-meetings": code,
    "demand-0-verbatim": "The meeting must not be reached from our country.",
    "request-duration": "Ten days",
    "request-redress": "An objection within a month",
    "request-tell": "The department",
    "request-language": "en",
  });
  await page.getByTestId("demand-0-meeting").selectOption(code);
  await page.getByTestId("request-length").selectOption("days");
  await type(page, { "request-length-count": "10" });
  await page.getByTestId("place-search").fill("CN");
  await page.getByTestId("place-option-CN").click();
  await page.keyboard.press("Escape");
  await page.getByTestId("demand-add").click();
  await page.getByTestId("demand-1-kind").selectOption("end-meeting");
  await type(page, { "demand-1-verbatim": "Else end it." });
  await page.getByTestId("demand-1-meeting").selectOption(code);
  await page.getByTestId("request-files").setInputFiles({
    name: "letter.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("The letter as it came"),
  });
  await page.getByText("letter.txt", { exact: true }).waitFor();
  await isClean(page);
  await page.getByTestId("request-send").click();
  await page.getByTestId("step-authentic").waitFor();
  requestUrl = page.url();
  expect(requestUrl).toContain("/desk/requests/");
  expect(await page.getByTestId("call-back-how").count()).toBe(0);
  await isClean(page);
});

/** In UTC. */
const inDays = (days: number): string =>
  new Date(Date.now() + days * 864e5).toISOString().slice(0, 10);

/** A minute ago, as a local field has it; the browser's zone is that of this process. */
function receivedAt(): string {
  const at = new Date(Date.now() - 60_000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

test("someone else calls back, and the reviewer takes one head count and sees no number", async () => {
  await desks.caller.goto(requestUrl);
  await type(desks.caller, { "call-back-how": "By the number in the state's own directory" });
  await desks.caller.getByTestId("call-back-authentic").click();
  await desks.caller.getByTestId("call-back-how").waitFor({ state: "detached" });

  const page = desks.reviewer;
  await page.goto(requestUrl);
  await page.getByTestId("begin-review").click();
  await page.getByTestId(`look-${code}`).click();
  await page.getByTestId("bucket-1").filter({ hasText: "10" }).waitFor();
  await isClean(page);
});

test("the reviewer proposes something narrower than asked, and can't approve it", async () => {
  const page = desks.reviewer;
  await page.getByTestId("order-write").click();
  // It starts with what was asked; contradicting the head count takes a reason.
  await page.getByTestId("place-remove-CN").waitFor();
  await page.getByTestId("order-beyond").waitFor();
  await isClean(page);
  const found = "As the record shows.";
  await type(page, {
    "order-reason": "The law of the country forbids it there",
    "finding-procedure": found,
    "finding-authority": found,
    "finding-legality": found,
    "finding-necessity": found,
    "finding-rights": found,
    "order-beyond-why": "The few who are there are whom the law is about",
  });
  await isClean(page);
  const fault = page.locator("form").getByTestId("fault");
  // On a device without the key: nothing is sent, and nothing that was written is lost.
  const { devtools } = await addPasskeyDevice(page);
  await page.getByTestId("order-propose").click();
  await fault.filter({ hasText: "Nothing was signed or sent" }).waitFor();
  await isClean(page);
  await devtools.send("WebAuthn.disable");
  await giveDeskKey(page, staff.reviewer);
  // Were the service to have an order signed that lasts longer than the form says, it isn't.
  const drafts = "**/api/desk/requests/*/order-drafts";
  await page.route(drafts, async (route) => {
    const response = await route.fetch();
    const drafted = draftedOrder.parse(await response.json());
    const longer = { ...JSON.parse(drafted.toSign), until: inDays(6) };
    await route.fulfill({ response, json: { ...drafted, toSign: JSON.stringify(longer) } });
  });
  await page.getByTestId("order-propose").click();
  await fault.filter({ hasText: "something other than what this page shows" }).waitFor();
  await page.unroute(drafts);
  await page.getByTestId("order-propose").click();
  await page.locator('[data-testid=order][data-state="proposed"]').waitFor();
  expect(await page.getByTestId("order-approve").count()).toBe(0);
  await isClean(page);
});

test("someone else approves: one page is out automatically, and the others go on", async () => {
  await markVideos(seats.FR, [NAMES.HK]);
  const page = desks.approver;
  await page.goto(requestUrl);
  await page.getByTestId("order-approve").waitFor();
  // A finished step names no one still to do it.
  await page.locator("[data-testid=step-complete][data-state=done]").waitFor();
  expect(await page.locator(".desk-step[data-state=done] [data-testid=may-not]").count()).toBe(0);
  const onlooker = desks.appeals;
  await onlooker.goto(requestUrl);
  const whose = onlooker.getByTestId("step-order").getByTestId("may-not");
  await whose.first().waitFor();
  expect(await whose.allTextContents()).toEqual(["For an approver"]);
  expect(await onlooker.getByTestId("step-demands").getByTestId("may-not").count()).toBe(1);
  await giveDeskKey(page, staff.approver);
  await page.getByTestId("order-approve").click();
  await page.getByText("You sign it with your desk key").waitFor();
  await isClean(page);
  await page.getByTestId("confirm").click();
  await page.locator('[data-testid=order][data-state="in-force"]').waitFor();
  await isClean(page);

  await seats.CN.getByTestId("refused-page").waitFor();
  await seats.FR.getByTestId(`tile-${NAMES.CN}`).waitFor({ state: "detached" });
  await seesFrames(seats.FR, [NAMES.HK], 5);
  await seesFrames(seats.HK, [NAMES.FR], 5);
  expect(await lostVideos(seats.FR, [NAMES.HK])).toEqual([]);
  for (const place of ["FR", "HK"] as const) {
    expect(await seats[place].getByTestId("reconnecting").count()).toBe(0);
    expect(await seats[place].getByTestId("refused-page").count()).toBe(0);
  }
});

/** Two members who have no part in what the others do. */
const apart: Partial<Record<"reviewer" | "approver", Page>> = {};
const joining = async (name: string, role: "reviewer" | "approver") =>
  await pageOf(await newMember(service.url, service.byHand, { name, role }));

test("after a restore the order is suspended, and two people confirm it again, by keyboard", async () => {
  // Before the restore, which gives roles again to those who had them.
  apart.reviewer = await joining("Roy who reviews too", "reviewer");
  apart.approver = await joining("Ruth who approves too", "approver");
  await restoreAndAppoint(service.byHand);
  await seats.CN.locator('[data-testid=call][data-phase="connected"]').waitFor();
  const { reviewer, approver } = desks;
  for (const [page, button, other] of [
    [reviewer, "order-propose-again", "order-approve-again"],
    [approver, "order-approve-again", "order-propose-again"],
  ] as const) {
    await page.goto(requestUrl);
    await page.locator('[data-testid=order][data-state="suspended"]').waitFor();
    await page
      .getByTestId("order-restored")
      .filter({ hasText: "the database was restored" })
      .waitFor();
    expect(await page.getByTestId(other).count()).toBe(0);
    await isClean(page);
    await page.getByTestId(button).press("Enter");
    // A dialog has its name a moment after it is there.
    await page.locator("[role=dialog][aria-labelledby]").waitFor();
    await isClean(page);
    await page.getByTestId("confirm").press("Enter");
    await page.getByTestId(button).waitFor({ state: "detached" });
    await isClean(page);
  }
  expect(await reviewer.getByTestId("order-approve-again").count()).toBe(0);
  await approver.locator('[data-testid=order][data-state="in-force"]').waitFor();
  await seats.CN.getByTestId("refused-page").waitFor();
});

test("the host reads on the meeting's page what was demanded and ordered", async () => {
  await host.reload();
  const notice = host.locator('[data-testid=host-notice][data-kind="order-began"]').first();
  await notice.waitFor();
  expect(await notice.textContent()).toContain(AUTHORITY);
  expect(await notice.textContent()).toContain("China");
  const tabs = await host.getByRole("tablist").boundingBox();
  expect(tabs?.y, "the notice leaves the page's tabs in sight").toBeLessThan(700);
  await isClean(host);
});

test("someone kept out reads whose order it is, the title only if they were inside, and appeals right there", async () => {
  const page = seats.CN;
  const ordered = `The \u2068${AUTHORITY}\u2069 ordered this service to keep people in China out of this meeting.`;
  expect(await page.getByTestId("refused-reason").textContent()).toBe(ordered);
  expect(await page.title()).toBe(`Can’t join · ${TITLE}`);
  const other = await openPage(browserIn("CN"), joinUrl);
  await other.getByTestId("refused-reason").filter({ hasText: ordered }).waitFor();
  expect(await other.title()).toBe("Can’t join · Graticule");
  expect(await other.locator("body").textContent()).not.toContain(TITLE);
  await other.context().close();
  await page.getByTestId("order-why").getByText(AUTHORITY).waitFor();
  expect(await page.locator(`a[href^="http"]:not([href^="${service.url}"])`).count()).toBe(0);
  await isClean(page);
  await page.getByTestId("why").click();
  await page.getByTestId("not-there").click();
  await page.getByTestId("contest-form").waitFor();
  await isClean(page);
  await page.getByTestId("appeal").click();
  await page.getByTestId("appeal-text").fill("I only wanted to see the maps.");
  await isClean(page);
  await page.getByTestId("appeal-send").click();
  await page.getByTestId("appeal-sent").waitFor();
  await isClean(page);
  const link = page.getByTestId("appeal-link");
  appealUrl = await link.evaluate((element) =>
    element instanceof HTMLInputElement
      ? element.value
      : (element.querySelector("input")?.value ?? ""),
  );
  expect(appealUrl).toContain("/appeal#");
});

test("someone removed says that they are not there, is answered at the desk, and is back in the call", async () => {
  const page = seats.CN;
  await page.getByTestId("not-there").click();
  await page.getByTestId("contest-send").click();
  await page.getByTestId("contest-news").waitFor();
  await isClean(page);
  await page.context().setGeolocation({ latitude: 47.92, longitude: 106.92 });
  await page.context().grantPermissions(["camera", "microphone"]);
  await page.getByTestId("ask-device").click();
  await page.getByTestId("device-said").filter({ hasText: "didn’t allow it" }).waitFor();
  await page.context().grantPermissions(["camera", "microphone", "geolocation"]);
  await page.getByTestId("ask-device").click();
  await page.getByTestId("device-said").filter({ hasText: "Mongolia" }).waitFor();
  await isClean(page);

  const desk = desks.appeals;
  await desk.goto(`${service.url}/desk`);
  await desk.getByRole("link", { name: /^1 location claim/ }).click();
  const one = desk.getByTestId("contest");
  await one.getByText("“I’m not in China”").waitFor();
  expect(await one.getByTestId("contest-clock").textContent()).toMatch(/^(9:\d\d|10:00) left$/);
  await one.getByText("Mongolia").waitFor();
  expect(await one.textContent()).not.toMatch(/\d+\.\d+\.\d+|old maps/);
  expect(await one.textContent()).not.toContain(NAMES.CN);
  await isClean(desk);
  await one.getByTestId("contest-let-in").press("Enter");
  await desk.getByTestId("no-contests").waitFor();
  await isClean(desk);

  await page.locator('[data-testid=call][data-phase="connected"]').waitFor();
  await seesFrames(seats.FR, [NAMES.CN], 5);
});

test("someone else decides the appeal, and the person kept out is back automatically", async () => {
  const mei = await openPage(browserIn("CN"), joinUrl);
  await mei.getByTestId("not-there").click();
  await type(mei, { "contest-name": "Mei" });
  await mei.getByTestId("contest-send").click();
  await mei.getByTestId("contest-news").waitFor();
  const page = desks.appeals;
  await page.goto(`${service.url}/desk/appeals`);
  await page.getByTestId("appeal").getByText("I only wanted to see the maps.").waitFor();
  await type(page, { "appeal-reasons": "Nothing in the law concerns old maps." });
  await page.getByTestId("appeal-decide").click();
  await page.getByText("Choose one.").waitFor();
  await page.getByTestId("appeal-outcome-overturned").click();
  await isClean(page);
  await page.getByTestId("appeal-decide").click();
  await giveDeskKey(page, staff.appeals);
  // The first prompt, closed.
  await closeNextPrompt(page);
  await page.getByTestId("confirm").click();
  // What protects people doesn't wait for a key.
  await page.getByTestId("appeal-unsigned").waitFor();
  await isClean(page);
  const sent = page.waitForRequest((request) => request.url().endsWith("/decision"));
  await page.getByTestId("confirm").click();
  expect((await sent).postDataJSON().signed.signature.key).toMatch(/^[0-9a-f]{64}$/);
  await page.getByTestId("appeal-decide").waitFor({ state: "detached" });
  await isClean(page);

  await mei.locator('[data-testid=call][data-phase="connected"]').waitFor();
  await seats.FR.getByTestId("tile-Mei").waitFor();
  await mei.close();
  const status = await openPage(browserIn("CN"), appealUrl);
  await status.locator('[data-testid=appeal-state][data-state="overturned"]').waitFor();
  await isClean(status);
  await status.close();
});

test("two desk members without a part in it remove a text from the public log, after seeing it", async () => {
  const { reviewer, approver } = apart;
  if (reviewer === undefined || approver === undefined) throw new Error("No one is apart.");
  const textOf = async (entry: number) =>
    await reviewer.request.get(`${service.url}/log/text/${entry}/law.json`);
  let entry = 0;
  while (!(await textOf(entry)).ok()) entry += 1;
  const { value } = await (await textOf(entry)).json();
  await reviewer.goto(`${service.url}/desk/log`);
  await reviewer.getByTestId("removal-entry").waitFor();
  await isClean(reviewer);
  await type(reviewer, { "removal-entry": String(entry) });
  await reviewer.getByTestId("removal-text").selectOption("law");
  await reviewer.getByTestId("removal-ground").selectOption("mistake");
  await reviewer.getByTestId("removal-look").click();
  await reviewer.getByRole("dialog").getByText(value).waitFor();
  await isClean(reviewer);
  await reviewer.getByTestId("confirm").click();
  await reviewer.getByTestId("removal-open").getByText(value).waitFor();
  expect(await reviewer.getByRole("button", { name: /^Take it down/ }).count()).toBe(0);
  await isClean(reviewer);

  await approver.goto(`${service.url}/desk/log`);
  await approver.getByRole("button", { name: /^Take it down/ }).click();
  await approver.getByRole("dialog").getByText(value).waitFor();
  await isClean(approver);
  await approver.getByTestId("confirm").click();
  await approver.getByTestId("removal-open").waitFor({ state: "detached" });
  expect((await textOf(entry)).status()).toBe(410);
});

test("every demand is answered, the letter goes back, and the host reads the outcome", async () => {
  const page = desks.reviewer;
  await page.goto(requestUrl);
  await page.getByText("Another order takes a new request.").waitFor();
  expect(await page.getByTestId("answer-0-ground").count()).toBe(0);
  await page.getByTestId("answer-0-narrowed").click();
  await page.getByTestId("answer-0-give").click();
  await page.getByText("Choose a reason.").waitFor();
  await isClean(page);
  await page.getByTestId("answer-0-ground").selectOption("not-proportionate");
  await page.getByTestId("answer-0-give").click();
  await isClean(page);
  await page.getByTestId("confirm").click();
  await page.getByTestId("answer-0-give").waitFor({ state: "detached" });
  await page.getByTestId("answer-1-give").click();
  await page.getByTestId("confirm").click();
  await page.getByTestId("letter").waitFor();
  expect(await page.getByTestId("letter").inputValue()).toContain(
    "granted in part, and overturned on appeal on ",
  );
  await isClean(page);
  await page.getByTestId("request-close").click();
  await page.getByTestId("confirm").click();
  await page.getByTestId("request-close").waitFor({ state: "detached" });
  await isClean(page);

  await host.reload();
  await host.getByTestId("notices-more").click();
  for (const kind of ["appeal-decided", "request-answered"]) {
    await host.locator(`[data-testid=host-notice][data-kind="${kind}"]`).first().waitFor();
  }
  await isClean(host);
});

test("the host lets the public log name the meeting after reading what that means, and withdraws it", async () => {
  await host.getByTestId("name-meeting").click();
  await host.getByText("Everyone will read:").waitFor();
  await isClean(host);
  await host.getByTestId("name-meeting-confirm").click();
  const part = host.getByTestId("public-name");
  await part.getByText("See it in the log").waitFor();
  await isClean(host);
  await host.getByTestId("withdraw-name").click();
  await isClean(host);
  await host.getByTestId("withdraw-name-confirm").click();
  await host.getByTestId("name-meeting").waitFor();
  await isClean(host);
});

test("a call from someone who isn't in the register is entered, and another member can only reject it", async () => {
  const page = desks.intake;
  await page.goto(`${service.url}/desk/new`);
  await page.getByTestId("existence-no").click();
  await page.getByTestId("request-authority").selectOption("not-in-register");
  await page.getByTestId("request-sender").waitFor();
  expect(await page.getByTestId("request-forbids").count()).toBe(0);
  await isClean(page);
  await page.getByTestId("request-channel").selectOption("telephone");
  await type(page, {
    "request-sender": "Office of Nowhere",
    "request-received": receivedAt(),
    "request-meetings": code,
    "demand-0-verbatim": "End it now.",
  });
  await page.getByTestId("demand-0-kind").selectOption("end-meeting");
  await page.getByTestId("request-send").click();
  await page.getByTestId("not-in-register").waitFor();
  expect(await page.getByTestId("request-reject").count()).toBe(0);
  await isClean(page);

  const other = desks.reviewer;
  await other.goto(page.url());
  await other.getByTestId("not-in-register").waitFor();
  expect(await other.getByTestId("begin-review").count()).toBe(0);
  await isClean(other);
  await other.getByTestId("request-reject").click();
  await other.getByText("We know of no authority that sent this").waitFor();
  await isClean(other);
  await other.getByTestId("confirm").click();
  await other.locator("h1", { hasText: "rejected" }).waitFor();
  await isClean(other);
  await host.reload();
  const unknown = host.getByText("Someone who isn’t in the desk’s register of authorities");
  await unknown.first().waitFor({ state: "attached" });
  await isClean(host);
  await other.goto(requestUrl);
});

test("one desk member hides names by keyboard, another publishes the authority's own words", async () => {
  const page = desks.reviewer;
  const original = page.getByTestId("words-0-original");
  await page.getByTestId("words-0-person").click();
  await page.getByText("Select some of the words first.").waitFor();
  await original.focus();
  // The text can be navigated, but not edited.
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.type("Not ");
  for (let at = 0; at < "The meeting".length; at += 1)
    await page.keyboard.press("Shift+ArrowRight");
  await page.getByTestId("words-0-person").click();
  await page.getByTestId("words-0-shown").getByText("⟦person⟧ must not be reached").waitFor();
  expect(await original.inputValue()).toBe("The meeting must not be reached from our country.");
  await isClean(page);
  await page.getByTestId("words-hidden").getByRole("button", { name: "Undo" }).click();
  await page.getByTestId("words-0-shown").getByText("The meeting must not").waitFor();
  await page.getByTestId("words-0-person").click();
  await page.getByTestId("words-prepare").click();
  await isClean(page);
  await page.getByTestId("confirm").click();
  await page.getByTestId("words-shown").waitFor();
  expect(await page.getByTestId("words-publish").count()).toBe(0);
  await isClean(page);

  const other = desks.approver;
  await other.goto(requestUrl);
  const shown = "⟦1⟧ ⟦person⟧ must not be reached from our country.";
  await other.getByTestId("words-shown").getByText(shown).waitFor();
  await isClean(other);
  await other.getByTestId("words-publish").click();
  await isClean(other);
  await other.getByTestId("confirm").click();
  await other.getByTestId("words-publish").waitFor({ state: "detached" });
  await other.getByText("Published by").waitFor();
  await isClean(other);
  expect(errors).toEqual([]);
});
