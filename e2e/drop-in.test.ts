import { startTestService, type TestService } from "@graticule/server/tests/harness";
import { afterAll, afterEach, beforeAll } from "vitest";
import type { ClientProcess } from "./client-process.ts";
import { createNetwork, type Site, type TestNetwork } from "./network.ts";

/** Somebody else's application: their backend mints the tokens, their clients are not adapted. */
let network: TestNetwork;
let service: TestService;
const open: ClientProcess[] = [];

beforeAll(async () => {
  network = createNetwork(["FR", "HK", "CN"]);
  service = await startTestService({
    geofeed: network.geofeed,
    env: { HOST: network.serviceAddress, MEDIA_ADDRESS: network.serviceAddress },
  });
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.close()));
});

afterAll(async () => {
  await service?.stop();
  network?.close();
});

function _siteIn(place: string): Site {
  const site = network.sites.get(place);
  if (site === undefined) throw new Error(`No site in ${place}`);
  return site;
}
