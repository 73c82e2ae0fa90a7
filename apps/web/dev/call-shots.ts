// biome-ignore lint/correctness/noUndeclaredDependencies: the root declares it, for the browser tests.
import type { Page } from "playwright-core";
import type { Shot } from "./shot.ts";

const enter = async (page: Page): Promise<void> => {
  await page.getByTestId("join-name").fill("Zoë Marchetti");
  await page.getByTestId("join-button").click();
  await page.locator('[data-phase="connected"]').waitFor();
  await page.getByTestId("tile-Zoë Marchetti").locator("video").waitFor();
  await page.waitForTimeout(1_500);
};

/** Sends something to the page as the join's event stream, or steers the fake API otherwise. */
const fake = (page: Page, action: string, data?: object): Promise<unknown> => {
  const url = new URL(`/__fake/${action}`, page.url()).href;
  return data === undefined ? page.request.get(url) : page.request.post(url, { data });
};

const asHost = async (page: Page): Promise<void> => {
  await enter(page);
  const since = new Date().toISOString();
  await fake(page, "room", {
    door: { entry: "lobby", locked: false, beacon: "wanted" },
    roles: [],
    you: "host",
    limitedByOrder: false,
    ruleVersion: 0,
    hosting: {
      waiting: [
        { joinId: "w1", name: "K. Haddad", because: "lobby", passFor: "Karim Haddad", since },
        { joinId: "w3", name: "Jun Ito", because: "cannot-tell", since },
        {
          joinId: "w2",
          name: "Lena",
          because: "knock",
          text: "I’m in Lyon, on my company’s network.",
          says: "not-there",
          since,
        },
      ],
      successors: [],
      banned: [{ identity: "guest-m", name: "Mallory" }],
      byPass: [{ identity: "guest-c.1", passFor: "Carl Weiß" }],
    },
  });
  await page.getByTestId("waiting-notice").waitFor();
};

/** A rule in the making that keeps this place out; nothing is applied. */
const closeTo = async (page: Page, typed: string, code: string): Promise<void> => {
  await asHost(page);
  await press(page, "open-rules");
  await page.getByTestId("rule-mode-except").click();
  await page.getByTestId("place-search").fill(typed);
  await page.getByTestId(`place-option-${code}`).click();
};

/** Four others come in too, from pages of their own that go with this one. */
const withOthers = async (page: Page): Promise<void> => {
  for (const name of ["Karim Haddad", "Lena", "Ngozi Adeyemi", "Prof. Dr. Wilhelmine von Alten"]) {
    const other = await page.context().newPage();
    page.once("close", () => void other.close());
    await other.goto(page.url());
    await other.getByTestId("join-name").fill(name);
    await other.getByTestId("join-button").click();
    await other.locator('[data-phase="connected"]').waitFor();
  }
  await enter(page);
  await page.getByTestId("tile-Lena").locator("video").waitFor();
};

/** A narrow bar keeps most of its buttons in a menu. */
const press = async (page: Page, id: string): Promise<void> => {
  if ((await page.getByTestId(id).count()) === 0) await page.getByTestId("open-more").click();
  await page.getByTestId(id).click();
};

const path = "/m/opn-open-opn";
const fivePath = "/m/fiv-five-fiv";

/** An order will keep this one out in some minutes. */
async function noticed(page: Page): Promise<void> {
  await enter(page);
  await fake(page, "notice", {
    at: new Date(Date.now() + 4.5 * 60_000).toISOString(),
    refusal: {
      decidedBy: "order",
      because: "ordered",
      place: "AQ",
      limitPlace: "AQ",
      sure: "sure",
      evidence: [{ kind: "records-agree" }],
      until: new Date(Date.now() + 30 * 3_600_000).toISOString(),
      authority: "District Court of Penguin Bay",
      law: "Assembly Act 1999, section 12",
      orderId: "7d9b6f0c-2a53-4d0f-9a53-1c0f6f5b2a10",
    },
  });
  await page.getByTestId("order-notice").waitFor();
}

/** The call, on the fake API and a real engine. */
export const callShots: readonly Shot[] = [
  { name: "call", path, call: true, act: enter },
  { name: "call-five", path: fivePath, call: true, act: withOthers },
  {
    name: "call-letters",
    path: fivePath,
    call: true,
    act: async (page) => {
      await withOthers(page);
      for (const each of page.context().pages()) await each.getByTestId("toggle-camera").click();
      const roles = Array.from({ length: 99 }, (_, seat) => ({
        identity: `guest-fiv-five-fiv-${seat}.1`,
        role: (["host", "co-host", "guest", "guest", "guest"] as const)[seat % 5],
      }));
      await fake(page, "room", {
        door: { entry: "open", locked: false, beacon: "wanted" },
        ...{ roles, you: "guest", limitedByOrder: false, ruleVersion: 0 },
      });
      await page.getByTestId("tile-role").first().waitFor({ state: "attached" });
    },
  },
  {
    name: "call-five-idle",
    path: fivePath,
    call: true,
    act: async (page) => {
      await withOthers(page);
      await page.locator(".call[data-idle]").waitFor();
      await page.waitForTimeout(500);
    },
  },
  {
    name: "call-five-lines",
    path: fivePath,
    call: true,
    act: async (page) => {
      await withOthers(page);
      await fake(page, "room", {
        ...{ door: { entry: "open", locked: false, beacon: "wanted" }, roles: [] },
        ...{ you: "acting", limitedByOrder: true, ruleVersion: 0 },
      });
      await page.getByTestId("room-line").first().waitFor();
      await page.waitForTimeout(500);
    },
  },
  {
    name: "call-five-people",
    path: fivePath,
    call: true,
    act: async (page) => {
      await withOthers(page);
      await press(page, "open-people");
      await page.getByTestId("menu-Lena").click();
    },
  },
  {
    name: "call-place",
    path,
    call: true,
    act: async (page) => {
      await enter(page);
      await press(page, "open-people");
      await fake(page, "place", {
        place: "FR",
        sure: "likely",
        evidence: [{ kind: "mobile" }, { kind: "paths-agree" }],
      });
      await page.getByTestId("panel").getByTestId("why").click();
    },
  },
  {
    name: "call-report-person",
    path: fivePath,
    call: true,
    act: async (page) => {
      await withOthers(page);
      await press(page, "open-people");
      await page.getByTestId("menu-Lena").click();
      await page.getByTestId("report-Lena").click();
      await page.getByTestId("report-form").waitFor();
    },
  },
  { name: "call-alone", path: "/m/one-only-one", call: true, act: enter },
  {
    name: "call-chat",
    path,
    call: true,
    act: async (page) => {
      await enter(page);
      await page.getByTestId("open-chat").click();
      await page.getByTestId("chat-input").fill("Good morning! The first map is from 1570.");
      await page.getByTestId("chat-send").click();
      await page.getByTestId("chat-log").locator("li").waitFor();
    },
  },
  {
    name: "call-hand",
    path,
    call: true,
    act: async (page) => {
      await enter(page);
      await press(page, "toggle-hand");
      await press(page, "open-people");
      await page.getByTestId("hands").waitFor();
    },
  },
  {
    name: "call-more",
    path,
    call: true,
    act: async (page) => {
      await enter(page);
      await page.getByTestId("open-more").click();
    },
  },
  {
    name: "call-keys",
    path,
    call: true,
    act: async (page) => {
      await enter(page);
      await page.keyboard.press("?");
      await page.getByTestId("keys").waitFor();
    },
  },
  {
    name: "call-devices",
    path,
    call: true,
    act: async (page) => {
      await enter(page);
      await page.getByTestId("open-more").click();
      await page.getByTestId("open-devices").click();
      await page.getByTestId("devices").waitFor();
    },
  },
  {
    name: "call-hosting",
    path,
    call: true,
    act: async (page) => {
      await asHost(page);
      await press(page, "open-people");
      await page.getByTestId("waiting").waitFor();
    },
  },
  {
    name: "call-hosting-below",
    path,
    call: true,
    act: async (page) => {
      await asHost(page);
      await press(page, "open-people");
      await page
        .getByTestId("banned")
        .scrollIntoViewIfNeeded()
        .catch(() => undefined);
      await page.getByTestId("waiting-above").waitFor();
    },
  },
  {
    name: "call-leaving",
    path,
    call: true,
    act: async (page) => {
      await asHost(page);
      await page.getByTestId("leave").click();
      await page.getByTestId("end-for-all").waitFor();
    },
  },
  {
    name: "call-rules",
    path,
    call: true,
    act: async (page) => {
      await closeTo(page, "germ", "DE");
      await page.locator('[data-testid="preview"][data-state="known"]').waitFor();
    },
  },
  {
    name: "call-rules-own",
    path,
    call: true,
    act: async (page) => {
      await closeTo(page, "france", "FR");
      await page.getByTestId("preview-you").waitFor();
      await page.getByTestId("apply-rule").click();
      await page.getByTestId("leaving-too").waitFor();
    },
  },
  {
    name: "call-rules-applied",
    path,
    call: true,
    act: async (page) => {
      await closeTo(page, "germ", "DE");
      await page.locator('[data-testid="preview"][data-state="known"]').waitFor();
      await page.getByTestId("apply-rule").click();
      await page.getByTestId("undo-rule").waitFor();
    },
  },
  {
    name: "call-places",
    path,
    call: true,
    act: async (page) => {
      await asHost(page);
      await press(page, "open-rules");
      await page.getByTestId("tab-places").click();
      await page.getByTestId("places-note").scrollIntoViewIfNeeded();
    },
  },
  {
    name: "call-handing-over",
    path: fivePath,
    call: true,
    act: async (page) => {
      await withOthers(page);
      await fake(page, "room", {
        ...{ door: { entry: "open", locked: false, beacon: "wanted" }, roles: [], you: "host" },
        limitedByOrder: false,
        ruleVersion: 0,
        hosting: { waiting: [], successors: [], banned: [], byPass: [] },
      });
      await page.getByTestId("leave").click();
      await page.getByTestId("hand-over").click();
      await page.getByTestId("hand-over-to").waitFor();
    },
  },
  {
    name: "call-rule-changed",
    path,
    call: true,
    act: async (page) => {
      await enter(page);
      const door = { entry: "open", locked: false, beacon: "wanted" };
      const room = { door, roles: [], you: "guest", limitedByOrder: false };
      await fake(page, "room", { ...room, ruleVersion: 0 });
      await page.waitForTimeout(500);
      await fake(page, "room", { ...room, ruleVersion: 1 });
      await page.getByTestId("notices").filter({ hasText: "Who can join" }).waitFor();
    },
  },
  {
    name: "call-in-charge",
    path,
    call: true,
    act: async (page) => {
      await enter(page);
      const room = {
        ...{
          door: { entry: "open", locked: false, beacon: "wanted" },
          you: "co-host",
          limitedByOrder: false,
          ruleVersion: 0,
        },
        hosting: { waiting: [], successors: [], banned: [], byPass: [] },
      };
      await fake(page, "room", { ...room, roles: [{ identity: "host.1", role: "host" }] });
      await page.waitForTimeout(500);
      await fake(page, "room", { ...room, roles: [] });
      await page.getByTestId("notices").filter({ hasText: "until the host" }).waitFor();
    },
  },
  {
    name: "call-host-back",
    path,
    call: true,
    act: async (page) => {
      await enter(page);
      const room = {
        ...{ door: { entry: "open", locked: false, beacon: "wanted" }, you: "co-host" },
        ...{ limitedByOrder: false, ruleVersion: 0 },
        hosting: { waiting: [], successors: [], banned: [], byPass: [] },
      };
      await fake(page, "room", { ...room, roles: [] });
      await page.waitForTimeout(500);
      await fake(page, "room", { ...room, roles: [{ identity: "host.1", role: "host" }] });
      await page.waitForTimeout(800);
    },
  },
  {
    name: "call-elsewhere",
    path,
    call: true,
    act: async (page) => {
      await enter(page);
      await fake(page, "elsewhere");
      await page.getByTestId("elsewhere").waitFor();
    },
  },
  {
    name: "call-left",
    path,
    call: true,
    act: async (page) => {
      await enter(page);
      await page.getByTestId("leave").click();
      await page.getByTestId("left").waitFor();
    },
  },
  {
    name: "call-lost",
    path,
    call: true,
    act: async (page) => {
      await page.routeWebSocket(/\/rtc/, (socket) => void socket.close());
      await page.getByTestId("join-name").fill("Ada");
      await page.getByTestId("join-button").click();
      await page.getByTestId("lost").waitFor();
    },
  },
  {
    name: "call-left-host",
    path,
    call: true,
    act: async (page) => {
      await page.evaluate(() =>
        window.localStorage.setItem(
          "graticule.meetings",
          JSON.stringify([{ code: "opn-open-opn", title: "Tea", secret: "s3cret", keptAt: 0 }]),
        ),
      );
      await enter(page);
      await page.getByTestId("leave").click();
      await page.getByTestId("leave-only").click();
      await page.getByTestId("run-by").waitFor();
    },
  },
  {
    name: "call-limited",
    path,
    call: true,
    act: async (page) => {
      await enter(page);
      await fake(page, "room", {
        door: { entry: "open", locked: false, beacon: "wanted" },
        roles: [],
        you: "guest",
        limitedByOrder: true,
        ruleVersion: 0,
      });
      await page.getByTestId("room-line").waitFor();
    },
  },
  { name: "call-notice", path, call: true, act: noticed },
  {
    name: "call-notice-not-there",
    path,
    call: true,
    act: async (page) => {
      await noticed(page);
      await page.getByTestId("not-there").click();
      await page.getByTestId("contest-send").click();
      await page.getByTestId("ask-device").scrollIntoViewIfNeeded();
    },
  },
  {
    name: "call-report",
    path,
    call: true,
    act: async (page) => {
      await enter(page);
      await page.getByTestId("open-more").click();
      await page.getByTestId("open-report").click();
      await page.getByTestId("report-form").waitFor();
    },
  },
  {
    name: "call-removed",
    path,
    call: true,
    act: async (page) => {
      await enter(page);
      await fake(page, "remove");
      await page.getByTestId("refused-page").waitFor();
    },
  },
];
