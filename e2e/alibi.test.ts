import { meetingCreated } from "@graticule/api/meetings";
import { startTestService, type TestService } from "@graticule/server/tests/harness";
import { order } from "@graticule/server/tests/orders";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "./browser.ts";
import { createNetwork, type Site, type TestNetwork } from "./network.ts";
import { openPage } from "./pages.ts";
import { Person } from "./replay/person.ts";

/**
 * Two people whom every source locates where an order holds; only the lengths of their lines
 * differ.
 */
const paris = "48.85,2.35";
/** Each way. Light takes some 37 ms from Paris to the west of China and back. */
const lineMs = { near: 1, far: 60 };

let network: TestNetwork;
let service: TestService;
let near: Site;
let far: Site;
const browsers: Browser[] = [];
let code: string;
let room: string;

beforeAll(async () => {
  network = createNetwork([]);
  near = await network.addFar("near", "CN", lineMs.near);
  far = await network.addFar("far", "CN", lineMs.far);
  const { serviceAddress, beaconAddress } = network;
  service = await startTestService({
    geofeed: network.geofeed,
    env: {
      HOST: "0.0.0.0",
      PUBLIC_URL: `http://${serviceAddress}:8087`,
      PORT: "8087",
      MEDIA_ADDRESS: serviceAddress,
      BEACON_ADDRESSES: beaconAddress,
      BEACON_COORDINATES: paris,
    },
  });
  const host = await Person.setUp(service.url, service.setupUrl);
  const made = await host.ask("POST", "/api/meetings", { title: "Spring seminar" });
  code = meetingCreated.parse(made).code;
  room = service.deps.directory.findMeeting(code)?.policy.room ?? "";
  await order(service.byHand, room, ["CN"]);
  await service.deps.directory.refresh({ kind: "all" });
});

afterAll(async () => {
  await Promise.all(browsers.map((browser) => browser.close()));
  await service?.stop();
  network?.close();
});

/** Someone's page at the door, which says that they can't join. */
async function comesFrom(site: Site): Promise<Page> {
  const browser = await openBrowser(site, service.url);
  browsers.push(browser);
  const page = await openPage(browser, `${service.url}/m/${code}`);
  await page.getByTestId("refused-page").waitFor();
  return page;
}

/** Clicks “I'm not there”, for the first time and with a name. */
async function saysSo(page: Page, name: string): Promise<void> {
  await page.getByTestId("not-there").click();
  await page.getByTestId("contest-name").fill(name);
  await page.getByTestId("contest-send").click();
}

/**
 * The smallest round trip that counts, in milliseconds, for each address at the door or inside.
 */
function roundTrips(): ReadonlyMap<string, number> {
  const {
    presence: { joins },
    decision: { media },
  } = service.deps;
  return new Map(
    [...joins.inRoom(room)].flatMap(({ identity }) => {
      const { addresses, roundTripMs } = media.of(room, identity) ?? { addresses: [] };
      return roundTripMs === undefined ? [] : addresses.map((it) => [it, roundTripMs] as const);
    }),
  );
}

// Broken on purpose: the server in Beijing, or the near line as long as the other → the call does
// not open.
test("of two people located where an order holds who say that they are not there, light clears the one who answers too soon", async () => {
  const [there, here] = await Promise.all([comesFrom(far), comesFrom(near)]);
  await saysSo(there, "Far");
  await there.getByTestId("contest-news").waitFor();
  await expect
    .poll(() => roundTrips().get(far.address) ?? 0)
    .toBeGreaterThanOrEqual(2 * lineMs.far);
  await saysSo(here, "Near");
  await here.getByTestId("call").waitFor();
  expect(await there.getByTestId("refused-page").textContent()).toContain(
    "Joining from China · certain",
  );
  expect(await there.getByTestId("contest-news").isVisible()).toBe(true);
});
