import { createLiveKit } from "@graticule/server/media/livekit";
import { expect, onTestFinished, test } from "vitest";
import { mintToken, newQuery, RawClient } from "./raw-client.ts";
import { hasRedis, startRedisEngine } from "./redis-engine.ts";

/** Debian's package `redis-server`; `npm run soak` installs it. */
const needsRedis = test.skipIf(!hasRedis());

needsRedis("two nodes on one Redis are one engine (needs redis-server)", async () => {
  const engine = await startRedisEngine();
  onTestFinished(() => engine.stop());
  const key = { id: engine.key, secret: engine.secret };
  for (const { url } of engine.nodes) {
    const target = newQuery(mintToken(key, "room", `at ${url}`));
    const client = new RawClient({ port: Number(new URL(url).port), target });
    onTestFinished(() => client.close());
    expect((await client.joined)?.participant?.identity).toBe(`at ${url}`);
  }
  const livekit = createLiveKit({ url: engine.url, key });
  onTestFinished(() => livekit.close());
  const seats = (await livekit.listSeats("room")) ?? [];
  expect(seats.map(({ identity }) => identity).sort()).toEqual(
    engine.nodes.map(({ url }) => `at ${url}`).sort(),
  );
});
