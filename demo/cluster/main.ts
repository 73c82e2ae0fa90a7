import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { StartError } from "@graticule/server/config/start-error";
import {
  type Ground,
  type GroundInstance,
  startGround,
} from "@graticule/server/tests/cluster-ground";
import type { RedisEngine } from "@graticule/server/tests/redis-engine";
import { Person as Account } from "../../e2e/replay/person.ts";
import { cast, geofeed, germany } from "../cast.ts";
import { Conversation } from "../conversation.ts";
import { createMeeting } from "../desk.ts";
import { namedPort } from "../named-port.ts";
import { type PersonEvent, visit } from "../participant.ts";
import { followLines, hearsLines } from "../terminal.ts";
import { startBalancer } from "./balancer.ts";

/**
 * `npm run cluster`: two instances, two media engines, one database and a plain TCP balancer on
 * this machine, with people in a meeting. A rule is set at one instance, then the room's owner is
 * killed. `--redis`: one of the engines is a LiveKit cluster of two nodes, of which one is killed, too.
 */

const leaving = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => {
    if (leaving.signal.aborted) process.exit(1);
    console.log("\nStopping.");
    leaving.abort();
  });
}

const kind = process.argv.includes("--redis") ? "redis" : "independent";
if (kind === "redis") {
  const prepare = fileURLToPath(new URL("../../scripts/prepare.mjs", import.meta.url));
  const { status } = spawnSync(process.execPath, [prepare, "--redis"], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
const engines =
  kind === "redis" ? "a media engine, a LiveKit cluster of two nodes" : "two media engines";
console.log(`Starting two instances, ${engines} and a database. This takes a few seconds.`);
const ground = await startGround(geofeed, { PROXY_PROTOCOL: "127.0.0.1" }, kind);
try {
  await show(ground);
} catch (error) {
  if (!leaving.signal.aborted) throw error;
} finally {
  leaving.abort();
  await ground.stop();
}
process.exit(0);

async function show(world: Ground): Promise<void> {
  const instances: GroundInstance[] = [];
  const port = await namedPort([8060, 8061, 8062, 8063, 8064]);
  const publicUrl = `http://localhost:${port}`;
  const balancer = await startBalancer(() => instances.map((one) => one.port), { port });
  leaving.signal.addEventListener("abort", () => balancer.close(), { once: true });
  instances.push(await world.start("A", publicUrl));
  instances.push(await world.start("B", publicUrl));
  const meeting = await prepare(instances[0], publicUrl);
  const room = await world.roomOf(meeting.meeting.code);

  const states = new Map<string, PersonEvent>();
  const conversation = new Conversation();
  conversation.run(leaving.signal);
  const everyone = cast.map((person) =>
    visit(person, {
      ...{ port, conversation, signal: leaving.signal, meeting: meeting.meeting },
      onEvent(who, event) {
        states.set(who.name, event);
        console.log(`  ${who.name} (${who.place.name}) ${event}`);
      },
    }),
  );
  const inside = async (count: number): Promise<void> => {
    const joined = () => [...states.values()].filter((state) => state === "joined").length;
    while (joined() !== count) await delay(100, undefined, { signal: leaving.signal });
  };
  await inside(cast.length);
  const owner = await ownerAmong(world, room, instances);
  const through = [...balancer.connections()].map(
    ([target, count]) => `${instances.find((one) => one.port === target)?.name} ${count}`,
  );
  console.log(`
Everyone is in one meeting. Instance ${owner.name} owns it, on ${await world.engineOf(room)};
connections through each instance: ${through.join(", ")}.

  Join yourself  ${meeting.joinUrl}
  Host’s page    ${meeting.manageUrl}
`);

  const other = instances.find((one) => one !== owner);
  if (other === undefined) throw new StartError("port", "There is only one instance.");
  console.log(`A rule, set at instance ${other.name}: everyone except Germany.`);
  await setRule(other, meeting, { deny: [{ kind: "place", code: germany.code }] });
  await inside(cast.length - 2);
  await delay(3_000, undefined, { signal: leaving.signal });
  console.log("Lifted again.");
  await setRule(other, meeting, undefined);
  await inside(cast.length);

  if (world.redis !== undefined) await killNode(world.redis);
  await killOwner();
  if (hearsLines()) console.log("Press Enter to do that again. Ctrl-C stops everything.");
  let busy = false;
  followLines(() => {
    if (busy) return;
    busy = true;
    void killOwner()
      .catch(() => undefined)
      .finally(() => {
        busy = false;
      });
  }, leaving.signal);
  await Promise.race([Promise.all(everyone), once(leaving.signal, "abort")]);

  /** Kills a node of the LiveKit cluster, and starts it again once everyone has come back. */
  async function killNode({ nodes, restart }: RedisEngine): Promise<void> {
    const url = nodes[0]?.url;
    console.log(
      `\nOne of the LiveKit cluster’s two nodes (${url}) is killed. People on it reconnect.`,
    );
    await nodes[0]?.child.stop();
    await delay(15_000, undefined, { signal: leaving.signal });
    await inside(cast.length);
    console.log("Everyone is in the meeting, on the other node. The first one is started again.");
    await restart(0);
  }

  /** Kills the room's owner, waits until another instance takes over, and starts it again. */
  async function killOwner(): Promise<void> {
    await delay(3_000, undefined, { signal: leaving.signal });
    const killed = await ownerAmong(world, room, instances);
    console.log(`\nInstance ${killed.name}, the owner, is killed. Audio and video go on.`);
    const killedAt = performance.now();
    instances.splice(instances.indexOf(killed), 1);
    await killed.program.stop("SIGKILL");
    const isAnother = async (): Promise<boolean> => {
      const peerPort = await world.ownerOf(room);
      return peerPort !== undefined && peerPort !== killed.peerPort;
    };
    while (!(await isAnother())) await delay(50, undefined, { signal: leaving.signal });
    const tookMs = Math.round(performance.now() - killedAt);
    const next = await ownerAmong(world, room, instances);
    console.log(`Instance ${next.name} owns the meeting after ${(tookMs / 1_000).toFixed(1)} s.`);
    instances.push(await world.start(killed.name, publicUrl));
    console.log(`Instance ${killed.name} is back.`);
  }
}

async function ownerAmong(
  world: Ground,
  room: string,
  instances: readonly GroundInstance[],
): Promise<GroundInstance> {
  for (;;) {
    const peerPort = await world.ownerOf(room);
    const owner = instances.find((one) => one.peerPort === peerPort);
    if (owner !== undefined) return owner;
    await delay(100, undefined, { signal: leaving.signal });
  }
}

type Meeting = Awaited<ReturnType<typeof createMeeting>>;

/** Sets up an administrator, open sign-up, a host, and an encrypted meeting. */
async function prepare(first: GroundInstance | undefined, url: string): Promise<Meeting> {
  const line = (await first?.program.line("To set it up, open this link")) ?? "";
  const administrator = await Account.setUp(url, line.split(" ").at(-1) ?? "");
  const settings = (await administrator.ask("GET", "/api/admin/settings")) as object;
  await administrator.ask("PUT", "/api/admin/settings", { ...settings, signUp: "open" });
  return await createMeeting(await Account.signUp(url, "Nora"));
}

/** Sets or removes a rule as the host's page does, at this instance. */
async function setRule(
  at: GroundInstance,
  meeting: Meeting,
  rule: object | undefined,
): Promise<void> {
  const only = await startBalancer(() => [at.port]);
  const secret = meeting.manageUrl.split("#")[1]?.split(".")[0] ?? "";
  const url = `http://127.0.0.1:${only.port}/api/meetings/${meeting.meeting.code}/manage/rule`;
  const answer = await fetch(url, {
    method: rule === undefined ? "DELETE" : "PUT",
    headers: {
      authorization: `Bearer ${secret}`,
      ...(rule === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(rule === undefined ? {} : { body: JSON.stringify(rule) }),
  });
  only.close();
  if (!answer.ok) throw new Error(`The rule was answered with ${answer.status}.`);
}
