import type { KeysState } from "@graticule/e2ee/keys-state";
import { expect, test } from "vitest";
import { LatelyHere } from "./lately-here.ts";
import { type WrittenPacket, writePacket } from "./packets.ts";
import { againMs, Post, type PostPorts } from "./post.ts";

/** A page's post; `sent`: what was sent, and the key at that time. */
function post(naming: PostPorts["naming"] = "does-not-bind") {
  const page = { key: "k1", insiders: ["me", "ada"], connected: true, now: 1_000_000 };
  let kind: KeysState["kind"] = "agreed";
  const waiting: (() => void)[] = [];
  const sent: string[] = [];
  const line = new Post({
    naming,
    async ready() {
      while (kind === "agreeing") await new Promise<void>((resolve) => waiting.push(resolve));
      return page.insiders;
    },
    async publish({ bytes }, to) {
      if (page.key === "broken") throw new Error("not connected");
      const { text } = JSON.parse(new TextDecoder().decode(bytes));
      sent.push([page.key, text, ...(to ?? [])].join(" "));
    },
    isConnected: () => page.connected,
    now: () => page.now,
  });
  const tell = async (next: KeysState["kind"]): Promise<void> => {
    kind = next;
    if (kind !== "agreeing") for (const go of waiting.splice(0)) go();
    line.keysTold(kind);
    await quiet();
  };
  return { page, line, sent, tell };
}
const chat = (text: string): WrittenPacket => writePacket({ topic: "chat", text });
const quiet = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("messages from before a loss of keys are sent again, ahead of later ones", async () => {
  const { line, sent, tell, page } = post();
  await line.send(chat("one"));
  await line.send(chat("two"));
  await tell("agreeing");
  const three = line.send(chat("three"));
  page.key = "k2";
  expect(sent).toEqual(["k1 one", "k1 two"]);
  await tell("agreed");
  await three;
  expect(sent.slice(2, 5)).toEqual(["k2 one", "k2 two", "k2 three"]);
});

test("those who come back later than this page get it again too, all in order", async () => {
  const { line, sent, tell, page } = post();
  await line.send(chat("one"));
  await tell("agreeing");
  page.insiders = ["me"];
  page.key = "k2";
  await tell("agreed");
  page.insiders = ["me", "ada"];
  page.key = "k3";
  await tell("agreed");
  expect(sent).toEqual(["k1 one", "k2 one", "k3 one"]);
  page.now += againMs;
  await line.send(chat("two"));
  await tell("agreed");
  expect(sent.slice(3)).toEqual(["k3 two"]);
});

test("nothing is sent again if nothing was lost, or if it is old", async () => {
  const { line, sent, tell, page } = post();
  await line.send(chat("one"));
  await tell("agreed");
  page.now += againMs;
  await tell("agreeing");
  await tell("agreed");
  expect(sent).toEqual(["k1 one"]);
});

// Broken on purpose: its age is looked at before the wait → sent again.
test("a message that is old by the time this page can send again isn't sent again", async () => {
  const sent: string[] = [];
  let [now, asked] = [0, 0];
  const line = new Post({
    naming: "does-not-bind",
    async ready() {
      asked += 1;
      // Of the two messages sent again, the second waits.
      if (asked === 5) now += againMs;
      return ["me", "ada"];
    },
    publish: async ({ bytes }) => void sent.push(JSON.parse(new TextDecoder().decode(bytes)).text),
    isConnected: () => true,
    now: () => now,
  });
  await line.send(chat("one"));
  await line.send(chat("two"));
  line.repeat();
  await quiet();
  expect(sent).toEqual(["one", "two", "one"]);
});

test("people who joined after a line was written do not get it", async () => {
  const { line, sent, tell, page } = post();
  await line.send(chat("before"));
  page.insiders = ["me", "ada", "mallory"];
  await line.send(chat("after"));
  await tell("agreeing");
  await tell("agreed");
  expect(sent).toEqual(["k1 before", "k1 after", "k1 after"]);
});

test("messages are sent again after a reconnection, and not queued before it", async () => {
  const { line, sent, tell, page } = post();
  await line.send(chat("one"));
  page.connected = false;
  await tell("agreeing");
  await tell("agreed");
  expect(sent).toEqual(["k1 one"]);
  page.connected = true;
  line.repeat();
  await quiet();
  expect(sent).toEqual(["k1 one", "k1 one"]);
});

test("what failed is not sent later without its writer knowing, and holds nothing up", async () => {
  const { line, sent, page } = post();
  page.key = "broken";
  await expect(line.send(chat("one"))).rejects.toThrow("not connected");
  page.key = "k1";
  await line.send(chat("two"));
  line.repeat();
  await quiet();
  expect(sent).toEqual(["k1 two", "k1 two"]);
});

test("reactions and raised hands are never sent again", async () => {
  const { line, sent } = post();
  await line.send(writePacket({ topic: "reaction", reaction: "clap" }));
  line.repeat();
  await quiet();
  expect(sent).toHaveLength(1);
});

test("those who come back get recent messages again, and no one else does", async () => {
  const { line, sent, page } = post();
  page.insiders = ["me", "ada", "bo", "cy"];
  await line.send(chat("one"));
  line.repeat("ada");
  line.repeat("bo");
  await quiet();
  expect(sent).toEqual(["k1 one", "k1 one ada bo"]);
  line.repeat("ada");
  line.repeat();
  await quiet();
  expect(sent.slice(2)).toEqual(["k1 one"]);
  line.repeat("mallory");
  await quiet();
  expect(sent).toHaveLength(3);
});

// Broken on purpose: sent again to everyone.
test("in an open call a newcomer gets no earlier message, and keeps it from no one", async () => {
  const { line, sent, page } = post("binds");
  await line.send(chat("before"));
  page.insiders = ["me", "ada", "mallory"];
  line.repeat();
  line.repeat("mallory");
  await quiet();
  expect(sent).toEqual(["k1 before", "k1 before me ada"]);
});

test("who lost their connection a moment ago still counts as here", () => {
  const here = new LatelyHere();
  here.see(["ada", "bo"], 500);
  here.see(["bo"], 1_000);
  here.see(["bo"], 2_000);
  expect(here.all(1_000 + againMs - 1)).toEqual(["ada", "bo"]);
  expect(here.all(1_000 + againMs)).toEqual(["bo"]);
  here.see(["ada"], 90_000);
  expect(here.all(90_000)).toEqual(["bo", "ada"]);
});
