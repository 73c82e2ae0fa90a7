import type { FastifyRequest } from "fastify";
import { expect, test } from "vitest";
import { roomOfPath } from "./room-of-path.ts";

const roomOf = roomOfPath({
  directory: {
    findMeeting: (code) => (code === "abc" ? ({ policy: { room: "of-abc" } } as never) : undefined),
    find: (room) => (room === "known" ? ({ room } as never) : undefined),
  },
  joins: { roomOf: ({ id, key }) => (key === "right" ? `of-${id}` : undefined) },
  catchUp: async () => undefined,
});

const asked = (params: object, headers: object = {}, query: object = {}) =>
  roomOf({ params, headers, query } as FastifyRequest);

test("a request is about the room that its path names, by code, name, or a join's key", async () => {
  expect(await asked({ code: "abc" })).toBe("of-abc");
  expect(await asked({ code: "other" })).toBeUndefined();
  expect(await asked({ room: "known" })).toBe("known");
  expect(await asked({ room: "never heard of" })).toBeUndefined();
  expect(await asked({ joinId: "j" }, { authorization: "Bearer right" })).toBe("of-j");
  // An event stream's key is in its address.
  expect(await asked({ joinId: "j" }, {}, { key: "right", page: "p" })).toBe("of-j");
  expect(await asked({ joinId: "j" }, {}, { key: ["right"] })).toBeUndefined();
  expect(await asked({ joinId: "j" })).toBeUndefined();
  expect(await asked({})).toBeUndefined();
});
