import type { JoinEvent } from "@graticule/api/meetings";
import { expect, test } from "vitest";
import { DoorKeeper, type DoorPorts, eventOf } from "./door-keeper.ts";

const refusal = { decidedBy: "meeting", because: "denied-place", sure: "sure" } as const;
const open = { code: "abc-defg-hij", title: "Tea", sure: "sure", ended: false } as const;
const admitted = {
  joinId: "j1",
  key: "k1",
  token: "t",
  gateUrl: "ws://localhost/",
  identity: "guest#1",
  meeting: { code: "abc-defg-hij", title: "Tea" },
  sure: "sure",
} as const;
const problem = { type: "x", title: "x", status: 403, code: "refused", refusal } as const;

/** A world under control: streams that the test speaks into, time that it moves. */
function world(ports: Partial<DoorPorts> = {}) {
  const streams = new Map<string, { say: (event: JoinEvent) => void; forget: () => void }>();
  const tasks = new Set<() => void>();
  const keeper = new DoorKeeper({
    lookAtDoor: async () => ({ kind: "ok", value: open }),
    join: async () => ({ kind: "ok", value: admitted }),
    openStream: (stream, listener) => {
      streams.set(stream.joinId, { say: listener.onEvent, forget: listener.onForgotten });
      return () => streams.delete(stream.joinId);
    },
    later: (task) => {
      tasks.add(task);
      return () => tasks.delete(task);
    },
    ...ports,
  });
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
  return { keeper, streams, until, runLater, tasks };
}

test("somebody looks, joins, is removed with the reason, and may return by one click", async () => {
  const { keeper, streams, until } = world();
  keeper.start();
  await until("door");
  keeper.join("Ana");
  await until("inside");
  streams.get("j1")?.say({ kind: "removed", refusal, status: 403 });
  expect(keeper.state).toMatchObject({ kind: "refused", from: "call", mayReturn: false });
  streams.get("j1")?.say({ kind: "may-return" });
  expect(keeper.state).toMatchObject({ kind: "refused", mayReturn: true });
  keeper.join();
  await until("inside");
  keeper.stop();
  expect(streams.size).toBe(0);
});

test("a link that can't be one leads to no meeting, and nobody waits for it", async () => {
  const invalid = { type: "x", title: "x", status: 400, code: "invalid" } as const;
  const { keeper, until, tasks } = world({
    lookAtDoor: async () => ({ kind: "problem", code: "invalid", problem: invalid }),
  });
  keeper.start();
  await until("not-found");
  expect(tasks.size).toBe(0);
  keeper.stop();
});

test("the same name is used for the return", async () => {
  const names: string[] = [];
  const { keeper, streams, until } = world({
    join: async (name) => {
      names.push(name);
      return { kind: "ok", value: admitted };
    },
  });
  keeper.start();
  await until("door");
  keeper.join("Ana");
  await until("inside");
  streams.get("j1")?.say({ kind: "removed", refusal, status: 451 });
  keeper.join();
  await until("inside");
  expect(names).toEqual(["Ana", "Ana"]);
});

test("somebody refused at the door hears from the stream of the refused join", async () => {
  const { keeper, streams, until } = world({
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
  expect(keeper.state).toMatchObject({ kind: "refused", mayReturn: true });
});

test("without a stream the door is looked at again until it opens", async () => {
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
  const opened = new Promise<void>((resolve) => {
    keeper.subscribe(() => resolve());
  });
  await Promise.resolve();
  runLater();
  await opened;
  expect(keeper.state).toMatchObject({ kind: "refused", mayReturn: true });
});

test("an outage is retried by itself", async () => {
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
    expect(eventOf({ kind: "problem", code: told.code, problem: told }).kind).toBe(kind);
  }
  expect(eventOf({ kind: "problem", code: "refused", problem }).kind).toBe("refused");
});
