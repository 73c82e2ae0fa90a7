import { EventEmitter } from "node:events";
import type { Client } from "pg";
import { expect, test } from "vitest";
import { copyIn } from "./copy.ts";

// A regression: each wait left a listener on the connection, and Node warned of a leak during a
// restore.
test("however often a copy waits for the database, it leaves no listener on its connection", async () => {
  const stream = Object.assign(new EventEmitter(), { writableNeedDrain: true });
  let end: () => void = () => {};
  const connection = {
    stream,
    sendCopyFromChunk: () => setImmediate(() => stream.emit("drain")),
    endCopyFrom: () => end(),
  };
  const client = {
    query(copy: {
      handleCopyInResponse: (connection: unknown) => void;
      handleCommandComplete: (message: { text: string }) => void;
      handleReadyForQuery: () => void;
    }) {
      end = () => {
        copy.handleCommandComplete({ text: "COPY 20" });
        copy.handleReadyForQuery();
      };
      copy.handleCopyInResponse(connection);
      return copy;
    },
  };
  async function* rows() {
    for (let row = 0; row < 20; row += 1) yield Buffer.from("row");
  }
  expect(await copyIn(client as unknown as Client, "COPY t FROM STDIN", rows())).toBe(20);
  expect([stream.listenerCount("drain"), stream.listenerCount("close")]).toEqual([0, 0]);
});
