import { EventEmitter } from "node:events";
import type { Room } from "livekit-client";
import { expect, test } from "vitest";
import { EngineMove } from "./engine-move.ts";

/** A client in a call, as far as a move touches it; `done` says what it does to the former media server. */
function newClient() {
  const done: string[] = [];
  const client = new (class {
    async sendLeave() {
      done.push("leave");
    }
  })();
  const engine = new (class {
    readonly client = client;
    pcManager: object | undefined = { close: async () => void done.push("close") };
    reconnect() {}
    async cleanupPeerConnections() {
      if (this.pcManager !== undefined) done.push("drop");
      this.pcManager = undefined;
    }
  })();
  const localParticipant = { republishAllTracks: async () => undefined };
  const room = Object.assign(new EventEmitter(), {
    ...{ engine, localParticipant, remoteParticipants: new Map() },
  });
  /** As the client does when it connects again. */
  const restart = async (): Promise<void> => {
    await client.sendLeave();
    await engine.cleanupPeerConnections();
  };
  return { done, client, restart, move: new EngineMove(room as unknown as Room) };
}

// Broken on purpose, each alone: the former media server is left first; nothing is left ever after.
test("a page that moves stays on the former media server until the move ends", async () => {
  const { done, restart, move } = newClient();
  move.begin();
  await restart();
  expect(done).toEqual([]);
  move.end();
  expect(done).toEqual(["close"]);
  await restart();
  expect(done).toEqual(["close", "leave"]);
});

// Broken on purpose: what the move took from the client isn't given back.
test("who leaves while the page is about to move leaves at once", async () => {
  const { done, client, move } = newClient();
  move.begin();
  move.end();
  await client.sendLeave();
  expect(done).toEqual(["leave"]);
});
