import {
  type EngineStatus,
  type InstanceStatus,
  type ServiceStatus,
  serviceStatus,
} from "@graticule/api/administration";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { collectErrors, widerBy } from "../accessible.ts";
import { joinMeeting, seesSelf } from "../pages.ts";
import { keptOut, type SeededService, type Viewer } from "./seeded-service.ts";

/** A page of the service, as someone sees it. */
export interface View {
  readonly path: string | ((service: SeededService) => string | Promise<string>);
  /** The test id that shows that the page is complete; default: its heading. */
  readonly shown?: string;
  /** Default: a visitor. */
  readonly as?: Viewer;
  /** Comes from the place that an order keeps out. */
  readonly keptOut?: true;
  /** A status that the page's requests get, which browsers complain about. */
  readonly status?: 404 | 451;
  /** What is done on the page first, again for each picture. */
  readonly act?: (page: Page, service: SeededService) => Promise<unknown>;
}

const byId = (page: Page, id: string) => page.getByTestId(id).first();
const click = (id: string) => (page: Page) => byId(page, id).click();
const type = (id: string, text: string) => (page: Page) => byId(page, id).fill(text);
const see = (id: string) => (page: Page) => byId(page, id).waitFor();
const steps =
  (...all: readonly ((page: Page) => Promise<unknown>)[]) =>
  async (page: Page) => {
    for (const step of all) await step(page);
  };
const pick = (code: string) => steps(type("place-search", code), click(`place-option-${code}`));

/** As in a letter about an address; of no account. */
const addressLink = (claims: object) =>
  `/verify-email#e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.c2ln`;

const enter = (page: Page) => joinMeeting(page, "Zoë Marchetti");
const ask = steps(type("join-name", "Zoë Marchetti"), seesSelf, click("join-button"));
/** A narrow bar keeps most of its buttons in a menu. */
const press = (id: string) => async (page: Page) => {
  if ((await page.getByTestId(id).count()) === 0) await byId(page, "open-more").click();
  await byId(page, id).click();
};
/** Others join, in tabs that close with this one. */
const withSome = async (page: Page, names: readonly string[]): Promise<void> => {
  for (const name of names) {
    const other = await page.context().newPage();
    await other.goto(page.url());
    await joinMeeting(other, name);
  }
  await page.bringToFront();
  await enter(page);
  await byId(page, "tile-Karim Haddad").waitFor();
};
const withOne = (page: Page) => withSome(page, ["Karim Haddad"]);
const withOthers = (page: Page) =>
  withSome(page, ["Karim Haddad", "Prof. Dr. Wilhelmine von Alten"]);

/** On Manage: someone else opens the join link, in a browser that closes with this page. */
const byLink = async (page: Page): Promise<Page> => {
  const link = await page.getByTestId("join-meeting").getAttribute("href");
  const theirs = await page
    .context()
    .browser()
    ?.newContext({
      permissions: ["camera", "microphone"],
    });
  if (theirs === undefined || link === null) throw new Error("No one else can come.");
  page.once("close", () => void theirs.close());
  const other = await theirs.newPage();
  await other.goto(new URL(link, page.url()).href);
  return other;
};
const someoneInside = async (page: Page): Promise<void> => {
  await joinMeeting(await byLink(page), "Karim Haddad");
  await byId(page, "end-meeting").waitFor();
};
const someoneWaits = async (page: Page): Promise<void> => {
  await steps(ask, see("lobby"))(await byLink(page));
  await page.getByText("Zoë Marchetti").first().waitFor();
};

/** The status of three instances in an upgrade, of which one doesn't answer. */
const ofSeveral = async (page: Page): Promise<void> => {
  await page.route("**/api/admin/status", async (route) => {
    const answer = await route.fetch();
    const status = serviceStatus.parse(await answer.json());
    const said = {
      version: status.version,
      startedAt: status.startedAt,
      serves: "ready",
      location: "3fa9c217".repeat(8),
    } as const;
    const one = { isThis: false, draining: false, beatSecondsAgo: 0, roles: [] };
    const instances: InstanceStatus[] = [
      {
        ...one,
        ...{ address: "10.0.0.11:7901", isThis: true, rooms: 1_204, roles: ["location"] },
        said: { ...said, people: 9_871 },
      },
      {
        ...one,
        ...{ address: "10.0.0.12:7901", draining: true, rooms: 17 },
        said: { ...said, serves: "draining", version: "0.9.4", people: 203 },
      },
      { ...one, address: "10.0.0.13:7901", beatSecondsAgo: 3, rooms: 988, roles: ["orders"] },
    ];
    const engines: EngineStatus[] = [
      { id: "north-1", region: "north", state: "open", rooms: 1_102, people: 5_120 },
      { id: "north-2", region: "north", state: "draining", rooms: 3, people: 14 },
      { id: "south-1", region: "south", state: "open", rooms: 1_104, people: 4_940 },
    ];
    const cluster = { instances, engines };
    await route.fulfill({ json: { ...status, cluster } satisfies ServiceStatus });
  });
  await page.reload();
  await byId(page, "cluster").waitFor();
};
/** What is changed from now on is stored, and not in force everywhere yet. */
const notYetInForce = async (page: Page): Promise<void> => {
  await page.route("**/api/admin/settings", async (route) => {
    if (route.request().method() !== "PUT") return await route.continue();
    const headers = { "graticule-in-force": "not-yet" };
    await route.fulfill({ status: 202, headers, json: null });
  });
};

/** Someone kept out by the order says that they are not there. */
const contest = async (page: Page, { origin, meetings }: SeededService): Promise<void> => {
  const post = async (path: string, body: object, more: object = {}) => {
    const headers = { origin, "content-type": "application/json", ...keptOut, ...more };
    const sent = { method: "POST", headers, body: JSON.stringify(body) };
    return (await fetch(origin + path, sent)).json();
  };
  const { joinId, key } = await post(`/api/meetings/${meetings.ordered.code}/joins`, {
    name: "Lin",
  });
  await post(`/api/joins/${joinId}/contest`, {}, { authorization: `Bearer ${key}` });
  await page.reload();
  await byId(page, "contest").waitFor();
};

/** As where the operator has media servers in these regions. */
const withRegions = (mediaServers: object) => async (page: Page) => {
  await page.route("**/api/meetings/*/manage", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), mediaServers } });
  });
  await page.reload();
  await steps(click("manage-tab-settings"), see("media-region"))(page);
};

type Meetings = SeededService["meetings"];
const of =
  (which: keyof Meetings, link: keyof Meetings["talk"]) =>
  ({ meetings }: SeededService): string =>
    meetings[which][link];
const request =
  (which: "told" | "proposed" | "reviewing" | "received") =>
  ({ desk }: SeededService): string =>
    `/desk/requests/${desk[which].id}`;

const host = { as: "host" } as const;
const administrator = { as: "administrator" } as const;
const reviewer = { as: "reviewer" } as const;
const creating = { path: "/new", ...host, shown: "title" } as const;
const managed = { path: of("talk", "manage"), shown: "inside-count" } as const;
const closed = { path: of("closed", "join"), shown: "refused-page" } as const;
const ordered: View = {
  path: of("ordered", "join"),
  shown: "refused-page",
  keptOut: true,
  status: 451,
};
const call: View = {
  path: async (service) => (await service.newMeeting()).join,
  shown: "join-name",
};
const report = { path: of("talk", "report"), shown: "report-form" } as const;
const log = { path: "/transparency", shown: "story-row" } as const;
const entry: View = {
  path: ({ desk }) => `/transparency/entries/${desk.entry}`,
  shown: "entry-says",
};
const proposed = { path: request("proposed"), as: "approver", shown: "order-approve" } as const;

/** Every page, by the name of its pictures. A test opens each. */
export const views: Readonly<Record<string, View>> = {
  home: { path: "/", ...host, act: (page) => page.getByText("Spring seminar").waitFor() },
  "home-visitor": { path: "/", shown: "start-meeting" },
  "not-found": { path: "/nowhere", shown: "not-found" },
  process: { path: "/process" },
  "what-we-hold": { path: "/what-we-hold" },

  setup: { path: "/setup#token", shown: "setup" },
  "setup-missing": { path: "/setup", shown: "setup-missing" },
  "sign-in": { path: "/sign-in", shown: "sign-in" },
  "sign-up": { path: "/sign-up", shown: "sign-up" },
  reset: { path: "/reset", shown: "reset" },
  "reset-choose": { path: "/reset#token", shown: "reset-choose" },
  "verify-email": { path: addressLink({ email: "zoe@example.org" }), shown: "verify" },
  "verify-email-move": {
    path: addressLink({ email: "zoe@example.org", updateTo: "zoe.marchetti@example.net" }),
    shown: "verify",
  },
  "verify-email-missing": { path: "/verify-email#token", shown: "verify-missing" },
  "account-signed-out": { path: "/account", shown: "signed-out" },
  account: { path: "/account", ...host, shown: "profile-name" },
  "account-security": { path: "/account/security", ...host, shown: "sessions" },
  "account-desk-key": { path: "/account/security", ...reviewer, shown: "desk-key" },
  "account-proposed": { path: "/account", as: "proposed", shown: "proposed-accept" },
  "account-accepted": { path: "/account", as: "accepted", shown: "key-code" },
  "account-meetings": { path: "/account/meetings", ...host, shown: "set-add" },
  "account-developers": { path: "/account/developers", ...host, shown: "webhooks" },

  new: creating,
  "new-visitor": { path: "/new" },
  "new-any-time": { ...creating, act: click("when-now") },
  "new-options": {
    ...creating,
    act: steps(click("presets-open"), click("options-open"), click("lobby-lobby")),
  },
  "new-repeats": { ...creating, act: click("when-repeats") },
  "new-except": { ...creating, act: steps(click("rule-mode-except"), pick("DE"), pick("UA-43")) },
  "new-only": {
    ...creating,
    act: steps(click("rule-mode-only"), pick("EU"), type("place-search", "united")),
  },
  "new-faults": {
    ...creating,
    act: steps(type("starts-at", ""), click("create")),
  },
  "manage-new": {
    ...creating,
    act: steps(type("title", "Autumn lecture"), click("create"), see("meeting-created")),
  },
  manage: managed,
  "manage-rule": { ...managed, act: steps(click("rule-mode-except"), pick("HK"), see("preview")) },
  "manage-people": { ...managed, act: steps(someoneInside, click("manage-tab-people")) },
  "manage-people-none": { ...managed, act: click("manage-tab-people") },
  "manage-links": { ...managed, act: steps(click("more-links"), see("join-link")) },
  "manage-settings": { ...managed, act: click("manage-tab-settings") },
  "manage-region": {
    ...managed,
    act: withRegions({ regions: ["europe", "us-east"], chosen: { region: "europe", state: "up" } }),
  },
  "manage-region-gone": {
    ...managed,
    act: withRegions({
      regions: ["europe", "us-east"],
      chosen: { region: "asia", state: "unlisted" },
    }),
  },
  "manage-history": { ...managed, act: click("manage-tab-history") },
  "manage-waiting": { path: of("lobby", "manage"), shown: "inside-count", act: someoneWaits },
  "manage-edit": { ...managed, act: steps(click("manage-tab-settings"), click("edit-meeting")) },
  "manage-end": {
    ...managed,
    act: steps(someoneInside, click("end-meeting"), see("end-meeting-confirm")),
  },
  "manage-order": { path: of("ordered", "manage"), shown: "host-notice" },
  "manage-request": { path: of("talk", "manage"), shown: "host-notice" },
  "manage-ended": { path: of("ended", "manage") },
  "manage-wrong": {
    path: ({ meetings }) => `/manage/${meetings.talk.code}#wrong`,
    shown: "manage-wrong",
  },

  check: { path: of("talk", "check"), shown: "check" },
  "check-waits": { path: of("lobby", "check"), shown: "check" },
  "check-no": { path: of("closed", "check"), shown: "check" },
  door: { path: of("talk", "join"), shown: "join-name", act: seesSelf },
  "door-later": { path: of("asked", "join") },
  "door-part-of-link": { path: ({ meetings }) => `/m/${meetings.talk.code}`, shown: "whole-link" },
  "door-nowhere": { path: "/m/aaa-aaaa-aaa", shown: "no-meeting", status: 404 },
  "door-ended": { path: of("ended", "join"), shown: "ended" },
  lobby: { path: of("lobby", "join"), shown: "join-name", act: steps(ask, see("lobby")) },
  "refused-rule": closed,
  "refused-ask": { ...closed, act: click("ask-host") },
  "refused-order": { ...ordered, act: click("refused-why") },
  "refused-not-there": { ...ordered, act: click("not-there") },
  "refused-appeal": { ...ordered, act: click("appeal") },

  call: { ...call, act: withOthers },
  "call-alone": { ...call, act: enter },
  "call-two": { ...call, act: withOne },
  "call-people": { ...call, act: steps(withOthers, press("open-people"), see("people-list")) },
  "call-chat": { ...call, act: steps(enter, press("open-chat"), see("chat-input")) },
  "call-more": { ...call, act: steps(enter, click("open-more")) },
  "call-devices": { ...call, act: steps(enter, press("open-devices"), see("devices")) },
  "call-security": { ...call, act: steps(enter, click("seal"), see("security")) },
  "call-rules": {
    ...call,
    ...host,
    act: steps(enter, press("open-rules"), click("rule-mode-except"), pick("DE"), see("preview")),
  },
  "call-leaving": { ...call, ...host, act: steps(enter, click("leave"), see("end-for-all")) },
  "call-left": { ...call, act: steps(enter, click("leave"), see("left")) },

  order: { path: ({ desk }) => `/orders/${desk.order}`, shown: "order" },
  "order-over": { path: ({ desk }) => `/orders/${desk.orderOver}`, shown: "order" },
  appeal: { path: ({ desk }) => desk.appeal, shown: "appeal-state" },
  "appeal-decided": { path: ({ desk }) => desk.decided, shown: "appeal-reasons" },
  "appeal-wrong": { path: "/appeal", shown: "appeal-wrong" },
  report,
  "report-state": { ...report, act: click("report-from-state") },
  log,
  "log-table": { ...log, act: (page) => page.getByText("Show as a table").first().click() },
  "log-entries": { path: "/transparency/entries", shown: "log-entries" },
  "log-no-figure": { path: "/transparency/entries?behind=people", shown: "no-figure" },
  "log-request": {
    path: ({ desk }) => `/transparency/requests/${desk.told.number}`,
    shown: "story",
  },
  "log-no-request": { path: "/transparency/requests/999", shown: "no-story", status: 404 },
  "log-entry": entry,
  "log-entry-verified": { ...entry, act: steps(click("verify-start"), see("verify-outcome")) },

  desk: { path: "/desk", ...reviewer, shown: "desk-open" },
  "desk-no-member": { path: "/desk", ...host },
  "desk-proposed-role": { path: "/desk", as: "proposed", shown: "proposed" },
  "desk-new": { path: "/desk/new", as: "intake", shown: "existence-no" },
  "desk-new-form": {
    path: "/desk/new",
    as: "intake",
    act: steps(click("existence-no"), see("request-gaps")),
  },
  "desk-new-silent": {
    path: "/desk/new",
    as: "intake",
    act: steps(click("existence-unsure"), click("silent-open"), see("silent-seal")),
  },
  "desk-received": { path: request("received"), as: "caller", shown: "step-authentic" },
  "desk-write": {
    path: request("reviewing"),
    ...reviewer,
    act: steps(click("order-write"), see("order-propose")),
  },
  "desk-proposed": { ...proposed, ...reviewer, shown: "order" },
  "desk-approve": { ...proposed, act: steps(click("order-approve"), see("confirm")) },
  "desk-closed": { path: request("told"), ...reviewer, shown: "step-authentic" },
  "desk-register": { path: "/desk/register", ...reviewer, shown: "authorities" },
  "desk-confirm": {
    path: "/desk/register",
    as: "approver",
    act: steps(
      (page) => page.getByRole("button", { name: /^Confirm: “Amir/ }).click(),
      see("confirm"),
    ),
  },
  "desk-appeals": { path: "/desk/appeals", as: "appeals", shown: "appeal" },
  "desk-contests": { path: "/desk/contests", as: "appeals", act: contest },
  "desk-safety": { path: "/desk/safety", as: "safety", shown: "report" },
  "desk-safety-others": { path: "/desk/safety", ...reviewer, shown: "reports" },
  "desk-log": { path: "/desk/log", as: "approver", shown: "removal-open" },

  admin: { path: "/admin", ...administrator, shown: "machinery" },
  "admin-places": { path: "/admin/places", ...administrator, shown: "take-sources" },
  "admin-places-measured": {
    path: "/admin/places",
    ...administrator,
    shown: "take-sources",
    act: steps(click("agreement-begin"), see("agreement")),
  },
  "admin-places-licences": {
    path: "/admin/places",
    ...administrator,
    shown: "take-sources",
    act: steps(click("take-sources"), see("accept-licences")),
  },
  "admin-cluster": { path: "/admin", ...administrator, shown: "machinery", act: ofSeveral },
  "admin-not-in-force": {
    path: "/admin/settings",
    ...administrator,
    shown: "service-name",
    act: steps(notYetInForce, click("settings-save"), see("not-in-force")),
  },
  "admin-settings": { path: "/admin/settings", ...administrator, shown: "service-name" },
  "admin-people": { path: "/admin/people", ...administrator, shown: "people" },
  "admin-rules": { path: "/admin/rules", ...administrator, shown: "platform-rules" },
  "admin-desk": { path: "/admin/desk", ...administrator },
  "admin-mailbox": { path: "/admin/mailbox", ...administrator },
  "admin-not-yours": { path: "/admin", ...host, shown: "not-administrator" },
};

export const pathOf = async ({ path }: View, service: SeededService): Promise<string> =>
  typeof path === "string" ? path : await path(service);

/**
 * Opens a view in its own browser context with these options, and closes it after `look`. Returns
 * what is wrong with it: console errors, and by how much it is wider than its window.
 */
export async function openView(
  browser: Browser,
  service: SeededService,
  view: View,
  options: BrowserContextOptions,
  look: (page: Page) => Promise<void> = async () => {},
): Promise<readonly string[]> {
  const { as = "visitor", shown, status } = view;
  const context = await browser.newContext({
    reducedMotion: "reduce",
    permissions: ["camera", "microphone"],
    ...options,
    ...(view.keptOut === true ? { extraHTTPHeaders: keptOut } : {}),
  });
  try {
    if (as !== "visitor") await context.addCookies(service.people[as].cookies());
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    const errors: string[] = [];
    collectErrors(page, errors);
    await page.goto(service.origin + (await pathOf(view, service)));
    await (shown === undefined ? page.locator("h1") : page.getByTestId(shown)).first().waitFor();
    await view.act?.(page, service);
    await look(page);
    const over = await widerBy(page);
    return [
      ...errors.filter((line) => !line.includes(`status of ${status} `)),
      ...(over > 0 ? [`wider than its window by ${over} px`] : []),
    ];
  } finally {
    // What a page asks at this moment is answered no more.
    for (const page of context.pages()) await page.unrouteAll({ behavior: "ignoreErrors" });
    await context.close();
  }
}
