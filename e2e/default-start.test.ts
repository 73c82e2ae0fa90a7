import { administrator, makeTestFolder, type TestFolder } from "@graticule/server/tests/harness";
import { Program } from "@graticule/server/tests/program";
import type { Browser, Page } from "playwright-core";
import type { Browser as Firefox } from "puppeteer-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addPasskeyDevice } from "./authenticator.ts";
import { FAKE_MEDIA, launchBrowser } from "./browser.ts";
import { joinInFirefox, launchFirefox, seesInFirefox } from "./firefox.ts";
import { newLink } from "./new-link.ts";
import { joinMeeting, openPage, seesFrames, setUp } from "./pages.ts";

/** The service as started without any settings, and unmodified browsers. */
let folder: TestFolder;
let service: Program;
let chromium: Browser;
let firefox: Firefox;
let host: Page;
let url: URL;
let setupUrl: string;

beforeAll(async () => {
  folder = makeTestFolder();
  service = new Program({ GRATICULE_DATA: folder.path });
  url = new URL(await service.url());
  setupUrl = (await service.line("To set it up")).split(" ").at(-1) ?? "";
  // Not even loopback media as the tests' Chromium usually has, because people's browsers don't.
  chromium = await launchBrowser(...FAKE_MEDIA);
  firefox = await launchFirefox();
  host = await openPage(chromium, url.origin);
  await setUp(host, setupUrl);
});

afterAll(async () => {
  await firefox?.close();
  await chromium?.close();
  await service?.stop("SIGTERM");
  folder?.remove();
});

test("the printed address is a name, and the machine's other names lead there with the full link", async () => {
  expect(url.hostname).toBe("localhost");
  expect(new URL(setupUrl).origin).toBe(url.origin);
  const page = await openPage(chromium, "about:blank");
  for (const path of ["/", "/sign-in?next=/account", "/m/abc-defg-hij#secret"]) {
    await page.goto(`http://127.0.0.1:${url.port}${path}`);
    expect(page.url()).toBe(`${url.origin}${path}`);
  }
  await page.close();
});

test("the first administrator can add a passkey and sign in with it", async () => {
  const { devtools } = await addPasskeyDevice(host);
  await host.goto(`${url.origin}/account/security`);
  await host.getByTestId("passkey-add").click();
  await host.getByTestId("passkey-name").fill("First key");
  await host.getByTestId("passkey-password").fill(administrator.password);
  await host.getByTestId("confirm").click();
  const added = host.getByTestId("passkeys").getByText("First key", { exact: true });
  await added.waitFor();
  await host.getByTestId("account-menu").click();
  await host.getByTestId("sign-out").click();
  await host.getByTestId("sign-in-link").waitFor();
  // The virtual authenticator accepts the email field's offer at once.
  await host.goto(`${url.origin}/sign-in?next=/account/security`);
  await added.waitFor();
  await devtools.send("WebAuthn.disable");
});

test("Firefox and Chromium see each other in an encrypted call of a default start", async () => {
  const { secret, told } = await newLink();
  const made = await host.context().request.post(`${url.origin}/api/meetings`, {
    headers: { origin: url.origin },
    data: { title: "As it comes", ...told },
  });
  const { joinUrl } = await made.json();
  const link = `${joinUrl}#${secret}`;
  await host.goto(link);
  await joinMeeting(host, "Ada");
  const fox = await firefox.newPage();
  fox.setDefaultTimeout(40_000);
  await joinInFirefox(fox, link, "Fox");
  await seesFrames(host, ["Fox"]);
  await seesInFirefox(fox, "Ada");
  await fox.close();
  await host.getByTestId("leave").first().click();
});
