import { meetingCreated } from "@graticule/api/meetings";
import { startTestService, type TestService } from "@graticule/server/tests/harness";
import { quietPort } from "@graticule/server/tests/quiet-port";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { barriersOf, collectErrors } from "../accessible.ts";
import { FAKE_MEDIA, launchShell } from "../browser.ts";
import { closeNextPrompt, giveDeskKey } from "../desk-key.ts";
import { joinMeeting } from "../pages.ts";
import { Person } from "../replay/person.ts";
import { newMember } from "../replay/staff.ts";
import { openSignUp } from "../replay/stage.ts";

/** From a report in a call to the end of the meeting, on the pages of the two who sign that. */

let service: TestService;
let browser: Browser;
let origin: string;
let sam: Page;
let tia: Page;
const guests: Page[] = [];
const errors: string[] = [];

beforeAll(async () => {
  // A name, because an address can have no passkey.
  const port = await quietPort("127.0.0.1");
  origin = `http://localhost:${port}`;
  const env = { PORT: String(port), PUBLIC_URL: origin };
  service = await startTestService({ geofeed: "127.0.0.0/8,FR,,,\n", env });
  await openSignUp(await Person.setUp(origin, service.setupUrl));
  browser = await launchShell(...FAKE_MEDIA, "--allow-loopback-in-peer-connection");
  [sam, tia] = [await openDesk("Sam"), await openDesk("Tia")];
  const host = await Person.signUp(origin, "Hana");
  const { joinUrl } = meetingCreated.parse(
    await host.ask("POST", "/api/meetings", { title: "Open hour", encryption: "off" }),
  );
  for (const name of ["Ada", "Bo"]) {
    const page = await newPage(name);
    await page.goto(joinUrl);
    await joinMeeting(page, name);
    guests.push(page);
  }
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

async function newPage(whose: string, cookies: ReturnType<Person["cookies"]> = []): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: "reduce" });
  await context.addCookies(cookies);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  collectErrors(page, errors, `${whose}: `);
  return page;
}

/** The safety page of a new member, with their key on a device. */
async function openDesk(name: string): Promise<Page> {
  const member = await newMember(origin, service.byHand, { name, role: "safety" });
  const page = await newPage(name, member.cookies());
  await page.goto(`${origin}/desk/safety`);
  await giveDeskKey(page, member);
  return page;
}

const acts = (page: Page, state: string) =>
  page.locator(`[data-testid=terms-act][data-state=${state}]`);

test("someone in the call reports the meeting's other guest, and the report says it came from inside", async () => {
  const [, bo] = guests;
  await bo?.getByTestId("open-people").click();
  await bo?.getByTestId("menu-Ada").click();
  await bo?.getByTestId("report-Ada").click();
  await bo?.getByTestId("report-threat").check();
  await bo?.getByTestId("report-text").fill("Threats against everyone here");
  await bo?.getByTestId("report-send").click();
  await bo?.getByTestId("report-sent").waitFor();
  await sam.reload();
  await sam.getByTestId("report").filter({ hasText: "from inside" }).waitFor();
});

test("ending the meeting is proposed with a signature; a prompt that is closed loses nothing", async () => {
  await sam.getByRole("button", { name: /^Propose an action/ }).click();
  await sam.getByTestId("terms-kind-end-meeting").click();
  const form = sam.locator("form").filter({ hasText: "Nothing happens yet" });
  await form.getByRole("textbox").fill("Threats, by all that was reported");
  expect(await barriersOf(sam)).toEqual([]);
  await closeNextPrompt(sam);
  const propose = form.getByRole("button", { name: "Propose an action" });
  await propose.click();
  await form.getByTestId("fault").filter({ hasText: "Nothing was signed or sent" }).waitFor();
  expect(await acts(sam, "waits-for-second").count()).toBe(0);
  await propose.click();
  await acts(sam, "waits-for-second").filter({ hasText: "Threats, by all" }).waitFor();
  expect(await barriersOf(sam)).toEqual([]);
});

test("someone else approves with a signature, and the meeting ends for everyone in it", async () => {
  await tia.reload();
  await acts(tia, "waits-for-second")
    .getByRole("button", { name: /^Approve/ })
    .click();
  // A dialog has its name a moment after it is in the page.
  await tia.getByRole("dialog", { name: "Approve this action?" }).waitFor();
  expect(await barriersOf(tia)).toEqual([]);
  await tia.getByTestId("confirm").click();
  await acts(tia, "in-effect").waitFor();
  for (const page of guests) await page.getByTestId("call").waitFor({ state: "detached" });
  const [entry] = (
    await service.byHand.pool.query(
      "SELECT body FROM public_entry WHERE kind = 'terms-act' ORDER BY id DESC LIMIT 1",
    )
  ).rows;
  const { proposal, approval } = entry.body;
  expect(approval.key).toMatch(/^[0-9a-f]{64}$/);
  expect(approval.key).not.toBe(proposal.key);
  expect(errors).toEqual([]);
});
