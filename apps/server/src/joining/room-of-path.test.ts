import type { FastifyRequest } from "fastify";
import { expect, test } from "vitest";
import type { App } from "../http/routing.ts";
import { loadRoomOfPath, roomOfPath } from "./room-of-path.ts";

const roomOf = roomOfPath({
  directory: {
    async roomOf(code) {
      if (code === "away") throw new Error("the database is away");
      return code === "abc" ? "of-abc" : undefined;
    },
    load: async (room) => (room === "away" ? "outage" : "loaded"),
    loadMeeting: async () => "loaded",
    find: (room) => (room === "known" ? ({ room } as never) : undefined),
  },
  joins: { codeOf: ({ key }) => (key === "right" ? "abc" : undefined) },
});

const asked = (params: object, headers: object = {}, query: object = {}) =>
  roomOf({ params, headers, query } as FastifyRequest);

test("a request is about the room that its path names, by code, name, or a join's key", async () => {
  expect(await asked({ code: "abc" })).toBe("of-abc");
  expect(await asked({ code: "other" })).toBeUndefined();
  expect(await asked({ room: "known" })).toBe("known");
  expect(await asked({ room: "never heard of" })).toBeUndefined();
  expect(await asked({ joinId: "j" }, { authorization: "Bearer right" })).toBe("of-abc");
  // A key in an address says nothing.
  expect(await asked({ joinId: "j" }, {}, { key: "right", page: "p" })).toBeUndefined();
  expect(await asked({ joinId: "j" })).toBeUndefined();
  expect(await asked({})).toBeUndefined();
});

test("a room that can't be read now is asked for again later, and is never taken for one that doesn't exist", async () => {
  const wait = { problem: { status: 503, code: "cannot-check" } };
  await expect(asked({ code: "away" })).rejects.toMatchObject(wait);
  await expect(asked({ room: "away" })).rejects.toMatchObject(wait);
});

// Broken on purpose: nothing is asked.
test("a page's request waits until it is known who was inside", async () => {
  let hook = async (_: FastifyRequest): Promise<void> => undefined;
  const asked: string[] = [];
  loadRoomOfPath({ addHook: (_: string, heard: typeof hook) => (hook = heard) } as never as App, {
    directory: {
      ...{ roomOf: async () => undefined, load: async () => "loaded" },
      loadMeeting: async () => "loaded",
      find: (room) => (room === "known" ? ({ room } as never) : undefined),
      findMeeting: (code) =>
        code === "abc" ? ({ policy: { room: "of-abc" } } as never) : undefined,
    },
    joins: { codeOf: ({ key }) => (key === "right" ? "abc" : undefined) },
    whoWasInside: async (room) => void asked.push(room),
  });
  const come = (params: object, headers = {}) => hook({ params, headers, query: {} } as never);
  await come({ joinId: "j" }, { authorization: "Bearer right" });
  await come({ room: "known" });
  await come({ room: "never heard of" });
  await come({});
  expect(asked).toEqual(["of-abc", "known"]);
});
