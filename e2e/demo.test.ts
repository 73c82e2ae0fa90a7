import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { appealCase } from "@graticule/api/appeals";
import { hosting } from "@graticule/api/hosting";
import { requestView } from "@graticule/api/requests";
import { Program } from "@graticule/server/tests/program";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { browserOpener } from "../demo/open-browser.ts";
import { addPasskeyDevice } from "./authenticator.ts";
import { FAKE_MEDIA, launchBrowser } from "./browser.ts";
import { joinInFirefox, launchFirefox, seesInFirefox } from "./firefox.ts";
import { joinMeeting, seesFrames, takePicture } from "./pages.ts";

/** The demo as `npm run demo` starts it, and what someone does in it who follows its index page. */
const root = join(import.meta.dirname, "..");
const germans = ["Esther", "Felix"];
const personas = {
  host: "Nora",
  intake: "Ivo",
  reviewer: "Rhea",
  approver: "Abel",
  appeals: "Ada",
  administrator: "Administrator",
};
const others = ["Amina", "Bruno", "Chloé", "Daichi"];

let demo: Program;
let browser: Browser;
let context: BrowserContext;
let call: Page;
/** What the demo printed: the links, the service's origin, and the demo's own. */
const printed = { host: "", index: "", join: "" };
let service: string;
let own: string;
/** What the index page's link gave, once. */
let ownCookie = "";

const lastWord = async (of: string): Promise<string> =>
  (await demo.line(of)).trim().split(/\s+/).at(-1) ?? "";

beforeAll(async () => {
  const unused = { HOST: "192.0.2.1", PORT: "8080" };
  const env = { NODE_ENV: "production", NO_BROWSER: "1", DISPLAY: ":0", ...unused };
  demo = new Program(env, "same", join(root, "demo/main.ts"));
  printed.host = await lastWord("Host’s page");
  printed.index = await lastWord("What to try");
  printed.join = await lastWord("Join yourself");
  service = new URL(printed.join).origin;
  own = new URL(printed.index).origin;
  browser = await launchBrowser(...FAKE_MEDIA);
  context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(60_000);
});

afterAll(async () => {
  await browser?.close();
  const folder = (await demo?.line("/graticule-test-"))?.trim() ?? "";
  expect(existsSync(folder)).toBe(true);
  await demo?.stopCleanly("SIGINT");
  expect(demo.lines).toContain("Stopping.");
  expect(existsSync(folder)).toBe(false);
});

/**
 * As a browser asks that finds each name on this machine, with whatever origin and cookie. `fetch`
 * neither finds `*.localhost` everywhere nor sends another host's name.
 */
function get(url: string, { method = "GET", ...headers }: Record<string, string> = {}) {
  const { host, port, pathname } = new URL(url);
  const asked = { host: "127.0.0.1", port, path: pathname, method, headers: { host, ...headers } };
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>(
    (done, failed) => {
      const answered = async (answer: IncomingMessage) => {
        const { statusCode = 0, headers: told } = answer;
        done({ status: statusCode, headers: told, body: await text(answer) });
      };
      request(asked, (answer) => answered(answer).catch(failed))
        .on("error", failed)
        .end();
    },
  );
}

/** What a browser sends back of the first cookie in an answer. */
const cookieOf = ({ headers }: { readonly headers: IncomingHttpHeaders }) =>
  headers["set-cookie"]?.[0]?.split(";")[0] ?? "";

/** As this browser asks at the origin that a page has open. */
async function ask(page: Page, method: string, path: string, body?: object): Promise<unknown> {
  const answered = await page.evaluate(
    async ([how, where, what]) => {
      const headers = { "content-type": "application/json" };
      const sent = what === undefined ? {} : { headers, body: JSON.stringify(what) };
      const response = await fetch(String(where), { method: String(how), ...sent });
      return { ok: response.ok, text: await response.text() };
    },
    [method, path, body] as const,
  );
  if (!answered.ok) throw new Error(`${method} ${path}: ${answered.text}`);
  return answered.text === "" ? undefined : JSON.parse(answered.text);
}

/** Opens someone's page by their button on the index page. */
async function become(index: Page, role: string): Promise<Page> {
  const opening = context.waitForEvent("page");
  await index.locator(`form[action="/as/${role}"] button`).first().click();
  const page = await opening;
  await page.locator("h1").first().waitFor();
  return page;
}

interface Member {
  readonly name: string;
  readonly password: string;
}

/** Makes this member's key on a device of their tab, by the way that the desk's page shows them. */
async function makeDeskKey(page: Page, { name, password }: Member): Promise<void> {
  await page.getByTestId("proposed").waitFor();
  await addPasskeyDevice(page);
  await page.getByTestId("proposed").getByRole("link").click();
  await page.getByTestId("proposed-password").fill(password);
  await page.getByTestId("proposed-accept").click();
  await demo.line(`confirmed ${name}, desk key`);
  await page.goto(`${service}/desk`);
  await page.getByTestId("desk-open").waitFor();
}

const gone = (page: Page, names: readonly string[]) =>
  Promise.all(names.map((name) => page.getByTestId(`tile-${name}`).waitFor({ state: "detached" })));

test("it opens a browser where there is a display, unless it is told not to", () => {
  expect(browserOpener({ DISPLAY: ":0" }, "linux")).toEqual(["xdg-open"]);
  expect(browserOpener({}, "darwin")).toEqual(["open"]);
  expect(browserOpener({}, "linux")).toBeUndefined();
  for (const name of ["CI", "NO_BROWSER"]) {
    expect(browserOpener({ [name]: "1", DISPLAY: ":0" }, "linux")).toBeUndefined();
  }
});

test("it says which settings it ignores, and has ports of its own", async () => {
  const line = await demo.line("Not used by the demo:");
  for (const name of ["HOST", "PORT"]) expect(line).toContain(name);
  expect(Number(new URL(service).port)).not.toBe(8080);
});

test("the demo's own pages open only by a printed link, and the service has none of them", async () => {
  const asHost = { method: "POST", origin: own };
  const unknown = await get(own);
  expect([unknown.status, unknown.body]).toEqual([401, expect.stringContaining("Press Enter")]);
  expect((await get(`${own}/as/host`, asHost)).status).toBe(401);
  expect((await get(`${own}/once/${"a".repeat(43)}`)).status).toBe(410);
  expect((await get(own, { host: "evil.example" })).status).toBe(404);
  const beside = `http://localhost:${new URL(own).port}`;
  expect((await get(beside)).status).toBe(404);
  expect((await get(`${beside}/as/host`, { ...asHost, origin: beside })).status).toBe(404);
  const { pathname } = new URL(printed.host);
  expect((await get(service + pathname)).headers["set-cookie"]).toBeUndefined();
  const there = await get(`${service}/as/host`, { method: "POST", origin: service });
  expect(there.status).toBe(404);
});

test("a link signs the host in, once", async () => {
  const manage = await context.newPage();
  await manage.goto(printed.host);
  await manage.getByTestId("inside-count").waitFor();
  expect(new URL(manage.url()).origin).toBe(new URL(printed.host).origin);
  expect(await ask(manage, "GET", "/api/session")).toMatchObject({ person: { name: "Nora" } });
  const used = await get(printed.host);
  expect([used.status, used.body]).toEqual([410, expect.stringContaining("Press Enter")]);
  await manage.close();
});

test("Enter in the terminal prints new links, each of which works once", async () => {
  const before = demo.lines.length;
  demo.enter();
  const another = (await demo.line("Host’s page", before)).trim().split(/\s+/).at(-1) ?? "";
  expect(another).not.toBe(printed.host);
  expect((await get(another)).status).toBe(303);
  expect((await get(another)).status).toBe(410);
});

test("a click is the index page’s own, and each of its links signs in once", async () => {
  const cookie = cookieOf(await get(printed.index));
  ownCookie = cookie;
  const asOwn = { method: "POST", cookie, origin: own };
  for (const origin of ["", "null", "http://evil.example", new URL(printed.host).origin]) {
    expect((await get(`${own}/as/host`, { ...asOwn, origin })).status).toBe(404);
  }
  const { origin: _, ...withoutOrigin } = asOwn;
  expect((await get(`${own}/as/host`, withoutOrigin)).status).toBe(404);
  for (const [role, name] of Object.entries(personas)) {
    const click = async () => (await get(`${own}/as/${role}`, asOwn)).headers.location ?? "";
    const links = [await click(), await click()];
    expect((await get(links[0] ?? "", { method: "HEAD" })).status).toBe(405);
    // Two at a time: neither sign-in spoils the other.
    for (const answer of await Promise.all(links.map((link) => get(link)))) {
      expect(answer.status).toBe(303);
      const { origin } = new URL(answer.headers.location ?? "", links[0]);
      // A desk key works at the service's own address alone.
      expect(origin === service).toBe(role === "reviewer" || role === "approver");
      const { body } = await get(`${origin}/api/session`, { cookie: cookieOf(answer) });
      expect(JSON.parse(body)).toMatchObject({ person: { name } });
    }
    for (const link of links) expect((await get(link)).status).toBe(410);
  }
});

test("the six are seen in an encrypted call, and speak in turn", async () => {
  call = await context.newPage();
  const { pathname, hash } = new URL(printed.join);
  await call.goto(new URL(printed.host).origin + pathname + hash);
  await joinMeeting(call, "Nora");
  await seesFrames(call, [...others, ...germans]);
  await call.locator('[data-testid="seal"][data-seal="on"]').first().waitFor();
  const heard = await call.evaluate(async () => {
    const speakers = new Set<string>();
    for (const until = performance.now() + 60_000; performance.now() < until; ) {
      await new Promise((done) => requestAnimationFrame(done));
      const speaking = document.querySelectorAll<HTMLElement>(
        "[data-testid^=tile-][data-speaking]",
      );
      for (const { dataset } of speaking) speakers.add(dataset["testid"] ?? "");
      if (speakers.size > 1) break;
    }
    return speakers.size;
  });
  expect(heard).toBeGreaterThan(1);
});

test("Firefox sees them too", async () => {
  const firefox = await launchFirefox();
  try {
    const fox = await firefox.newPage();
    fox.setDefaultTimeout(40_000);
    await joinInFirefox(fox, printed.join, "Fox");
    for (const name of ["Amina", "Felix"]) await seesInFirefox(fox, name);
  } finally {
    await firefox.close();
  }
});

test("someone sent back waits in the lobby by the same join, and comes back once let in", async () => {
  await call.getByTestId("open-people").click();
  await call.getByTestId("menu-Bruno").click();
  await call.getByTestId("act-send-back").click();
  await gone(call, ["Bruno"]);
  expect(await demo.line("Bruno (Brazil) is in the lobby")).toBeTruthy();
  const path = `/api/meetings/${new URL(printed.join).pathname.split("/").at(-1)}/hosting`;
  const waiting = async () => hosting.parse(await ask(call, "GET", path)).hosting.waiting;
  const [{ joinId, name, because } = {}, ...more] = await waiting();
  expect([name, because, more]).toEqual(["Bruno", "sent-back", []]);
  await ask(call, "POST", `${path}/acts`, { kind: "admit", joinId });
  await seesFrames(call, ["Bruno"]);
  await call.getByTestId("panel-close").click();
});

test("a rule removes two of them and keeps out a browser from there; once lifted, they are back", async () => {
  // For the picture: the six alone, and nothing before them.
  await call.getByTestId("open-more").click();
  await call.getByTestId("switch-self").click();
  await call.locator("[data-testid=notices] button:not(.link)").evaluateAll((all) => {
    for (const close of all) if (close instanceof HTMLElement) close.click();
  });
  await call.getByTestId("open-rules").click();
  await call.getByTestId("rule-mode-except").click();
  await call.getByTestId("place-search").fill("DE");
  await call.getByTestId("place-option-DE").click();
  await call.getByTestId("preview").filter({ hasText: "A few would leave" }).waitFor();
  await takePicture(call, "rule");
  await call.getByTestId("apply-rule").click();
  await gone(call, germans);
  await seesFrames(call, others);
  const german = await context.newPage();
  const { port } = new URL(own);
  const { pathname, hash } = new URL(printed.join);
  await german.goto(`http://germany.localhost:${port}${pathname}${hash}`);
  await german.getByTestId("refused-page").waitFor();
  await takePicture(german, "kept-out");
  await call.getByTestId("rule-mode-everyone").click();
  await call.getByTestId("apply-rule").click();
  await seesFrames(call, [...others, ...germans]);
  // Audio and video take the way of the place, too.
  await joinMeeting(german, "From there");
  await seesFrames(german, ["Amina"]);
  await german.close();
});

test("the desk's people bring a request to an order, and an appeal ends it", async () => {
  const [name = "", value = ""] = ownCookie.split("=");
  await context.addCookies([{ name, value, url: own }]);
  const index = await context.newPage();
  await index.goto(own);
  await index.locator(".faces img").first().waitFor();
  const [intake, appeals] = [await become(index, "intake"), await become(index, "appeals")];
  const [{ id = "" } = {}] = (await ask(intake, "GET", "/api/desk/requests")) as { id?: string }[];
  const member = async (name: string): Promise<Member> => {
    const password = await index.locator(`code[data-password-of="${name}"]`).textContent();
    return { name, password: password ?? "" };
  };
  const act = async (page: Page, what: object) =>
    requestView.parse(await ask(page, "POST", `/api/desk/requests/${id}/acts`, what));
  await act(intake, {
    kind: "call-back",
    outcome: "authentic",
    how: "By the number in the directory",
  });
  const reviewer = await become(index, "reviewer");
  await makeDeskKey(reviewer, await member("Rhea"));
  await act(reviewer, { kind: "begin-review" });
  const seen = await act(reviewer, { kind: "look", meeting: 0 });
  expect(seen.gaps).toEqual([]);
  expect(seen.namedMeetings[0]?.recommendation).toBe("no-action");
  await reviewer.goto(`${service}/desk/requests/${id}`);
  await reviewer.getByTestId("order-write").click();
  const text = "As the letter and the law that it cites show.";
  for (const finding of ["procedure", "authority", "legality", "necessity", "rights"]) {
    await reviewer.getByTestId(`finding-${finding}`).fill(text);
  }
  await reviewer.getByTestId("order-reason").fill("A map without a permit");
  await reviewer.getByTestId("order-beyond-why").fill("To see what an order does.");
  await reviewer.getByTestId("order-propose").click();
  await reviewer.locator('[data-testid=order][data-state="proposed"]').waitFor();
  const approver = await become(index, "approver");
  await makeDeskKey(approver, await member("Abel"));
  await approver.goto(`${service}/desk/requests/${id}`);
  await approver.getByTestId("order-approve").click();
  await approver.getByTestId("confirm").click();
  await approver.locator('[data-testid=order][data-state="in-force"]').waitFor();
  const { orders } = requestView.parse(await ask(approver, "GET", `/api/desk/requests/${id}`));
  const [{ id: orderId = "" } = {}] = orders;
  await gone(call, germans);
  await seesFrames(call, others);
  const { port } = new URL(own);
  const { pathname, hash } = new URL(printed.join);
  const german = await context.newPage();
  await german.goto(`http://germany.localhost:${port}${pathname}${hash}`);
  const authority = german.getByTestId("refused-page").getByText("Ministry of Meetings");
  await authority.first().waitFor({ state: "attached" });
  await ask(german, "POST", "/api/appeals", { orderId, by: "public", text: "Maps harm no one." });
  const cases = appealCase.array().parse(await ask(appeals, "GET", "/api/desk/appeals"));
  const { no, readTo } = cases.find((one) => one.orderId === orderId) ?? {};
  const decision = { no, readTo, outcome: "overturned", reasons: "The act concerns no maps." };
  await ask(appeals, "POST", `/api/desk/appeals/${orderId}/decision`, decision);
  await seesFrames(call, [...others, ...germans]);
});

test("the public log verifies, and has the order", async () => {
  const verifier = join(root, "apps/verify/dist/verify.mjs");
  const args = [verifier, "--no-state", "--json", `${service}/log`];
  const found = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect(found.status, found.stdout + found.stderr).toBe(0);
  const { verdict, size } = JSON.parse(found.stdout) as { verdict: string; size: number };
  expect(verdict).toBe("sound");
  expect(size).toBeGreaterThan(0);
  const entries = await get(`${service}/log/tile/entries/000.p/${size}`);
  expect(entries.body).toContain("order-approved");
});
