import { gunzipSync, gzipSync } from "node:zlib";
import { startTestService, type TestService } from "@graticule/server/tests/harness";
import { type MakerFile, makeFiles } from "@graticule/server/tests/makers/files";
import { type Makers, startMakers } from "@graticule/server/tests/makers/server";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collectErrors, faultsIn } from "../accessible.ts";
import { launchShell } from "../browser.ts";
import { setUp } from "../pages.ts";

/** An administrator gives a new service location data, from makers that this machine stands in for. */

const sizes = [
  { width: 1280, height: 800 },
  { width: 360, height: 720 },
];
const recommended = ["dbip", "iptoasn", "tor", "private-relay", "starlink", "mobile", "x4bnet-vpn"];

let files: Map<string, MakerFile>;
let makers: Makers;
let service: TestService;
let browser: Browser;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  files = new Map(makeFiles(Date.now(), "few"));
  makers = await startMakers(files);
  service = await startTestService({
    env: {
      LOCATION_SOURCES: "",
      LOCATION_MIRROR: makers.origin,
      OUTBOUND_ALLOW: "127.0.0.1/32",
    },
  });
  browser = await launchShell();
  const context = await browser.newContext({ viewport: sizes[0] ?? null, reducedMotion: "reduce" });
  page = await context.newPage();
  page.setDefaultTimeout(60_000);
  collectErrors(page, errors);
  await setUp(page, service.setupUrl);
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
  await makers?.close();
});

const byId = (id: string) => page.getByTestId(id);
const open = (path: string) => page.goto(new URL(path, service.url).href);
/** What the page says is certain of IPv4, in percent. */
async function certain(): Promise<number> {
  const text = await byId("shares-ipv4").getByTestId("share-established").textContent();
  return Number(/[\d.]+/.exec(text ?? "")?.[0]);
}

test("while nothing is fresh, the status page says what that means and leads to the location data", async () => {
  await open("/admin");
  await byId("bring-data").getByText("orders affect no one").waitFor();
  await byId("bring-data").getByRole("link").click();
  await page.waitForURL(/\/admin\/places$/);
  await byId("source-dbip").getByText("came with the software").waitFor();
  await byId("shares").getByText("likely at best").waitFor();
  expect(await byId("stop-dbip").count()).toBe(0);
  expect(await byId("undo-sources").count()).toBe(0);
});

test("the recommended sources are chosen at first, and the operator's own server wants no token", async () => {
  await byId("take-sources").waitFor();
  const checked = await page.locator("[data-testid^=choose-]:checked").all();
  const ids = await Promise.all(checked.map((box) => box.getAttribute("data-testid")));
  expect(ids).toEqual(recommended.map((id) => `choose-${id}`));
  await byId("choose-ipinfo").click();
  expect(await byId("token-ipinfo").count()).toBe(0);
});

test("a maker's token is asked for, and another one where it was refused", async () => {
  const path = "**/api/admin/location-sources";
  const token = { name: "IPINFO_TOKEN", from: "https://ipinfo.io/lite", given: false };
  let ipinfo: object = { token: { ...token, refused: false } };
  await page.route(path, async (route) => {
    const catalogue = await (await route.fetch()).json();
    const sources = catalogue.sources.map((one: { id: string }) =>
      one.id === "ipinfo" ? { ...one, ...ipinfo } : one,
    );
    await route.fulfill({ json: { ...catalogue, sources } });
  });
  await open("/admin/places");
  await byId("choose-ipinfo").focus();
  await page.keyboard.press("Space");
  expect(await byId("token-ipinfo").getAttribute("type")).toBe("password");
  await byId("take-sources").click();
  await byId("offered-ipinfo").getByText("Enter the token").waitFor();
  expect(await byId("accept-licences").count()).toBe(0);
  expect(await faultsIn(page, sizes)).toEqual([]);
  ipinfo = { token: { ...token, refused: true }, acceptedAt: new Date().toISOString() };
  await open("/admin/places");
  await byId("choose-ipinfo").click();
  await byId("offered-ipinfo").getByText("IPinfo refused the one that is kept").waitFor();
  expect(await faultsIn(page, sizes)).toEqual([]);
  await page.unroute(path);
  await open("/admin/places");
});

test("nothing is downloaded before its licence was shown and accepted", async () => {
  await byId("take-sources").click();
  await byId("accept-licences").waitFor();
  for (const id of recommended) await byId(`licence-${id}`).waitFor();
  await byId("licence-dbip").getByRole("link", { name: "CC BY 4.0" }).waitFor();
  await byId("licence-dbip").getByText("Shown on your pages").waitFor();
  expect(await faultsIn(page, sizes)).toEqual([]);
  await page.keyboard.press("Escape");
  await byId("accept-licences").waitFor({ state: "detached" });
  expect(makers.asked).toEqual([]);
});

test("accepted sources are downloaded and used, and then places are certain", async () => {
  await byId("take-sources").click();
  await byId("accept-licences").click();
  await page.locator("[data-testid=run][data-run=finished]").waitFor();
  for (const id of recommended) {
    expect([id, await byId(`run-${id}`).getAttribute("data-step")]).toEqual([id, "updated"]);
  }
  await byId("source-dbip").getByText("licence accepted").waitFor();
  await byId("shares").getByText("a location can be certain").waitFor();
  await byId("shares-ipv4").waitFor();
  await expect.poll(certain).toBeGreaterThan(0);
  expect(await byId("offered-dbip").count()).toBe(0);
  expect(await byId("choose-ipinfo").isChecked()).toBe(false);
  expect(await faultsIn(page, sizes)).toEqual([]);
});

test("how much is certain is said in one sentence, rounded down", async () => {
  await open("/admin/places");
  await byId("shares-ipv4").waitFor();
  const share = `${Math.floor(await certain())}% of IPv4`;
  await open("/process");
  await byId("certainty").getByText(share).waitFor();
  expect(await faultsIn(page, sizes)).toEqual([]);
  await open("/admin/places");
});

test("a source is stopped with one press, and an undo brings it back without a download", async () => {
  const asked = makers.asked.length;
  const before = await certain();
  await byId("stop-dbip").click();
  await byId("sources").getByText("DB-IP is no longer in use.").waitFor();
  expect(await byId("source-dbip").count()).toBe(0);
  await expect.poll(certain, { timeout: 60_000 }).toBe(0);
  await byId("offered-dbip").waitFor();
  await byId("undo-sources").click();
  await byId("sources").getByText("Undone.").waitFor();
  await byId("source-dbip").waitFor();
  await expect.poll(certain, { timeout: 60_000 }).toBe(before);
  expect(makers.asked.length).toBe(asked);
});

test("new data that changed suddenly says why it waits, and is used after a question", async () => {
  const name = "iptoasn/ip2country-v4.tsv.gz";
  const rows = gunzipSync(files.get(name)?.body ?? "").toString();
  const moved = gzipSync(rows.replaceAll("\tUS\n", "\tCA\n"));
  files.set(name, { body: moved, builtAt: Date.now() + 60_000 });
  const origin = new URL(service.url).origin;
  await page.request.post(`${origin}/api/admin/location-sources`, {
    headers: { origin },
    data: { ids: ["iptoasn"] },
  });
  await open("/admin/places");
  await byId("held-iptoasn")
    .getByText(/more than half .* US/)
    .waitFor();
  await byId("use-iptoasn").click();
  await byId("use-iptoasn-confirm").waitFor();
  expect(await faultsIn(page, sizes)).toEqual([]);
  await byId("use-iptoasn-confirm").click();
  await byId("sources").getByText("IPtoASN’s new data is in use.").waitFor();
  expect(await byId("held-iptoasn").count()).toBe(0);
});

test("a download under way says how far each source is; one that failed says why", async () => {
  const path = "**/api/admin/location-sources";
  const answer = await page.request.get(new URL("/api/admin/location-sources", service.url).href);
  const catalogue = await answer.json();
  const taken = [
    { id: "dbip", outcome: "updated" },
    { id: "tor", outcome: "failed", why: "the server answered 404" },
  ];
  const ids = ["dbip", "tor", "ipinfo", "starlink"];
  const step = { id: "ipinfo", step: "downloading", bytes: 12_300_000, of: 55_000_000 };
  let run: object = { kind: "running", ids, taken, ...step };
  await page.route(path, (route) => route.fulfill({ json: { ...catalogue, run } }));
  await open("/admin/places");
  await byId("run-ipinfo").getByText("12.3 of 55.0 MB").waitFor();
  await byId("run-starlink").getByText("waiting").waitFor();
  expect(await byId("take-sources").count()).toBe(0);
  expect(await byId("stop-dbip").isDisabled()).toBe(true);
  expect(await faultsIn(page, sizes)).toEqual([]);
  run = { kind: "finished", taken };
  await byId("run-tor").getByText("failed: the server answered 404").waitFor();
  await byId("take-sources").waitFor();
  await page.unroute(path);
});

test("where the page's answers don't come, it says so and asks again", async () => {
  expect(errors).toEqual([]);
  await page.route("**/api/admin/location-sources", (route) => route.abort());
  await open("/admin/places");
  await byId("sources").getByTestId("fault").waitFor();
  await page.unroute("**/api/admin/location-sources");
  await byId("sources").getByRole("button").click();
  await byId("source-dbip").waitFor();
});
