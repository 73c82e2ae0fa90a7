import { mkdtempSync, rmSync, utimesSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newResetUrl } from "@graticule/server/people/operator-acts";
import { startTestService, type TestService, writeSources } from "@graticule/server/tests/harness";
import { quietPort } from "@graticule/server/tests/quiet-port";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { barriersOf } from "../accessible.ts";
import { addPasskeyDevice, codeOf } from "../authenticator.ts";
import { launchShell } from "../browser.ts";

/** Signing in, the account and the administration, as people use them, on a real service. */

const zoe = { name: "Zoë Marchetti", email: "zoe@example.org", password: "lamp orchard velvet" };
const amina = { name: "Amina Diallo", email: "amina@example.org", password: "kettle moss lantern" };

let service: TestService;
let browser: Browser;
let origin: string;
const sources = mkdtempSync(join(tmpdir(), "graticule-sources-"));
/** The administrator's browser. */
let page: Page;

beforeAll(async () => {
  // Passkeys belong to a name, and an address is not one.
  const port = await quietPort("127.0.0.1");
  origin = `http://localhost:${port}`;
  // As a service on the data it was shipped with, none of it fresh.
  const list = writeSources(sources, "127.0.0.0/8,FR,,,\n");
  utimesSync(join(sources, "geofeed.csv"), new Date("2020-01-01"), new Date("2020-01-01"));
  service = await startTestService({
    env: {
      PORT: String(port),
      PUBLIC_URL: origin,
      OUTBOUND_ALLOW: "127.0.0.0/8",
      LOCATION_SOURCES: list,
    },
  });
  browser = await launchShell();
  page = await openTab(await newContext());
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
  rmSync(sources, { recursive: true });
});

const newContext = (): Promise<BrowserContext> =>
  browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });

async function openTab(context: BrowserContext): Promise<Page> {
  const tab = await context.newPage();
  tab.setDefaultTimeout(15_000);
  return tab;
}

const at = (tab: Page, path: string) => tab.goto(origin + path);
const byId = (tab: Page, id: string) => tab.getByTestId(id);
const click = (tab: Page, id: string) => byId(tab, id).first().click();

async function type(tab: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [id, text] of Object.entries(fields)) await byId(tab, id).fill(text);
}

async function signIn(tab: Page, who: { email: string; password: string }): Promise<void> {
  await type(tab, { "sign-in-email": who.email, "sign-in-password": who.password });
  await click(tab, "sign-in-button");
}

async function signOut(tab: Page): Promise<void> {
  await at(tab, "/account");
  await click(tab, "account-menu");
  await click(tab, "sign-out");
  await byId(tab, "sign-in-link").waitFor();
}

test("before set-up the start page says how to begin; the set-up link creates the administrator", async () => {
  await at(page, "/");
  await byId(page, "not-set-up").waitFor();
  await at(page, "/sign-in");
  await byId(page, "not-set-up").waitFor();
  await page.goto(service.setupUrl.replace(/^http:\/\/[^/]+/, origin));
  await click(page, "setup-button");
  expect(page.url()).not.toContain("#");
  expect(await byId(page, "setup-email").getAttribute("aria-invalid")).toBe("true");
  await type(page, {
    "setup-name": zoe.name,
    "setup-email": zoe.email,
    "setup-password": zoe.password,
  });
  expect(await barriersOf(page)).toEqual([]);
  await click(page, "setup-button");
  await byId(page, "setup-done").waitFor();
  expect(await barriersOf(page)).toEqual([]);
});

test("with old data only, set-up says what else is needed, and leads to where it is chosen", async () => {
  await byId(page, "bring-data").getByText("None of the location data here is fresh").waitFor();
  await byId(page, "bring-data").getByRole("link", { name: "Set up location data" }).click();
  await page.waitForURL(`${origin}/admin/places`);
  await byId(page, "sources").getByText("LOCATION_SOURCES").waitFor();
  await page.getByText(/^This data is \d+ days old/).waitFor();
});

test("people who are signed in find the same menu on every page, and see where they are", async () => {
  const links = ["Your meetings", "Administration", "Your account", "Sign out"];
  for (const [path, here] of [
    ["/", ["Your meetings"]],
    ["/account/security", ["Your account"]],
    ["/admin/people", ["Administration"]],
    ["/new", []],
    ["/transparency", []],
    ["/process", []],
  ] as const) {
    await at(page, path);
    const nav = page.locator("header nav");
    await nav.waitFor();
    expect(await nav.getByRole("link").count()).toBe(0);
    await byId(page, "account-menu").filter({ hasText: zoe.name }).click();
    const list = nav.locator(".shell-list");
    expect([path, await list.locator("a, button").allTextContents()]).toEqual([path, links]);
    expect([path, await list.locator("[aria-current]").allTextContents()]).toEqual([path, here]);
    expect([path, await barriersOf(page)]).toEqual([path, []]);
    await page.keyboard.press("Escape");
    await byId(page, "sign-out").waitFor({ state: "hidden" });
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute("data-testid")))
      .toBe("account-menu");
  }
});

test("a page in English only says so; the choice still changes header and footer", async () => {
  await at(page, "/account");
  await type(page, { "profile-name": "Half" });
  await byId(page, "language").selectOption("fr");
  await byId(page, "english-for-now").waitFor();
  await page.locator("header[lang=fr]").getByLabel("Langue").waitFor();
  await page.locator("footer[lang=fr]").waitFor();
  expect(await page.locator("html").getAttribute("lang")).toBe("en");
  // What was typed stays.
  expect(await byId(page, "profile-name").inputValue()).toBe("Half");
  await page.reload();
  await byId(page, "english-for-now").waitFor();
  // Header and note stand before the page's own part is there.
  await byId(page, "profile-name").waitFor();
  expect(await byId(page, "language").inputValue()).toBe("fr");
  expect(await barriersOf(page)).toEqual([]);
  await at(page, "/process");
  await byId(page, "language").selectOption("en");
  await page.locator("html[lang=en]").waitFor();
  await at(page, "/account");
  await page.locator("header nav").waitFor();
  expect(await byId(page, "english-for-now").count()).toBe(0);
});

test("the set-up link works once", async () => {
  const tab = await openTab(await newContext());
  await tab.goto(service.setupUrl.replace(/^http:\/\/[^/]+/, origin));
  await type(tab, {
    "setup-name": "Somebody",
    "setup-email": "somebody@example.org",
    "setup-password": "another long password",
  });
  await click(tab, "setup-button");
  await byId(tab, "setup-used").waitFor();
  await tab.context().close();
});

test("signing in leads where someone was going, and a wrong password says so", async () => {
  await signOut(page);
  await page.goto(`${origin}/new`);
  await byId(page, "not-signed-in").getByRole("link", { name: "Sign in" }).click();
  await byId(page, "sign-in").waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await signIn(page, { ...zoe, password: "not the password" });
  await byId(page, "fault").getByText("Wrong email address or password").waitFor();
  await signIn(page, zoe);
  await page.waitForURL(`${origin}/new`);
});

test("a second factor is asked for once it is on, and a backup code replaces it, once", async () => {
  await at(page, "/account/security");
  await click(page, "second-on");
  await type(page, { "second-password": zoe.password });
  await click(page, "confirm");
  const secret = (await byId(page, "second-secret").textContent()) ?? "";
  const [code = ""] = (await byId(page, "backup-codes").locator("li").allTextContents()) ?? [];
  expect(await barriersOf(page)).toEqual([]);
  await type(page, { "second-first-code": codeOf(secret) });
  await click(page, "second-prove");
  await byId(page, "second-off").waitFor();

  await signOut(page);
  for (const outcome of ["in", "refused"] as const) {
    await at(page, "/sign-in?next=/account");
    await signIn(page, zoe);
    await byId(page, "second-step").waitFor();
    await click(page, "second-other");
    await type(page, { "second-code": code });
    await click(page, "second-button");
    if (outcome === "refused") break;
    await byId(page, "profile-name").waitFor();
    await signOut(page);
  }
  await byId(page, "fault").getByText("has already been used").waitFor();
  await click(page, "second-other");
  await type(page, { "second-code": codeOf(secret) });
  await click(page, "second-button");
  await byId(page, "profile-name").waitFor();

  await at(page, "/account/security");
  await click(page, "second-off");
  await type(page, { "second-off-password": zoe.password });
  await click(page, "confirm");
  await byId(page, "second-on").waitFor();
});

test("a passkey is added, signs in by the field and by the button, and can be removed", async () => {
  const { devtools } = await addPasskeyDevice(page);
  await at(page, "/account/security");
  await click(page, "passkey-add");
  await type(page, { "passkey-name": "Test key", "passkey-password": zoe.password });
  await click(page, "confirm");
  await byId(page, "passkeys").getByText("Test key", { exact: true }).waitFor();
  expect(await barriersOf(page)).toEqual([]);
  // Chromium's virtual authenticator accepts the email field's offer at once, as a person picking
  // it would. So the button is tried only where the field offers nothing.
  const remove = page.getByRole("button", { name: "Remove Test key" });
  await signOut(page);
  await at(page, "/sign-in?next=/account/security");
  await remove.waitFor();
  await signOut(page);
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = async () => false;
  });
  await at(page, "/sign-in?next=/account/security");
  await click(page, "sign-in-passkey");
  await remove.click();
  await type(page, { "passkey-remove-password": zoe.password });
  await click(page, "confirm");
  await byId(page, "passkeys").getByText("You don’t have any yet").waitFor();
  await devtools.send("WebAuthn.disable");
});

test("sign-up is closed until the administrator invites; an invitation creates one account", async () => {
  const tab = await openTab(await newContext());
  await at(tab, "/sign-up");
  await byId(tab, "sign-up-closed").waitFor();

  await at(page, "/admin/settings");
  await click(page, "sign-up-mode-invitation");
  await click(page, "settings-save");
  await byId(page, "done").getByText("Saved").waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await at(page, "/admin/people");
  await type(page, { "invite-note": "A colleague" });
  await click(page, "invite");
  const link = await byId(page, "invitation-link").inputValue();
  expect(await barriersOf(page)).toEqual([]);

  await at(tab, "/sign-up");
  await byId(tab, "sign-up-invitation").waitFor();
  await tab.goto(link);
  await type(tab, {
    "sign-up-name": amina.name,
    "sign-up-email": amina.email,
    "sign-up-password": amina.password,
  });
  await click(tab, "sign-up-button");
  await byId(tab, "account-menu").getByText(amina.name).waitFor();
  expect(tab.url()).toBe(`${origin}/`);
  await at(tab, "/admin");
  await byId(tab, "not-administrator").waitFor();

  const other = await openTab(await newContext());
  await other.goto(link);
  await type(other, {
    "sign-up-name": "Somebody",
    "sign-up-email": "somebody@example.org",
    "sign-up-password": "another long password",
  });
  await click(other, "sign-up-button");
  await byId(other, "fault").getByText("This invitation has been used").waitFor();
  await other.context().close();
});

/** What the newest letter to someone says of this kind; only the test can read it. */
function letterTo(email: string, wanted: RegExp): string {
  const { mailer } = service.deps.people;
  const letters = mailer.kind === "mailbox" ? mailer.letters() : [];
  const found = letters.find(({ to, text }) => to === email && wanted.test(text));
  return wanted.exec(found?.text ?? "")?.[0] ?? "";
}

test("a forgotten password is reset by a link in a letter, which ends every session", async () => {
  const [, context] = browser.contexts();
  const tab = context?.pages()[0];
  if (tab === undefined) throw new Error("No one signed up.");
  const elsewhere = await openTab(await newContext());
  await at(elsewhere, "/reset");
  await type(elsewhere, { "reset-email": amina.email });
  await click(elsewhere, "reset-send");
  await byId(elsewhere, "reset-sent").waitFor();
  await at(page, "/admin/mailbox");
  const listed = page.getByRole("listitem").filter({ hasText: amina.email }).first();
  await listed.getByText("Not shown").waitFor();
  expect(await listed.textContent()).toContain("reset your password");
  expect(await page.locator("main").textContent()).not.toContain("/reset#");
  expect(await barriersOf(page)).toEqual([]);
  const link = letterTo(amina.email, /https?:\S+\/reset#\S+/);
  await elsewhere.goto(link);
  amina.password = "an orchard of kettles";
  await type(elsewhere, { "reset-password": amina.password });
  await click(elsewhere, "reset-button");
  await byId(elsewhere, "reset-done").waitFor();
  await at(tab, "/account");
  await byId(tab, "signed-out").waitFor();
  await at(tab, "/sign-in?next=/account/security");
  await signIn(tab, amina);
  await byId(tab, "sessions").getByText("this browser").waitFor();
  await elsewhere.context().close();
});

test("other sessions can be ended, and this one is marked", async () => {
  const elsewhere = await openTab(await newContext());
  await at(elsewhere, "/sign-in?next=/account");
  await signIn(elsewhere, zoe);
  await byId(elsewhere, "profile-name").waitFor();
  await at(page, "/account/security");
  await click(page, "end-others");
  await byId(page, "sessions").getByText("You aren’t signed in anywhere else").waitFor();
  await at(elsewhere, "/account");
  await byId(elsewhere, "signed-out").waitFor();
  await elsewhere.context().close();
});

test("what the operator does to an account stands on its person's pages, and one click stops it", async () => {
  const { db, accounts } = service.deps;
  const parts = { db, seal: accounts.seal, publicUrl: origin, email: zoe.email };
  expect(await newResetUrl(parts)).toContain("/reset#");
  await at(page, "/");
  const line = byId(page, "operator-acts");
  await line.getByText("made a link that sets a new password for your account").waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await click(page, "operator-stop");
  await line.waitFor({ state: "detached" });
  await at(page, "/account");
  await byId(page, "profile-name").waitFor();
  expect(await line.count()).toBe(0);
});

/** Opens the newest link to a page of this kind in the administrator's mailbox. @param reads what the page has to say before anyone presses */
async function confirmByMailbox(...reads: readonly string[]): Promise<void> {
  await at(page, "/admin/mailbox");
  const letter = page.locator(".letter", { hasText: "/verify-email#" }).first();
  const link = /https?:\S+\/verify-email#\S+/.exec((await letter.textContent()) ?? "")?.[0] ?? "";
  await page.goto(link);
  for (const read of reads) await byId(page, "verify").getByText(read).first().waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await click(page, "verify-button");
  await byId(page, "verify-done").waitFor();
}

test("an address is confirmed through the mailbox; changing it takes the password and both letters", async () => {
  await at(page, "/account");
  await click(page, "profile-confirm");
  await byId(page, "email").getByText("nothing was emailed").waitFor();
  await byId(page, "email").getByRole("link", { name: "mailbox" }).click();
  await page.waitForURL(`${origin}/admin/mailbox`);
  await confirmByMailbox(`Confirm that ${zoe.email} is your address`);
  await at(page, "/account");
  await byId(page, "email").getByText(zoe.email).waitFor();
  expect(await byId(page, "profile-confirm").count()).toBe(0);

  const other = "zoe.marchetti@example.org";
  await click(page, "profile-email-open");
  await type(page, { "profile-email": other, "profile-email-password": "not the password" });
  expect(await barriersOf(page)).toEqual([]);
  await click(page, "confirm");
  await byId(page, "fault").getByText("isn’t your password").waitFor();
  await type(page, { "profile-email-password": zoe.password });
  await click(page, "confirm");
  await byId(page, "email").getByText("only the administrator can confirm").waitFor();
  await byId(page, "email").getByText(zoe.email, { exact: true }).waitFor();
  // The old address agrees, then the new one confirms.
  const move = `This changes an account’s address from ${zoe.email} to ${other}.`;
  await confirmByMailbox(move, "If you didn’t ask for this change");
  await confirmByMailbox(move, "If you didn’t ask for this change");
  await at(page, "/account");
  await byId(page, "email").getByText(other, { exact: true }).waitFor();
  zoe.email = other;
});

test("a key is replaced: a new secret beside the old one, which says until when it works", async () => {
  await at(page, "/account/developers");
  await click(page, "key-add");
  await type(page, { "key-name": "Library" });
  await click(page, "key-create");
  const old = await byId(page, "key-secret").inputValue();
  await click(page, "key-created-kept");
  await page.getByRole("button", { name: "Replace Library" }).click();
  await click(page, "confirm");
  await byId(page, "keys").getByText("Replaced. It works until").waitFor();
  expect(await byId(page, "key-secret").inputValue()).not.toBe(old);
  await click(page, "key-created-kept");
  expect(await page.getByRole("button", { name: "Replace Library" }).count()).toBe(1);
  for (const left of [1, 0]) {
    await page.getByRole("button", { name: "Delete Library" }).first().click();
    await click(page, "confirm");
    const remaining = () => page.getByRole("button", { name: "Delete Library" }).count();
    await expect.poll(remaining).toBe(left);
  }
});

test("a webhook is tested, and its page says when the message arrived", async () => {
  const backend = createServer((request, response) => {
    request.resume();
    response.writeHead(204).end();
  });
  await new Promise<void>((done) => backend.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(backend.address() as AddressInfo).port}/in`;
  try {
    await at(page, "/account/developers");
    await click(page, "webhook-add");
    await type(page, { "webhook-url": url });
    await click(page, "webhook-create");
    await click(page, "webhook-created-kept");
    await page.getByRole("button", { name: `Send test to ${url}` }).click();
    await byId(page, "webhooks").getByText("A test is on its way").waitFor();
    await byId(page, "webhooks").getByText("Last message delivered").waitFor();
    await byId(page, "webhooks").getByText("response 204").waitFor();
    await page.getByRole("button", { name: `Delete the webhook to ${url}` }).click();
    await click(page, "confirm");
    await byId(page, "webhooks").getByText("You don’t have any webhooks yet").waitFor();
  } finally {
    backend.close();
  }
});

test("a key's secret is shown once, and so is a webhook's", async () => {
  await at(page, "/account/developers");
  await click(page, "key-add");
  await type(page, { "key-name": "Classroom" });
  await click(page, "key-create");
  const secret = await byId(page, "key-secret").inputValue();
  expect(secret.length).toBeGreaterThan(20);
  await click(page, "webhook-add");
  await type(page, { "webhook-url": "https://hooks.example.org/in" });
  await click(page, "webhook-create");
  await byId(page, "webhook-secret").waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await page.reload();
  await byId(page, "keys").getByText("Classroom", { exact: true }).waitFor();
  expect(await page.content()).not.toContain(secret);
  await page.getByRole("button", { name: "Delete Classroom" }).click();
  await click(page, "confirm");
  await byId(page, "keys").getByText("You don’t have any keys yet").waitFor();
});

test("a place set is saved, and its deletion can be undone", async () => {
  await at(page, "/account/meetings");
  await click(page, "set-add");
  await type(page, { "set-name": "Partners", "set-places": "norway" });
  await click(page, "place-option-NO");
  await click(page, "set-save");
  await page.getByRole("button", { name: "Delete Partners" }).click();
  await click(page, "set-undo");
  await page.getByRole("button", { name: "Edit Partners" }).waitFor();
});

test("the account's rule is saved as a limit, and can be undone", async () => {
  await at(page, "/account/meetings");
  await click(page, "account-rule-mode-locked");
  await type(page, { "place-search": "norway" });
  await click(page, "place-option-NO");
  await click(page, "account-rule-save");
  await byId(page, "done").getByText("Saved").waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await page.reload();
  await byId(page, "rule-sentence").getByText("People in Norway").waitFor();
  await click(page, "account-rule-mode-none");
  await click(page, "account-rule-save");
  await byId(page, "done").getByText("no longer has a rule").waitFor();
});

test("a rule of the service says in advance when it takes effect, waits, and can be lifted", async () => {
  await at(page, "/admin/rules");
  await click(page, "platform-rule-add");
  const inDays = (days: number): string =>
    new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 16);
  await type(page, { "platform-rule-name": "A list", "platform-rule-review": inDays(60) });
  await byId(page, "platform-rule-before").getByText("It takes effect").waitFor();
  await byId(page, "platform-rules").getByTestId("place-search").fill("norway");
  await click(page, "place-option-NO");
  expect(await barriersOf(page)).toEqual([]);
  await click(page, "platform-rule-enter");
  const coming = byId(page, "platform-rule-coming");
  await coming.getByText("People in Norway").waitFor();
  await page.getByRole("button", { name: "Lift A list" }).click();
  await click(page, "confirm");
  await byId(page, "platform-rule-over").waitFor();
});

test("the status page shows engine, database and location data, and leads to its page, which notices new data by itself", async () => {
  await at(page, "/admin");
  await byId(page, "all-well").getByText("Meetings work").waitFor();
  await byId(page, "machinery").getByText("likely at best", { exact: true }).waitFor();
  await byId(page, "bring-data").getByRole("link").click();
  await byId(page, "source-own").getByText("old", { exact: true }).waitFor();
  utimesSync(join(sources, "geofeed.csv"), new Date(), new Date());
  await byId(page, "shares").getByText("Your own list").waitFor({ timeout: 60_000 });
  await byId(page, "source-own").getByText("fresh", { exact: true }).waitFor();
  await click(page, "agreement-begin");
  await byId(page, "agreement-too-few").waitFor();
  expect(await barriersOf(page)).toEqual([]);
});

test("how far sources agree is shown, searchable and accessible", async () => {
  const family = { sampled: 100, compared: 90, all: 80, two: 85 };
  const report = {
    at: new Date().toISOString(),
    seed: 1,
    sources: ["One", "Another"].map((maker) => ({ id: maker, maker, known: 90, differs: 9 })),
    families: ["ipv4", "ipv6"].map((name) => ({ family: name, ...family })),
    places: ["GB", "US"].map((place) => ({ place, said: 45, all: 40 })),
    pairs: [
      { place: "GB", other: "US", count: 9 },
      { place: "US", other: "GB", count: 9 },
    ],
    shares: { of: "known", families: [], probableBecause: [], sources: [], couldAdd: [] },
  };
  const answer = { json: { report, run: { kind: "idle" } } };
  await page.route("**/api/admin/agreement", (route) => route.fulfill(answer));
  await at(page, "/admin/places");
  await type(page, { "agreement-search": "kingdom" });
  expect(await barriersOf(page)).toEqual([]);
  await page.unroute("**/api/admin/agreement");
  await at(page, "/admin/people");
  await type(page, { "people-search": "nobody of this name" });
  expect(await barriersOf(page)).toEqual([]);
});

test("an account is deleted after its address was entered, and is gone", async () => {
  const tab = await openTab(await newContext());
  await at(tab, "/sign-in?next=/account");
  await signIn(tab, amina);
  await click(tab, "delete-account");
  await type(tab, { "delete-email": "somebody@example.org", "delete-password": amina.password });
  await click(tab, "confirm");
  await expect.poll(() => byId(tab, "delete-email").getAttribute("aria-invalid")).toBe("true");
  await type(tab, { "delete-email": amina.email });
  await click(tab, "confirm");
  await byId(tab, "sign-in-link").waitFor();
  await at(tab, "/sign-in");
  await signIn(tab, amina);
  await byId(tab, "fault").getByText("Wrong email address or password").waitFor();
});
