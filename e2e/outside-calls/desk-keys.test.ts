import { startTestService, type TestService } from "@graticule/server/tests/harness";
import { quietPort } from "@graticule/server/tests/quiet-port";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { barriersOf, collectErrors } from "../accessible.ts";
import { addPasskeyDevice } from "../authenticator.ts";
import { launchShell } from "../browser.ts";
import { closeNextPrompt, giveDeskKey } from "../desk-key.ts";
import { Person } from "../replay/person.ts";
import { newStaff, type Staff, signProposals } from "../replay/staff.ts";
import { openSignUp } from "../replay/stage.ts";

/** From a proposal for the desk to a member with a key of their own, on the pages of all three people. */

let service: TestService;
let browser: Browser;
let origin: string;
let staff: Staff;
let nia: Person;
/** Nia's. */
let page: Page;
let reviewer: Page;
let approver: Page;
let codeOfKey: string;
const errors: string[] = [];

beforeAll(async () => {
  // A name, because an address can have no passkey.
  const port = await quietPort("127.0.0.1");
  origin = `http://localhost:${port}`;
  service = await startTestService({ env: { PORT: String(port), PUBLIC_URL: origin } });
  await openSignUp(await Person.setUp(origin, service.setupUrl));
  staff = await newStaff(origin, service.byHand);
  nia = await Person.signUp(origin, "Nia");
  await nia.useSecondFactor();
  const roles = { kind: "staff", email: nia.email, roles: ["intake"], liaisonTo: [] };
  await staff.reviewer.ask("POST", "/api/desk/changes", roles);
  browser = await launchShell();
  page = await pageOf(nia);
  reviewer = await pageOf(staff.reviewer);
  approver = await pageOf(staff.approver);
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

async function pageOf(person: Person): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: "reduce" });
  await context.addCookies(person.cookies());
  const tab = await context.newPage();
  tab.setDefaultTimeout(15_000);
  collectErrors(tab, errors, `${person.name}: `);
  return tab;
}

const confirmButton = () => approver.getByRole("button", { name: /^Confirm: / });

test("no one can confirm a member who has no desk key", async () => {
  await approver.goto(`${origin}/desk/register`);
  await approver.getByTestId("changes").getByText("hasn’t created their desk key yet").waitFor();
  expect(await confirmButton().count()).toBe(0);
  expect(await barriersOf(approver)).toEqual([]);
});

test("the person proposed creates one and accepts with it; a prompt that is cancelled loses nothing", async () => {
  await page.goto(`${origin}/desk`);
  await page.getByTestId("proposed").waitFor();
  await page.getByRole("link", { name: "Go to your account" }).click();
  const accept = page.getByTestId("proposed-accept");
  await accept.waitFor();
  expect(await barriersOf(page)).toEqual([]);
  const { devtools, authenticatorId } = await addPasskeyDevice(page);
  const verify = (isUserVerified: boolean) =>
    devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
  const credentials = async () =>
    (await devtools.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
  const fault = page.getByTestId("proposed-roles").getByTestId("fault");
  const password = page.getByTestId("proposed-password");

  await accept.click();
  await page.getByText("Enter your password").waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await password.fill("not her password");

  // The first prompt: a finger that isn't theirs.
  await verify(false);
  await accept.click();
  await fault.filter({ hasText: "No key was created" }).waitFor();
  expect(await credentials()).toHaveLength(0);
  await verify(true);

  // The second prompt, closed.
  await closeNextPrompt(page);
  await accept.click();
  await fault.filter({ hasText: "Nothing was signed or sent" }).waitFor();
  expect(await barriersOf(page)).toEqual([]);

  // With an open browser alone nothing is accepted; the key is kept for another try.
  await accept.filter({ hasText: "Sign and accept" }).click();
  await fault.filter({ hasText: "That isn’t your password" }).waitFor();
  expect(await barriersOf(page)).toEqual([]);

  await password.fill(nia.password);
  await accept.filter({ hasText: "Sign and accept" }).click();
  // The button is gone; what became of it has the focus.
  const said = page.getByTestId("proposed-roles").locator("[role=status]:focus");
  await said.filter({ hasText: "Accepted" }).waitFor();
  const code = page.getByTestId("proposed-roles").getByTestId("key-code");
  codeOfKey = (await code.textContent()) ?? "";
  expect(codeOfKey).toMatch(/^([0-9a-f]{4}\u00a0){3}[0-9a-f]{4}$/);
  expect(await credentials()).toHaveLength(1);
  expect(await barriersOf(page)).toEqual([]);
});

test("who proposed it compares the key's code and signs, before anyone can confirm it", async () => {
  await approver.reload();
  const changes = approver.getByTestId("changes");
  await changes.getByText("The proposal isn’t signed yet").waitFor();
  expect(await confirmButton().count()).toBe(0);

  await reviewer.goto(`${origin}/desk/register`);
  await giveDeskKey(reviewer, staff.reviewer);
  const own = reviewer.getByTestId("changes");
  await own.getByText("can’t be confirmed before you have signed").waitFor();
  expect(await barriersOf(reviewer)).toEqual([]);
  await own.getByRole("button", { name: /^Sign the proposal: / }).click();
  const dialog = reviewer.getByRole("dialog");
  await dialog.getByText(codeOfKey).waitFor();
  await dialog.getByText("You sign it with your desk key").waitFor();
  expect(await barriersOf(reviewer)).toEqual([]);
  await reviewer.getByTestId("confirm").click();
  await own.getByText("Someone else must confirm it").waitFor();
  expect(await own.getByRole("button", { name: /^Sign the proposal: / }).count()).toBe(0);
  expect(await barriersOf(reviewer)).toEqual([]);
});

test("the person who confirms compares the key's code, signs with their own key, and all see the new member's", async () => {
  await approver.reload();
  const changes = approver.getByTestId("changes");
  await changes.getByText(codeOfKey).first().waitFor();
  await giveDeskKey(approver, staff.approver);
  // Closing the question stops what the browser asks.
  await approver.evaluate(() => {
    const { credentials } = navigator;
    const get = credentials.get.bind(credentials);
    credentials.get = (options) => {
      credentials.get = get;
      return new Promise((_, reject) => {
        options?.signal?.addEventListener("abort", () => {
          document.documentElement.dataset["stopped"] = "";
          reject(new DOMException("stopped", "AbortError"));
        });
      });
    };
  });
  await confirmButton().click();
  const dialog = approver.getByRole("dialog");
  await approver.getByTestId("confirm").click();
  await dialog.getByText("Continue in your browser’s window.").waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await approver.locator("html[data-stopped]").waitFor({ state: "attached" });
  await dialog.waitFor({ state: "detached" });
  await confirmButton().click();
  await dialog.getByText("You sign it with your desk key").waitFor();
  expect(await dialog.getByTestId("fault").textContent()).toBe("");
  expect(await barriersOf(approver)).toEqual([]);
  await approver.getByTestId("confirm").click();
  await approver.getByTestId("staff").getByText(codeOfKey).waitFor();
  expect(await confirmButton().count()).toBe(0);

  await page.goto(`${origin}/account/security`);
  await page.getByTestId("desk-key").getByText(codeOfKey).waitFor();
  expect(await barriersOf(page)).toEqual([]);
});

test("a new key is made for one that is lost, and all see which it replaces and when it signs", async () => {
  const roles = { kind: "staff", email: nia.email, roles: ["intake"], liaisonTo: [], newKey: true };
  await staff.reviewer.ask("POST", "/api/desk/changes", roles);
  await page.goto(`${origin}/account`);
  const proposed = page.getByTestId("proposed-roles");
  await proposed.getByText("Create it only if you asked for one").waitFor();
  await proposed.getByText(codeOfKey).waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await page.getByTestId("proposed-password").fill(nia.password);
  await page.getByTestId("proposed-accept").click();
  const waits = proposed.getByText("the old one keeps working");
  await waits.waitFor();
  const [newer, former] = await proposed.getByTestId("key-code").allTextContents();
  expect(former).toBe(codeOfKey);
  expect(newer).not.toBe(codeOfKey);
  await signProposals(staff.reviewer);

  await approver.reload();
  const changes = approver.getByTestId("changes");
  await changes.getByText("It replaces their desk key").waitFor();
  await confirmButton().click();
  const dialog = approver.getByRole("dialog");
  expect(await dialog.getByTestId("key-code").allTextContents()).toEqual([newer, codeOfKey]);
  expect(await barriersOf(approver)).toEqual([]);
  await approver.getByTestId("confirm").click();
  const told = approver.getByTestId("staff").locator("li", { hasText: newer ?? "" });
  await told.getByText("desk key signs from").waitFor();

  await page.goto(`${origin}/account/security`);
  const own = page.getByTestId("desk-key");
  await own.getByText(newer ?? "").waitFor();
  await own.getByText("a new key waits three days").waitFor();
  expect(await barriersOf(page)).toEqual([]);
});

test("no page had an error", () => expect(errors).toEqual([]));
