import { startTestService, type TestService } from "@graticule/server/tests/harness";
import type { Browser, Page } from "playwright-core";
import type { Browser as Firefox, Page as FirefoxPage } from "puppeteer-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "./browser.ts";
import { byTestId as byId, joinInFirefox, launchFirefox, seesInFirefox } from "./firefox.ts";
import { createNetwork, type TestNetwork } from "./network.ts";
import { newLink } from "./new-link.ts";
import { joinMeeting, openLink, openPage, seesFrames, setUp } from "./pages.ts";

/**
 * An encrypted call between Chromium in one place and Firefox in another, and a rule that removes
 * Firefox.
 */
let network: TestNetwork;
let service: TestService;
let chromium: Browser;
let firefox: Firefox;
let host: Page;
let fox: FirefoxPage;
let code: string;
let link: string;
const errors: string[] = [];

beforeAll(async () => {
  network = createNetwork(["FR"]);
  service = await startTestService({
    // Firefox runs where the service does, because it is driven over a socket of this machine.
    geofeed: `${network.geofeed}${network.serviceAddress}/32,HK,,,\n`,
    env: { HOST: network.serviceAddress, MEDIA_ADDRESS: network.serviceAddress },
  });
  const [site] = network.sites.values();
  if (site === undefined) throw new Error("There is no site.");
  chromium = await openBrowser(site, service.url);
  firefox = await launchFirefox(network.serviceAddress);
  host = await openPage(chromium, service.url);
  await setUp(host, service.setupUrl);
  const { secret, told } = await newLink();
  const made = await host.context().request.post(`${service.url}/api/meetings`, {
    headers: { origin: service.url },
    data: { title: "Two browsers", ...told },
  });
  const meeting = await made.json();
  code = meeting.code;
  await openLink(host, `${meeting.joinUrl}#${secret}`);
  await joinMeeting(host, "Ada");
  fox = await firefox.newPage();
  fox.setDefaultTimeout(40_000);
  // Firefox's driver evaluates text in the page, which the page's policy forbids: not the page's
  // error.
  fox.on("pageerror", (error) => {
    const text = String(error);
    if (!text.includes("eval")) errors.push(text);
  });
  link = `${meeting.joinUrl}#${secret}`;
});

afterAll(async () => {
  await firefox?.close();
  await chromium?.close();
  await service?.stop();
  network?.close();
});

test("Firefox and Chromium see each other in an encrypted call", async () => {
  await joinInFirefox(fox, link, "Fox");
  await seesFrames(host, ["Fox"]);
  await seesInFirefox(fox, "Ada");
  await fox.waitForSelector('[data-testid="seal"][data-seal="on"]');
  expect(errors).toEqual([]);
});

test("messages from both sides arrive", async () => {
  await host.getByTestId("open-chat").click();
  await fox.click(byId("open-chat"));
  const field = await fox.waitForSelector(byId("chat-input"));
  await field?.type("From Firefox\n");
  await host.getByTestId("chat-log").filter({ hasText: "From Firefox" }).waitFor();
  await host.getByTestId("chat-input").fill("From Chromium");
  await host.getByTestId("chat-input").press("Enter");
  await fox.waitForSelector(`::-p-text(From Chromium)`);
});

test("a rule removes Firefox's person with its reason, and they are back automatically when it is lifted", async () => {
  const rule = `${service.url}/api/meetings/${code}/manage/rule`;
  const headers = { origin: service.url };
  const { request } = host.context();
  const closed = await request.put(rule, {
    headers,
    data: { deny: [{ kind: "place", code: "HK" }] },
  });
  expect(closed.status()).toBe(200);
  await fox.waitForSelector(byId("refused-was-inside"));
  await host.getByTestId("tile-Fox").waitFor({ state: "detached" });
  const lifted = await request.delete(rule, { headers });
  expect(lifted.ok()).toBe(true);
  await seesFrames(host, ["Fox"]);
  await seesInFirefox(fox, "Ada");
  expect(errors).toEqual([]);
});
