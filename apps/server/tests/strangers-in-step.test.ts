import { setTimeout as delay } from "node:timers/promises";
import { everyRole } from "@graticule/server/cluster/roles";
import { connectOnce } from "@graticule/server/db/pool";
import { createOrderWatch } from "@graticule/server/desk/orders/order-watch";
import { expect, test } from "vitest";
import { unjudged } from "./by-hand.ts";
import { deskOfTests, ordered, people, requestOf, runningMeeting } from "./desk-people.ts";
import { database, service } from "./meeting-service.ts";

deskOfTests();
const hourMs = 3_600_000;
const everyMs = 2_000;

/** For half a second, ends each transaction of the program. */
const ending = `
  DO $$ DECLARE until timestamptz := clock_timestamp() + interval '500 ms'; BEGIN
    WHILE clock_timestamp() < until LOOP
      PERFORM pg_stat_clear_snapshot();
      PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid()
        AND xact_start IS NOT NULL;
      PERFORM pg_sleep(0.0005);
    END LOOP;
  END $$`;

// Was: for good, a quarter of the time in the database, and the log was signed. Broken on purpose: setInterval in lookRegularly.
test("who is in the database in step with the program's looks keeps no order in force after its session", async () => {
  const meeting = await runningMeeting(service);
  const { orderId } = await ordered(people, requestOf(people.authority, [meeting.code]));
  await unjudged(database, (client) =>
    client.query(
      "UPDATE order_proposal SET occurrence_from = occurrence_from - interval '2 hours' WHERE id = $1",
      [orderId],
    ),
  );
  const { directory, desk } = service.deps;
  const began = performance.now();
  const watch = createOrderWatch({
    db: database.service.db,
    notices: desk.hostNotices,
    everyMs,
    roles: everyRole,
    emptySince: async () => directory.now() - hourMs,
    directory,
  });
  const isOver = async () =>
    (await database.pool.query("SELECT FROM order_end WHERE order_id = $1", [orderId])).rowCount ===
    1;
  try {
    for (let round = 1; round <= 15 && !(await isOver()); round += 1) {
      await delay(began + round * everyMs - 200 - performance.now());
      const stranger = await connectOnce(database.postgres.targets.service);
      await stranger.query(ending).catch(() => undefined);
      await stranger.end().catch(() => undefined);
    }
    expect(await isOver()).toBe(true);
  } finally {
    watch.close();
  }
}, 60_000);
