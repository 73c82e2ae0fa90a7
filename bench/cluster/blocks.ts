import { setTimeout as delay, setImmediate as nextTurn } from "node:timers/promises";
import { committed, publishedByHand } from "@graticule/server/tests/by-hand";
import { approve, propose } from "@graticule/server/tests/orders";
import type { Blocks } from "./messages.ts";
import type { Simulated } from "./simulated.ts";
import { denied } from "./stored-service.ts";

/** How long each activity is watched: longer than everything takes to be looked at. */
const watchMs = 5_000;

/** Does one thing after the other and notes how long the event loop was blocked in each. */
export async function blocksOf(service: Simulated): Promise<Blocks> {
  const byActivity: Record<string, number> = {};
  for (const [name, act] of Object.entries(activities)) {
    globalThis.gc?.();
    await delay(100);
    const longest = watch();
    await act(service);
    await delay(watchMs);
    byActivity[name] = longest();
  }
  return { kind: "blocks", byActivity };
}

let orders = 0;

const activities: Readonly<Record<string, (service: Simulated) => Promise<unknown>>> = {
  nothing: async () => undefined,
  async order({ database, rooms }) {
    const room = rooms[++orders % rooms.length] ?? "";
    await committed(database, async (client) => {
      const order = await propose(client, room, ["CN"]);
      await approve(client, order);
      await publishedByHand(client, "order-approved", order.order);
    });
  },
  "account's rule": async ({ database, accounts }) =>
    database.pool.query(
      `INSERT INTO rule_event (account_id, kind, version, mode, rule)
       SELECT $1, 'set', 1 + coalesce(max(version), 0), 'locked', $2 FROM rule_event WHERE account_id = $1`,
      [accounts[0], { deny: denied }],
    ),
  "all rooms changed": ({ database }) => database.pool.query("SELECT tell_change('all') AS told"),
  "rules of all rooms end": async ({ database, rooms }) =>
    database.pool.query(
      `INSERT INTO rule_event (room, kind, version, rule) SELECT room, 'set', 1 + coalesce(
         (SELECT max(version) FROM rule_event e WHERE e.room = one.room), 0), $2 FROM unnest($1::text[]) AS one (room)`,
      [rooms, { deny: denied, until: new Date(Date.now() + watchMs / 2).toISOString() }],
    ),
  "new location tables": async ({ tablesChanged }) => tablesChanged(),
  async "100 people come and go"({ come, rooms }) {
    for (const room of rooms.slice(0, 100)) {
      const page = come(room);
      await nextTurn();
      page.cut();
      await nextTurn();
    }
  },
};

/**
 * Watches the event loop with a timer each millisecond. Between two of its calls the thread worked on
 * something without giving way: the CPU time of that, or the time that passed if it is shorter.
 * @returns ends it, and answers the longest block in milliseconds
 */
function watch(): () => number {
  let [cpu, at] = [threadMs(), performance.now()];
  let longest = 0;
  const look = (): void => {
    const [cpuNow, now] = [threadMs(), performance.now()];
    longest = Math.max(longest, Math.min(cpuNow - cpu, now - at));
    [cpu, at] = [cpuNow, now];
  };
  const timer = setInterval(look, 1);
  return () => {
    clearInterval(timer);
    look();
    return longest;
  };
}

function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
