import { startTestService, type TestService } from "@graticule/server/tests/harness";
import { order } from "@graticule/server/tests/orders";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "./browser.ts";
import { createNetwork, type Mover, type TestNetwork } from "./network.ts";
import { joinMeeting, makeMeeting, openPage, seesFrames } from "./pages.ts";

/** A host who stays in place, and someone whose network changes during the call. */
let network: TestNetwork;
let service: TestService;
let mover: Mover;
const browsers: Browser[] = [];
let host: Page;
let guest: Page;
let code: string;
let room: string;

beforeAll(async () => {
  network = createNetwork(["HK"]);
  mover = network.addMover("mover", { home: "FR", away: "CN" });
  const { serviceAddress, beaconAddress } = network;
  service = await startTestService({
    geofeed: network.geofeed,
    env: {
      HOST: "0.0.0.0",
      PUBLIC_URL: `http://${serviceAddress}:8085`,
      PORT: "8085",
      MEDIA_ADDRESS: serviceAddress,
      BEACON_ADDRESSES: beaconAddress,
    },
  });
  const origin = service.url;
  for (const site of [...network.sites.values(), mover]) {
    browsers.push(await openBrowser(site, origin));
  }
});

afterAll(async () => {
  await Promise.all(browsers.map((browser) => browser.close()));
  await service?.stop();
  network?.close();
});

/** The decision on the guest's seat, for example `seen established FR`. */
function decided(): string {
  const {
    presence: { seats },
    decision: { connectionLocator },
  } = service.deps;
  const seat = seats.inRoom(room).find(({ address }) => address !== hostAddress());
  if (seat === undefined) return "no seat";
  const { fix, media } = connectionLocator.locate(seat);
  const places = fix.standing === "contested" ? fix.places : "place" in fix ? [fix.place] : [];
  return [media, fix.standing, ...places].join(" ");
}

const hostAddress = () => network.sites.get("HK")?.address;
const until = (expected: string) => expect.poll(decided, { timeout: 20_000 }).toBe(expected);

test("someone in the call is where their sound and picture come from", async () => {
  host = await openPage(browsers[0] as Browser, service.url);
  const links = await makeMeeting(host, service.setupUrl, "Spring seminar");
  code = new URL(links.join).pathname.split("/").at(-1) ?? "";
  room = service.deps.directory.findMeeting(code)?.policy.room ?? "";
  await host.goto(links.join);
  await joinMeeting(host, "Ming");
  guest = await openPage(browsers[1] as Browser, links.join);
  await joinMeeting(guest, "Ada");
  await seesFrames(host, ["Ada"]);
  await until("seen established FR");
});

test("someone who moves to a place that an order withholds is out within seconds, and back automatically when they return (attack 18)", async () => {
  await order(service.byHand, room, ["CN"]);
  mover.addressTo("away");
  await guest.getByTestId("refused-page").waitFor();
  expect(await guest.getByTestId("refused-page").textContent()).toContain("China");
  await host.getByTestId("tile-Ada").waitFor({ state: "detached" });
  mover.addressTo("home");
  await guest.getByTestId("call").waitFor();
  await seesFrames(host, ["Ada"]);
  await until("seen established FR");
});

test("a split tunnel is not affected by the order, and is held by a strict rule (attack 20)", async () => {
  mover.plugIn();
  mover.split(network.beaconAddress);
  // Browsers with camera permission look for other paths when a page opens. Until then everything
  // uses the old path, even for longer than a silent path would count.
  await seesFrames(host, ["Ada"], 80);
  expect(decided()).toBe("seen established FR");
  await guest.reload();
  await guest.getByTestId("call").waitFor();
  await until("seen contested CN FR");
  await seesFrames(host, ["Ada"]);
  expect(await guest.getByTestId("refused-page").count()).toBe(0);
  const changed = await host
    .context()
    .request.put(`${service.url}/api/meetings/${code}/manage/rule`, {
      headers: { origin: service.url },
      data: { deny: [{ kind: "place", code: "CN" }], onDoubt: "hold" },
    });
  expect(changed.status()).toBe(200);
  await guest.getByTestId("lobby").waitFor();
  mover.unplug();
  await guest.reload();
  await guest.getByTestId("call").waitFor();
});
