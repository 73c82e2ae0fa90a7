import { startTestService, type TestService } from "@graticule/server/tests/harness";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { barriersOf } from "../accessible.ts";
import { FAKE_MEDIA, launchShell } from "../browser.ts";
import { openPage, setUp } from "../pages.ts";

/** Joining from a network that no source locates. */
let service: TestService;
let browser: Browser;
let host: Page;

beforeAll(async () => {
  service = await startTestService();
  browser = await launchShell(...FAKE_MEDIA);
  host = await openPage(browser, service.url);
  await setUp(host, service.setupUrl);
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

interface Meeting {
  readonly code: string;
  readonly secret: string;
}

async function meet(): Promise<Meeting> {
  const answer = await host.context().request.post(`${service.url}/api/meetings`, {
    headers: { origin: service.url },
    data: { title: "Nowhere", encryption: "off" },
  });
  const { code, manageUrl } = await answer.json();
  return { code, secret: new URL(manageUrl).hash.slice(1) };
}

async function byHost(
  { code, secret }: Meeting,
  method: string,
  path: string,
  data?: object,
): Promise<unknown> {
  const answer = await host.context().request.fetch(`${service.url}/api/meetings/${code}${path}`, {
    method,
    headers: { origin: service.url, authorization: `Bearer ${secret}` },
    ...(data === undefined ? {} : { data }),
  });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()}`);
  return answer.status() === 204 ? undefined : await answer.json();
}

/** How often the page says visibly that it can't tell the place. */
const timesSaid = (page: Page): Promise<number> =>
  page
    .getByTestId("lobby")
    .locator("p, span")
    .evaluateAll(
      (all) =>
        all.filter((element) => {
          const own = [...element.childNodes].filter(({ nodeType }) => nodeType === 3);
          const text = own.map(({ textContent }) => textContent ?? "").join("");
          return text.includes("can’t tell") && element.getBoundingClientRect().width > 1;
        }).length,
    );

async function waits(meeting: Meeting): Promise<Page> {
  const deny = [{ kind: "place", code: "FR" }];
  await byHost(meeting, "PUT", "/manage/rule", { deny, onDoubt: "hold" });
  const page = await openPage(browser, new URL(`/m/${meeting.code}`, service.url).href);
  await page.getByTestId("join-name").fill("Ana");
  await page.getByTestId("join-button").click();
  await page.getByTestId("lobby").waitFor();
  return page;
}

const why = (page: Page, text: string) =>
  page.getByTestId("lobby-why").filter({ hasText: text }).waitFor();

test("the lobby says once that the place is unknown, before and after the host's no", async () => {
  const meeting = await meet();
  const page = await waits(meeting);
  await why(page, "so the host decides");
  expect(await timesSaid(page)).toBe(1);
  expect(await barriersOf(page)).toEqual([]);
  const seen = (await byHost(meeting, "GET", "/hosting")) as {
    readonly hosting: { readonly waiting: readonly { readonly joinId: string }[] };
  };
  const [first] = seen.hosting.waiting;
  await byHost(meeting, "POST", "/hosting/acts", { kind: "decline", joinId: first?.joinId });
  await why(page, "can’t let you in right now");
  expect(await timesSaid(page)).toBe(1);
});
