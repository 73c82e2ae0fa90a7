import { longestMessage, type TalkPacket } from "@graticule/api/talk";
import { expect, test } from "vitest";
import { addLine, emptyChat, mostLines, showChat } from "./chat-log.ts";
import { handOrder, lowerHand, newcomerMs, noHands, raiseHand } from "./hands.ts";
import { HeardOnce, mostIds, mostSenders } from "./heard-once.ts";
import { readMessage, readPacket, writePacket } from "./packets.ts";
import { addReaction, dropSeen, mostReactions, type Reaction, reactionMs } from "./reactions.ts";
import { Talk, type TalkNews, type TalkPorts } from "./talk.ts";

const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** A page with its clock; records what it sends and reports. */
function page(more: Partial<TalkPorts> = {}, arrival: "arrived" | "on the way" = "arrived") {
  const sent: { packet: TalkPacket; to: readonly string[] | undefined }[] = [];
  const news: TalkNews[] = [];
  const clock = { now: 1_000_000 };
  const tasks: (() => void)[] = [];
  const talk = new Talk({
    send: async (packet, to) => void sent.push({ packet, to }),
    self: () => ({ identity: "me", name: "Me" }),
    withoutId: "heard",
    mayHost: (identity) => identity === "host",
    onNews: (item) => news.push(item),
    now: () => clock.now,
    later: (task) => {
      tasks.push(task);
      return () => undefined;
    },
    ...more,
  });
  if (arrival === "arrived") talk.arrive();
  return { talk, sent, news, clock, tasks };
}
const ada = { identity: "ada", name: "Ada" };

test("a message is shown as plain text, without marks that turn or hide text (attack 31)", () => {
  expect(readMessage("<b>x</b>\u202Eevil\0\r\nnext")).toBe("<b>x</b>evil\nnext");
  expect(readMessage("one\n\n\n\n\ntwo")).toBe("one\n\ntwo");
  expect(readMessage(" \u200B\u2066 \n ")).toBeUndefined();
  expect(readMessage("x".repeat(longestMessage))).toHaveLength(longestMessage);
  expect(readMessage("x".repeat(longestMessage + 1))).toBeUndefined();
});

test("broken, foreign and huge packets and unknown topics are ignored (attack 12)", () => {
  expect(readPacket("chat", bytesOf({ text: "hello" }))).toEqual({ topic: "chat", text: "hello" });
  expect(readPacket("graticule", bytesOf({ text: "hello" }))).toBeUndefined();
  expect(readPacket("__proto__", bytesOf({ text: "hello" }))).toBeUndefined();
  expect(readPacket(undefined, bytesOf({ text: "hello" }))).toBeUndefined();
  expect(readPacket("chat", bytesOf({ text: 5 }))).toBeUndefined();
  expect(readPacket("chat", bytesOf({ text: "x", more: "x".repeat(12_001) }))).toBeUndefined();
  expect(readPacket("chat", new Uint8Array([0x22, 0xff, 0x22]))).toBeUndefined();
  expect(readPacket("reaction", bytesOf({ reaction: "skull" }))).toBeUndefined();
  expect(readPacket("hand", bytesOf({ kind: "up", sinceMs: -5 }))).toBeUndefined();
  for (const id of [7, "", "short", "x".repeat(17), "AAAA AAAA AAAA AA"]) {
    expect(readPacket("chat", bytesOf({ text: "hello", id }))).toBeUndefined();
  }
});

test("one page reads what another writes", () => {
  const packet: TalkPacket = { topic: "hand", kind: "up", sinceMs: 12 };
  const { topic, bytes } = writePacket(packet);
  const read = readPacket(topic, bytes);
  expect(read).toEqual({ ...packet, id: expect.stringMatching(/^[\w-]{16}$/) });
  expect(readPacket(topic, writePacket(packet).bytes)?.id).not.toBe(read?.id);
});

test("nothing replayed is heard again, even from a person reported to be back", () => {
  const { talk, news } = page();
  const said: TalkPacket[] = [
    { topic: "chat", text: "yes" },
    { topic: "reaction", reaction: "thumb" },
    { topic: "hand", kind: "up", sinceMs: 0 },
  ];
  const written = said.map(writePacket);
  const play = (): void => {
    for (const { topic, bytes } of written) talk.hear(topic, bytes, ada);
  };
  play();
  talk.departed("ada");
  for (let time = 0; time < 50; time += 1) play();
  expect(news).toHaveLength(3);
  expect(talk.state.chat.lines).toHaveLength(1);
  expect(talk.state.hands.size).toBe(0);
  // Repeats did not use up her allowance.
  const again = writePacket({ topic: "chat", text: "yes" });
  talk.hear(again.topic, again.bytes, ada);
  expect(talk.state.chat.lines).toHaveLength(2);
  // Each sender has their own ids.
  talk.hear(again.topic, again.bytes, { identity: "bo", name: "Bo" });
  expect(talk.state.chat.lines).toHaveLength(3);
});

test("packets without an id are heard in an open meeting and not in an encrypted one", () => {
  const open = page().talk;
  const sealed = page({ withoutId: "not-heard" }).talk;
  for (const talk of [open, sealed]) {
    for (let time = 0; time < 2; time += 1) talk.hear("chat", bytesOf({ text: "hi" }), ada);
  }
  expect([open, sealed].map((talk) => talk.state.chat.lines.length)).toEqual([2, 0]);
});

test("ids are remembered within limits: the newest of each sender, the latest senders", () => {
  const heard = new HeardOnce();
  for (let id = 0; id < mostIds; id += 1) heard.isFirst("ada", `${id}`);
  expect(heard.isFirst("ada", "0")).toBe(false);
  expect(heard.isFirst("ada", "one more")).toBe(true);
  expect(heard.isFirst("ada", "1")).toBe(false);
  expect(heard.isFirst("ada", "0")).toBe(true);
  for (let other = 1; other < mostSenders; other += 1) heard.isFirst(`${other}`, "x");
  expect(heard.isFirst("ada", "yet another")).toBe(true);
  expect(heard.isFirst("somebody else", "x")).toBe(true);
  expect(heard.isFirst("ada", "one more")).toBe(false);
  expect(heard.isFirst("1", "x")).toBe(true);
});

test("a message is from the engine's sender, whatever the packet claims", () => {
  const { talk } = page();
  talk.hear("chat", bytesOf({ text: "hi", identity: "host", name: "Host", own: true }), ada);
  expect(talk.state.chat.lines).toMatchObject([{ identity: "ada", own: false }]);
});

test("unread messages are counted while the chat is closed, and read when it opens", () => {
  const line = { identity: "ada", own: false, text: "x", at: 1 };
  let log = addLine(addLine(emptyChat, line), { ...line, own: true });
  expect(log.unread).toBe(1);
  log = showChat(log, "open");
  expect(addLine(log, line).unread).toBe(0);
  expect(addLine(showChat(log, "closed"), line).unread).toBe(1);
});

test("the log keeps the newest lines, each with its own id", () => {
  let log = emptyChat;
  for (let at = 0; at < mostLines + 5; at += 1) {
    log = addLine(log, { identity: "ada", own: false, text: "x", at });
  }
  expect(log.lines).toHaveLength(mostLines);
  expect(log.lines[0]?.at).toBe(5);
  expect(new Set(log.lines.map(({ id }) => id)).size).toBe(mostLines);
});

test("your own message appears once it is sent, and not if that failed", async () => {
  const { talk } = page();
  expect(await talk.say("  ")).toBe("empty");
  expect(await talk.say("hello")).toBe("sent");
  expect(talk.state.chat.lines).toMatchObject([{ own: true, text: "hello" }]);
  const broken = page({ send: () => Promise.reject(new Error("not connected")) }).talk;
  expect(await broken.say("hello")).toBe("failed");
  expect(broken.state.chat.lines).toEqual([]);
});

test("people who flood are ignored for a while; others are not", () => {
  const { talk, clock, news } = page();
  // As many as one person can write in a minute, possibly all at once after a break.
  for (let count = 0; count < 90; count += 1) talk.hear("chat", bytesOf({ text: "x" }), ada);
  talk.hear("chat", bytesOf({ text: "y" }), { identity: "bo", name: "Bo" });
  expect(talk.state.chat.lines).toHaveLength(61);
  for (let count = 0; count < 50; count += 1) {
    talk.hear("reaction", bytesOf({ reaction: "clap" }), ada);
  }
  expect(talk.state.reactions).toHaveLength(5);
  expect(news.filter(({ kind }) => kind === "reaction")).toHaveLength(5);
  clock.now += 60_000;
  talk.hear("chat", bytesOf({ text: "x" }), ada);
  expect(talk.state.chat.lines).toHaveLength(62);
});

test("hands are listed in the order they went up", () => {
  const when = { now: 100_000, arrivedAt: 0 };
  let hands = raiseHand(noHands, { identity: "b", sinceMs: 0 }, when);
  hands = raiseHand(hands, { identity: "a", sinceMs: 0 }, { ...when, now: 100_005 });
  expect(handOrder(hands)).toEqual(["b", "a"]);
  expect(handOrder(raiseHand(hands, { identity: "b", sinceMs: 0 }, when))).toEqual(["b", "a"]);
  expect(handOrder(lowerHand(hands, "b"))).toEqual(["a"]);
});

test("claiming that a hand was up before puts no one ahead; only newcomers believe it", () => {
  const here = { now: 100_000, arrivedAt: 0 };
  const hands = raiseHand(noHands, { identity: "a", sinceMs: 0 }, here);
  const claim = { identity: "b", sinceMs: 60_000 };
  expect(handOrder(raiseHand(hands, claim, { ...here, now: 100_001 }))).toEqual(["a", "b"]);
  const late = { now: 100_001, arrivedAt: 100_001 - newcomerMs + 1 };
  expect(handOrder(raiseHand(hands, claim, late))).toEqual(["b", "a"]);
});

test("hands heard while joining count as raised before, in whatever order they come", () => {
  const { talk } = page({}, "on the way");
  talk.hear("hand", bytesOf({ kind: "up", sinceMs: 1_000 }), ada);
  talk.hear("hand", bytesOf({ kind: "up", sinceMs: 6_000 }), { identity: "bo", name: "Bo" });
  talk.arrive();
  expect(handOrder(talk.state.hands)).toEqual(["bo", "ada"]);
});

test("newcomers learn of a raised hand, and it goes down when its owner leaves", () => {
  const { talk, sent, clock } = page();
  talk.setHand("up");
  clock.now += 700;
  talk.met("late");
  expect(sent.at(-1)).toEqual({
    packet: { topic: "hand", kind: "up", sinceMs: 700 },
    to: ["late"],
  });
  talk.hear("hand", bytesOf({ kind: "up", sinceMs: 0 }), ada);
  expect(handOrder(talk.state.hands)).toEqual(["me", "ada"]);
  talk.departed("ada");
  expect(handOrder(talk.state.hands)).toEqual(["me"]);
  talk.setHand("down");
  talk.met("later still");
  expect(sent.at(-1)?.packet).toEqual({ topic: "hand", kind: "down" });
});

test("a lost connection costs no one their place among the raised hands", () => {
  const { talk, clock } = page();
  const up = (sinceMs: number) => bytesOf({ kind: "up", sinceMs });
  const bo = { identity: "bo", name: "Bo" };
  clock.now += newcomerMs;
  talk.hear("hand", up(0), ada);
  clock.now += 10;
  talk.hear("hand", up(0), bo);
  talk.departed("ada");
  clock.now += 5_000;
  talk.hear("hand", up(5_010), ada);
  expect(handOrder(talk.state.hands)).toEqual(["ada", "bo"]);
  talk.departed("ada");
  clock.now += 60_000;
  talk.hear("hand", up(65_010), ada);
  expect(handOrder(talk.state.hands)).toEqual(["bo", "ada"]);
});

test("only people who may act as host can lower someone else's hand", () => {
  const { talk, news } = page();
  talk.setHand("up");
  talk.hear("hand", bytesOf({ kind: "lower", identity: "me" }), ada);
  expect(handOrder(talk.state.hands)).toEqual(["me"]);
  talk.hear("hand", bytesOf({ kind: "lower", identity: "me" }), { identity: "host", name: "H" });
  expect(handOrder(talk.state.hands)).toEqual([]);
  expect(news).toEqual([{ kind: "hand-lowered" }]);
});

test("reactions disappear by themselves and never fill the screen", () => {
  const { talk, clock, tasks } = page();
  talk.react("party");
  expect(talk.state.reactions).toHaveLength(1);
  clock.now += reactionMs;
  tasks.at(-1)?.();
  expect(talk.state.reactions).toEqual([]);
  const one = { identity: "a", name: "A", reaction: "wow" as const, at: 5 };
  let many: readonly Reaction[] = [];
  for (let count = 0; count < 100; count += 1) many = addReaction(many, one);
  expect(many).toHaveLength(mostReactions);
  expect(dropSeen(many, 6)).toBe(many);
});
