import { expect, test } from "vitest";
import { Announcer, gapMs, standsMs } from "./announcer.ts";
import { NoticeBoard, noticeMs } from "./notice-board.ts";

/** A clock whose tasks run when it is moved. */
function clock() {
  let now = 100_000;
  let tasks: { at: number; task: () => void }[] = [];
  const ports = {
    now: () => now,
    later: (task: () => void, delayMs: number) => {
      const entry = { at: now + delayMs, task };
      tasks.push(entry);
      return () => {
        tasks = tasks.filter((other) => other !== entry);
      };
    },
  };
  const pass = (ms: number): void => {
    const end = now + ms;
    for (;;) {
      const next = tasks.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      tasks = tasks.filter((entry) => entry !== next);
      now = next.at;
      next.task();
    }
    now = end;
  };
  return { ports, pass };
}

/** A notice whose key is its text. */
const of = (text: string) => ({ key: text, text });

const texts = (board: NoticeBoard): string[] => board.current().map(({ text }) => text);

test("a notice disappears by itself; one that can be undone stays longer", () => {
  const { ports, pass } = clock();
  const board = new NoticeBoard(ports);
  board.tell(of("plain"));
  board.tell({ ...of("can be undone"), undo: () => undefined });
  pass(noticeMs.plain);
  expect(texts(board)).toEqual(["can be undone"]);
  pass(noticeMs.undo - noticeMs.plain);
  expect(texts(board)).toEqual([]);
});

test("an important notice stays long, and goes when it no longer holds", () => {
  const { ports, pass } = clock();
  const board = new NoticeBoard(ports);
  board.tell({ key: "in-charge", text: "You run this", stays: "long" });
  pass(noticeMs.long - 1);
  expect(texts(board)).toEqual(["You run this"]);
  board.takeBack("in-charge");
  expect(texts(board)).toEqual([]);
});

test("none goes while a reader is on them, and all overdue ones go afterwards", () => {
  const { ports, pass } = clock();
  const board = new NoticeBoard(ports);
  board.tell(of("one"));
  board.hold();
  pass(60_000);
  expect(texts(board)).toEqual(["one"]);
  board.tell(of("two"));
  board.letGo();
  expect(texts(board)).toEqual(["two"]);
});

test("at most three show at once, and none twice", () => {
  const { ports } = clock();
  const board = new NoticeBoard(ports);
  for (const text of ["one", "two", "two", "three", "four"]) board.tell(of(text));
  expect(texts(board)).toEqual(["two", "three", "four"]);
  board.dismiss(board.current()[0]?.id ?? 0);
  expect(texts(board)).toEqual(["three", "four"]);
});

/** Everything an announcer says, with the time since the start. */
function listen(announcer: Announcer, now: () => number): [number, string][] {
  const said: [number, string][] = [];
  const start = now();
  announcer.subscribe(() => {
    if (announcer.current() !== "") said.push([now() - start, announcer.current()]);
  });
  return said;
}

test("speakers are announced now and then, and only the latest", () => {
  const { ports, pass } = clock();
  const announcer = new Announcer(ports);
  const said = listen(announcer, ports.now);
  for (let turn = 0; turn < 30; turn += 1) {
    announcer.say("speaker", `person ${turn} is speaking`);
    pass(400);
  }
  pass(10_000);
  expect(said.map(([, text]) => text)).toEqual([
    "person 0 is speaking",
    "person 14 is speaking",
    "person 29 is speaking",
  ]);
  const gaps = said.slice(1).map(([at], index) => at - (said[index]?.[0] ?? 0));
  for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(gapMs.speaker);
});

test("what matters more is said first, never two sentences at once", () => {
  const { ports, pass } = clock();
  const announcer = new Announcer(ports);
  const said = listen(announcer, ports.now);
  announcer.say("speaker", "Ada is speaking");
  announcer.say("reaction", "Bo reacted");
  announcer.say("message", "Cy wrote: hello");
  announcer.say("notice", "A host muted you.");
  pass(20_000);
  expect(said.map(([, text]) => text)).toEqual([
    "Ada is speaking",
    "A host muted you.",
    "Cy wrote: hello",
    "Bo reacted",
  ]);
  for (let index = 1; index < said.length; index += 1) {
    expect((said[index]?.[0] ?? 0) - (said[index - 1]?.[0] ?? 0)).toBeGreaterThanOrEqual(
      gapMs.notice,
    );
  }
});

test("what is forgotten while it waits is not said", () => {
  const { ports, pass } = clock();
  const announcer = new Announcer(ports);
  announcer.say("speaker", "Ada is speaking");
  announcer.say("speaker", "Bo is speaking");
  announcer.forget("speaker");
  pass(4_000);
  expect(announcer.current()).toBe("Ada is speaking");
  pass(20_000);
  expect(announcer.current()).toBe("");
});

test("the same sentence can be said again after a while", () => {
  const { ports, pass } = clock();
  const announcer = new Announcer(ports);
  const said = listen(announcer, ports.now);
  announcer.say("speaker", "Ada is speaking");
  pass(standsMs + 1);
  announcer.say("speaker", "Ada is speaking");
  pass(20_000);
  expect(said).toHaveLength(2);
});

test("a wrong notice is taken back, and no other", () => {
  const board = new NoticeBoard(clock().ports);
  board.tell({ key: "muted", text: "The host did it" });
  board.tell({ key: "came", text: "Another came" });
  board.takeBack("muted");
  expect(texts(board)).toEqual(["Another came"]);
});

test("a notice replaces an earlier one with the same key, whatever its words", () => {
  const board = new NoticeBoard(clock().ports);
  board.tell({ key: "run-by", text: "Ada runs the meeting" });
  board.tell({ key: "muted", text: "Ada" });
  board.tell({ key: "run-by", text: "Bo dirige la réunion" });
  expect(texts(board)).toEqual(["Ada", "Bo dirige la réunion"]);
  board.takeBack("Ada");
  expect(texts(board)).toHaveLength(2);
});
