import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { markRoom } from "../db/database-mark.ts";
import { createLiveKit } from "./livekit.ts";

/** An engine in which a backend's room has the mark's name. It lists a new mark at the `late`th time. */
async function startEngine(late: number): Promise<string> {
  let mark = "";
  let listed = 0;
  const server = createServer(async (request, response) => {
    const body = Object(await json(request));
    const method = request.url?.split("/").at(-1);
    if (method === "UpdateRoomMetadata") mark = String(body.metadata);
    else if (method === "ListRooms" && mark !== "") listed += 1;
    const metadata = listed < late ? "a backend's" : mark;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ rooms: [{ name: markRoom, metadata }] }));
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const engineAt = (url: string, mark = "00000000-0000-4000-8000-000000000001") => {
  const livekit = createLiveKit({
    url,
    key: { id: "key", secret: "a-secret-that-signs-requests-of-32" },
    owner: { mark, onOther: () => {} },
  });
  onTestFinished(() => livekit.close());
  return livekit;
};

test("a mark that the engine lists a moment late is ours all the same", async () => {
  expect(await engineAt(await startEngine(4)).claim()).toBe("ours");
});

test("a mark that is never listed is no answer", async () => {
  expect(await engineAt(await startEngine(Number.POSITIVE_INFINITY)).claim()).toBe("no answer");
});
