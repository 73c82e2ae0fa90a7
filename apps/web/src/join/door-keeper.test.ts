import type { Door, Held, JoinAdmitted, JoinEvent, JoinHeld } from "@graticule/api/meetings";
import type { Refusal } from "@graticule/api/problem";
import { expect, test } from "vitest";
import { eventOfFailure } from "./door-answer.ts";
import { DoorKeeper } from "./door-keeper.ts";
import type { DoorPorts, NamedSeat } from "./door-ports.ts";

const refusal: Refusal = {
  decidedBy: "meeting",
  because: "denied-place",
  sure: "sure",
  evidence: [],
};
const open: Door = {
  code: "abc-defg-hij",
  title: "Tea",
  sure: "sure",
  evidence: [],
  encryption: "off",
  ended: false,
  limits: [],
};
const admitted: JoinAdmitted = {
  joinId: "j1",
  key: "k1",
  token: "t",
  gateUrl: "ws://localhost/",
  identity: "guest-1.j1",
  name: "Ana",
  role: "guest",
  meeting: { code: "abc-defg-hij", title: "Tea", encryption: "off", nativeClients: false },
  sure: "sure",
  evidence: [],
};
const held: Held = { because: "lobby", ask: false, sure: "sure", evidence: [] };
const waiting: JoinHeld = { joinId: "j1", key: "k1", held };
const problem = { type: "x", title: "x", status: 403, code: "refused", refusal } as const;

/** A world under control: streams that the test drives, time that it moves. */
function world(ports: Partial<DoorPorts> = {}, kept?: NamedSeat) {
  const seats: (NamedSeat | undefined)[] = [];
  const calls: string[] = [];
  const streams = new Map<
    string,
    {
      say: (event: JoinEvent) => void;
      forget: () => void;
      fall: (silence: "begins" | "ends") => void;
    }
  >();
  const tasks = new Set<() => void>();
  const fakes: DoorPorts = {
    lookAtDoor: async () => ({ kind: "ok", value: open }),
    join: async (name) => {
      calls.push(`join ${name}`);
      return { kind: "ok", value: admitted };
    },
    enter: async ({ joinId }, stated) => {
      calls.push(stated === undefined ? `enter ${joinId}` : `enter ${joinId} from ${stated}`);
      return { kind: "ok", value: admitted };
    },
    knock: async ({ joinId }, { says, text }) => {
      calls.push(`knock ${joinId} ${says} ${text}`);
      return { kind: "ok", value: undefined };
    },
    contest: async ({ joinId }) => {
      calls.push(`contest ${joinId}`);
      return { kind: "ok", value: { kind: "waits", orderId: "o", dueAt: "2026-11-24T18:00:00Z" } };
    },
    forgetJoin: ({ joinId }) => calls.push(`forget ${joinId}`),
    keepSeat: (seat) => seats.push(seat),
    isServiceUp: async () => true,
    openStream: (stream, listener) => {
      const { onEvent: say, onForgotten: forget, onSilence: fall } = listener;
      streams.set(stream.joinId, { say, forget, fall });
      return () => streams.delete(stream.joinId);
    },
    later: (task) => {
      tasks.add(task);
      return () => tasks.delete(task);
    },
  };
  const keeper = new DoorKeeper({ ...fakes, ...ports }, kept);
  const until = (kind: string) =>
    new Promise<void>((resolve) => {
      const check = (): void => {
        if (keeper.state.kind === kind) resolve();
      };
      keeper.subscribe(check);
      check();
    });
  const runLater = (): void => {
    for (const task of [...tasks]) {
      tasks.delete(task);
      task();
    }
  };
  return { keeper, streams, until, runLater, tasks, seats, calls };
}

test("someone looks, joins, is removed with the reason, and is let in again as the same participant", async () => {
  const { keeper, streams, until, calls } = world();
  keeper.start();
  await until("door");
  keeper.join("Ana");
  await until("inside");
  streams.get("j1")?.say({ kind: "removed", refusal, status: 403 });
  expect(keeper.state).toMatchObject({ kind: "refused", from: "call" });
  streams.get("j1")?.say({ kind: "may-return" });
  await until("inside");
  expect(calls).toEqual(["join Ana", "enter j1"]);
  keeper.stop();
  expect(streams.size).toBe(0);
});

test("a link that can't be valid leads to no meeting, and no one waits for it", async () => {
  const invalid = { type: "x", title: "x", status: 400, code: "invalid" } as const;
  const { keeper, until, tasks } = world({
    lookAtDoor: async () => ({ kind: "problem", code: "invalid", problem: invalid }),
  });
  keeper.start();
  await until("not-found");
  expect(tasks.size).toBe(0);
  keeper.stop();
});

test("after leaving, the page says when the meeting has ended, and until then does not change", async () => {
  let door: Door = open;
  const { keeper, until, runLater } = world({
    lookAtDoor: async () => ({ kind: "ok", value: door }),
  });
  keeper.start();
  await until("door");
  keeper.join("Ana");
  await until("inside");
  keeper.send({ kind: "leave" });
  runLater();
  await Promise.resolve();
  expect(keeper.state.kind).toBe("left");
  door = { ...open, ended: true };
  keeper.lookAgain();
  await until("ended");
  keeper.stop();
});

test("a page opened before a rule says so when someone comes back to it", async () => {
  let door: Door = open;
  let offline = false;
  const { keeper, until } = world({
    lookAtDoor: async () => (offline ? { kind: "offline" } : { kind: "ok", value: door }),
  });
  keeper.start();
  await until("door");
  offline = true;
  keeper.lookAgain();
  await Promise.resolve();
  offline = false;
  expect(keeper.state).toMatchObject({ kind: "door", fault: undefined });
  door = { ...open, refusal };
  keeper.lookAgain();
  await until("refused");
  keeper.stop();
});

test("someone refused at the door is let in automatically, with the name and join of the refusal", async () => {
  const { keeper, streams, until, calls } = world({
    join: async () => ({
      kind: "problem",
      code: "refused",
      problem: { ...problem, joinId: "j9", key: "k9" },
    }),
  });
  keeper.start();
  await until("door");
  keeper.join("Ana");
  await until("refused");
  streams.get("j9")?.say({ kind: "may-return" });
  await until("inside");
  expect(calls).toEqual(["enter j9"]);
});

test("opening a pass's link while kept out leads to the door with the pass, and drops the held join", async () => {
  let door: Door = open;
  const { keeper, streams, until, calls } = world({
    lookAtDoor: async () => ({ kind: "ok", value: door }),
  });
  keeper.start();
  await until("door");
  keeper.join("Ana");
  await until("inside");
  streams.get("j1")?.say({ kind: "removed", refusal, status: 403 });
  door = { ...open, pass: { kind: "valid", name: "Ana", used: false } };
  keeper.send({ kind: "pass-brought" });
  await until("door");
  expect(keeper.state).toMatchObject({ door: { pass: { kind: "valid" } } });
  expect(calls).toEqual(["join Ana", "forget j1"]);
  expect(streams.size).toBe(0);
  keeper.stop();
});

test("a door that opens and closes again at once is not hammered", async () => {
  const { keeper, streams, until, tasks, runLater } = world({
    enter: async () => ({ kind: "problem", code: "refused", problem }),
  });
  keeper.start();
  await until("door");
  keeper.join("Ana");
  await until("inside");
  streams.get("j1")?.say({ kind: "removed", refusal, status: 403 });
  streams.get("j1")?.say({ kind: "may-return" });
  await until("refused");
  streams.get("j1")?.say({ kind: "may-return" });
  expect(keeper.state.kind).toBe("joining");
  expect(tasks.size).toBe(1);
  runLater();
  await until("refused");
});

test("without a name the door is checked again until it opens, and then asks for one", async () => {
  let refusing = true;
  const { keeper, until, runLater } = world({
    lookAtDoor: async () => ({
      kind: "ok",
      value: refusing ? { ...open, refusal } : open,
    }),
  });
  keeper.start();
  await until("refused");
  refusing = false;
  runLater();
  await until("door");
  expect(keeper.state).toMatchObject({ kind: "door", news: "opened" });
});

test("someone who gave a name and whose join was forgotten is still let in automatically", async () => {
  const { keeper, streams, until, runLater, calls } = world();
  keeper.start();
  await until("door");
  keeper.join("Ana");
  await until("inside");
  streams.get("j1")?.say({ kind: "removed", refusal, status: 403 });
  streams.get("j1")?.forget();
  expect(keeper.state).toMatchObject({ kind: "refused", seat: undefined });
  runLater();
  await until("inside");
  expect(calls).toEqual(["join Ana", "join Ana"]);
});

test("someone waiting is let in automatically, and by answering where they are", async () => {
  const { keeper, streams, until, calls } = world({
    join: async () => ({ kind: "ok", value: waiting }),
  });
  keeper.start();
  await until("door");
  keeper.join("Ana");
  await until("waiting");
  keeper.stateWhere("FR");
  await until("inside");
  expect(calls).toEqual(["enter j1 from FR"]);
  streams.get("j1")?.say({ kind: "sent-back", held: { ...held, because: "sent-back" } });
  expect(keeper.state).toMatchObject({ kind: "waiting", held: { because: "sent-back" } });
  streams.get("j1")?.say({ kind: "knock-declined" });
  expect(keeper.state).toMatchObject({ kind: "waiting", answer: "declined" });
  streams.get("j1")?.say({ kind: "state", admitted: true });
  await until("inside");
});

test("a reload returns to the call and the lobby as the same participant", async () => {
  const kept = { joinId: "j1", key: "k1", name: "Ana" };
  const { keeper, until, calls, seats } = world({}, kept);
  expect(keeper.state.kind).toBe("joining");
  keeper.start();
  await until("inside");
  expect(calls).toEqual(["enter j1"]);
  expect(seats.at(-1)).toEqual(kept);
});

test("a join that the service forgot is made again under the same name", async () => {
  const gone = { ...problem, refusal: undefined, code: "not-found" } as const;
  const { keeper, until, calls } = world(
    { enter: async () => ({ kind: "problem", code: "not-found", problem: gone }) },
    { joinId: "old", key: "k", name: "Ana" },
  );
  keeper.start();
  await until("inside");
  expect(calls).toEqual(["join Ana"]);
});

test("being kept out leaves nothing behind for a reload", async () => {
  const { keeper, streams, until, seats } = world();
  keeper.start();
  await until("door");
  keeper.join("Ana");
  await until("inside");
  expect(seats.at(-1)).toMatchObject({ joinId: "j1", name: "Ana" });
  streams.get("j1")?.say({ kind: "removed", refusal, status: 451 });
  expect(seats.at(-1)).toBeUndefined();
});

test("after leaving the call, one click returns as the same participant", async () => {
  const { keeper, until, calls } = world();
  keeper.start();
  await until("door");
  keeper.join("Ana");
  await until("inside");
  keeper.send({ kind: "leave" });
  keeper.join();
  await until("inside");
  expect(calls).toEqual(["join Ana", "enter j1"]);
});

test("the service, too, forgets people who leave the lobby or quit", async () => {
  for (const leave of ["leave", "quit"] as const) {
    const { keeper, until, calls } = world({ join: async () => ({ kind: "ok", value: waiting }) });
    keeper.start();
    await until("door");
    keeper.join("Ana");
    await until("waiting");
    if (leave === "quit") keeper.quit();
    else keeper.send({ kind: "leave" });
    expect(calls).toEqual(["forget j1"]);
  }
});

test("losing the seat to another tab ends the stream and keeps nothing for a reload, but the service keeps the join", async () => {
  for (const answer of [admitted, waiting]) {
    const { keeper, until, calls, streams, seats } = world({
      join: async () => ({ kind: "ok", value: answer }),
    });
    keeper.start();
    await until("door");
    keeper.join("Ana");
    await until(answer === admitted ? "inside" : "waiting");
    const out: string[] = [];
    keeper.room.onOut(() => out.push("left the call"));
    streams.get("j1")?.say({ kind: "elsewhere" });
    expect(keeper.state).toMatchObject({ kind: "left", why: "elsewhere" });
    expect([streams.size, seats.at(-1), calls]).toEqual([0, undefined, []]);
    expect(out).toHaveLength(answer === admitted ? 1 : 0);
    keeper.join();
    await until("inside");
    expect(calls).toEqual(["enter j1"]);
  }
});

// A stream that was opened before it began with "nothing was said", and could be heard after the answer to the knock.
test("asking the host without having given a name makes the join first, and opens its stream last", async () => {
  const opened: boolean[] = [];
  const { keeper, until, streams } = world({
    lookAtDoor: async () => ({ kind: "ok", value: { ...open, refusal } }),
    join: async () => ({
      kind: "problem",
      code: "refused",
      problem: { ...problem, joinId: "j9", key: "k9" },
    }),
    knock: async () => {
      opened.push(streams.has("j9"));
      return { kind: "ok", value: undefined };
    },
  });
  keeper.start();
  await until("refused");
  expect(await keeper.knock("Ana", { says: "there", text: "on a train" })).toBe("sent");
  expect([opened, streams.has("j9")]).toEqual([[false], true]);
  expect(keeper.state).toMatchObject({ kind: "refused", knock: "sent" });
  streams.get("j9")?.say({ kind: "knock-declined" });
  expect(keeper.state).toMatchObject({ kind: "refused", knock: "declined" });
});

test("asking the host where no host can open the door says so", async () => {
  const conflict = { ...problem, refusal: undefined, code: "conflict" } as const;
  const { keeper, until, streams } = world({
    knock: async () => ({ kind: "problem", code: "conflict", problem: conflict }),
  });
  keeper.start();
  await until("door");
  keeper.join("Ana");
  await until("inside");
  streams.get("j1")?.say({ kind: "removed", refusal, status: 403 });
  expect(await keeper.knock("Ana", { says: "not-there", text: undefined })).toBe("closed");
  expect(keeper.state).toMatchObject({ kind: "refused", knock: "none" });
});

test("an outage is retried automatically", async () => {
  let down = true;
  const { keeper, until, runLater, tasks } = world({
    lookAtDoor: async () =>
      down
        ? { kind: "problem", code: "cannot-check", problem: { ...problem, refusal: undefined } }
        : { kind: "ok", value: open },
  });
  keeper.start();
  await until("cannot-check");
  down = false;
  expect(tasks.size).toBe(1);
  runLater();
  await until("door");
});

test("a call goes on when the server no longer knows its stream", async () => {
  const { keeper, streams, until } = world();
  keeper.start();
  await until("door");
  keeper.join("Ana");
  await until("inside");
  streams.get("j1")?.forget();
  expect(keeper.state.kind).toBe("inside");
});

test("a call learns of its silent service before it notices itself, until something is heard", async () => {
  const { keeper, streams, until } = world();
  keeper.start();
  await until("door");
  keeper.join("Ana");
  await until("inside");
  expect(keeper.room.isSilent()).toBe(false);
  streams.get("j1")?.fall("begins");
  expect(keeper.room.isSilent()).toBe(true);
  expect(keeper.state.kind).toBe("inside");
  streams.get("j1")?.fall("ends");
  expect(keeper.room.isSilent()).toBe(false);
});

test("an order's notice belongs to the call, until the door says that this person is let in after all", async () => {
  const { keeper, streams, until } = world();
  keeper.start();
  await until("door");
  keeper.join("Ana");
  await until("inside");
  const at = "2026-11-24T18:00:00Z";
  const say = (event: JoinEvent) => streams.get("j1")?.say(event);
  say({ kind: "notice", refusal, at });
  expect(keeper.state.kind).toBe("inside");
  expect(keeper.room.currentNotice()).toEqual({ refusal, at });
  say({ kind: "state", admitted: true });
  expect(keeper.room.currentNotice()).toBeUndefined();
  say({ kind: "notice", refusal, at });
  keeper.send({ kind: "refused", refusal });
  expect(keeper.state).toMatchObject({ kind: "refused", from: "call", refusal });
  // People who come back later hear only of a new order.
  expect(keeper.room.currentNotice()).toBeUndefined();
  keeper.stop();
});

test("a removed person leaves the call before anything is drawn, and once", async () => {
  const { keeper, streams, until } = world();
  keeper.start();
  await until("door");
  keeper.join("Ana");
  await until("inside");
  const order: string[] = [];
  keeper.room.onOut(() => order.push("left the call"));
  keeper.subscribe(() => order.push("drawn"));
  streams.get("j1")?.say({ kind: "removed", refusal, status: 451 });
  expect(keeper.state.kind).toBe("refused");
  expect(order).toEqual(["left the call", "drawn"]);
  keeper.stop();
});

test("an answer that comes after leaving changes nothing", async () => {
  let answer: (() => void) | undefined;
  const { keeper, until } = world({
    join: () =>
      new Promise((resolve) => {
        answer = () => resolve({ kind: "ok", value: admitted });
      }),
  });
  keeper.start();
  await until("door");
  keeper.join("Ana");
  keeper.send({ kind: "leave" });
  answer?.();
  await Promise.resolve();
  expect(keeper.state.kind).toBe("left");
});

test("every code of a problem means something at the door", () => {
  const codes = {
    refused: "fault",
    "cannot-check": "cannot-check",
    invalid: "fault",
    unauthorized: "fault",
    forbidden: "fault",
    "not-found": "no-such-meeting",
    conflict: "fault",
    ended: "meeting-ended",
    "too-many": "fault",
    internal: "fault",
  } as const;
  for (const [code, kind] of Object.entries(codes)) {
    const told = { ...problem, refusal: undefined, code: code as keyof typeof codes };
    expect(eventOfFailure({ kind: "problem", code: told.code, problem: told }).kind).toBe(kind);
  }
  expect(eventOfFailure({ kind: "problem", code: "refused", problem }).kind).toBe("refused");
});

/** Someone in a call whose service can go away and come back. */
async function inCall(ports: Partial<DoorPorts> = {}) {
  const service = { up: true };
  const made = world({ isServiceUp: async () => service.up, ...ports });
  const settled = () => new Promise<void>((resolve) => setTimeout(resolve));
  made.keeper.start();
  await made.until("door");
  made.keeper.join("Ana");
  await made.until("inside");
  return { ...made, service, settled };
}

test("people in a call are brought back however long the service is away", async () => {
  const { keeper, until, runLater, service, settled, calls } = await inCall();
  keeper.arrive();
  service.up = false;
  await keeper.lose();
  for (let time = 0; time < 100; time += 1) {
    runLater();
    await settled();
    expect(keeper.state).toMatchObject({ kind: "cannot-check", why: "away" });
  }
  expect(calls).toEqual(["join Ana"]);
  service.up = true;
  runLater();
  await until("inside");
  expect(calls).toEqual(["join Ana", "enter j1"]);
});

test("a service that forgot the join while away gets a new one under the same name, even if it fails at first", async () => {
  const unknown = { type: "x", title: "x", status: 404, code: "not-found" } as const;
  let fails = 2;
  const joined: string[] = [];
  const { keeper, until, runLater, settled } = await inCall({
    enter: async () => ({ kind: "problem", code: "not-found", problem: unknown }),
    join: async (name) => {
      joined.push(name);
      if (joined.length > 1 && fails-- > 0) return { kind: "offline" };
      return { kind: "ok", value: admitted };
    },
  });
  keeper.arrive();
  await keeper.lose();
  for (let time = 0; time < 4; time += 1) {
    expect(keeper.state).toMatchObject({ kind: "cannot-check", why: "away" });
    runLater();
    await settled();
  }
  await until("inside");
  expect(joined).toEqual(["Ana", "Ana", "Ana", "Ana"]);
});

test("a call lost again before it was established is not given up", async () => {
  const { keeper, until, runLater } = await inCall();
  keeper.arrive();
  for (let time = 0; time < 20; time += 1) {
    await keeper.lose();
    expect(keeper.state).toMatchObject({ kind: "cannot-check", why: "away" });
    runLater();
    await until("inside");
  }
});

test("someone who never reached the call reads that the connection failed, unless the service is away", async () => {
  const { keeper, service, until, runLater } = await inCall();
  service.up = false;
  await keeper.lose();
  expect(keeper.state).toMatchObject({ kind: "cannot-check", why: "away" });
  service.up = true;
  runLater();
  await until("inside");
  await keeper.lose();
  expect(keeper.state).toMatchObject({ kind: "left", why: "connection" });
});

test("“Try now” asks at once, and once", async () => {
  const { keeper, tasks, until, calls } = await inCall();
  keeper.arrive();
  await keeper.lose();
  expect(tasks.size).toBe(1);
  keeper.tryNow();
  await until("inside");
  expect(calls).toEqual(["join Ana", "enter j1"]);
  expect(tasks.size).toBe(0);
});
