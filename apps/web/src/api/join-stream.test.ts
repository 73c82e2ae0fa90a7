import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Answer } from "./client.ts";
import type { EventStreamListener } from "./event-stream.ts";
import { type JoinStream, openJoinStream } from "./join-stream.ts";

/** An event stream that the test drives. */
class FakeSource {
  static readonly opened: FakeSource[] = [];
  readonly address: string;
  readonly openedAt = performance.now();
  readonly #listener: EventStreamListener;
  isOpen = true;

  constructor(address: string, listener: EventStreamListener) {
    this.address = address;
    this.#listener = listener;
    FakeSource.opened.push(this);
  }

  close(): void {
    this.isOpen = false;
  }

  beat(): void {
    if (this.isOpen) this.#listener.onData("{}");
  }

  /** The connection ends. */
  drop(): void {
    this.#end("ended");
  }

  /** The answer is no event stream. */
  turnAway(): void {
    this.#end("turned-away");
  }

  #end(how: "ended" | "turned-away"): void {
    if (!this.isOpen) return;
    this.close();
    this.#listener.onEnd(how);
  }
}

vi.mock("./event-stream.ts", () => ({
  openEventStream: (address: string, _: string, listener: EventStreamListener) =>
    new FakeSource(address, listener),
}));

const reports: string[] = [];
let answer: Answer<unknown>;
let stream: JoinStream;

const problem = (code: string) => ({ kind: "problem", code }) as Answer<unknown>;
const newest = (): FakeSource => {
  const source = FakeSource.opened.at(-1);
  if (source === undefined) throw new Error("No stream was opened");
  return source;
};

function open(): JoinStream {
  return openJoinStream(
    { joinId: "j", key: "k" },
    {
      onEvent: () => undefined,
      onForgotten: () => reports.push("forgotten"),
      onSilence: (silence) => reports.push(silence),
    },
    async () => answer as Answer<undefined>,
  );
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeSource.opened.length = 0;
  reports.length = 0;
  answer = { kind: "offline" };
  stream = open();
});

afterEach(() => {
  stream.close();
  vi.useRealTimers();
});

test.each([
  ["the service says that it knows no such join", problem("not-found"), ["forgotten"]],
  ["it knows the join", { kind: "ok", value: undefined } as const, []],
  ["there are too many streams", problem("too-many"), []],
  ["a proxy answers in its place", { kind: "offline" } as const, []],
])("no stream comes, and %s", async (_, given, expected) => {
  answer = given;
  newest().turnAway();
  await vi.advanceTimersByTimeAsync(500);
  expect(reports).toEqual(expected);
  expect(FakeSource.opened).toHaveLength(expected.length === 0 ? 2 : 1);
});

/** Nothing is heard for so long; each stream is turned away at once, or hangs. */
async function nothingFor(ms: number, how: "turned away" | "hangs"): Promise<void> {
  for (let past = 0; past < ms; past += 50) {
    const source = newest();
    if (how === "turned away" && source.isOpen) source.turnAway();
    await vi.advanceTimersByTimeAsync(50);
  }
}

test("a silence is noticed within 3 s, and told only if it lasts for more than 10 s", async () => {
  newest().beat();
  await vi.advanceTimersByTimeAsync(1_900);
  expect(FakeSource.opened).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(FakeSource.opened.length).toBeGreaterThan(1);
  await nothingFor(7_000, "turned away");
  newest().beat();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(reports).toEqual([]);
  await nothingFor(14_000, "hangs");
  expect(reports).toEqual(["begins"]);
  newest().beat();
  expect(reports).toEqual(["begins", "ends"]);
});

test.each(["turned away", "hangs"] as const)(
  "while a new owner of the room is sought, another stream is tried soon: the one before it %s",
  async (how) => {
    newest().beat();
    await nothingFor(12_000, how);
    const gaps = FakeSource.opened
      .slice(1)
      .map(({ openedAt }, at) => openedAt - (FakeSource.opened[at]?.openedAt ?? 0));
    const [first = 0, ...others] = gaps;
    expect(first).toBeLessThan(3_000);
    expect(Math.min(...others)).toBeGreaterThanOrEqual(500);
    expect(Math.max(...others)).toBeLessThanOrEqual(how === "hangs" ? 3_500 : 1_100);
  },
);

test("a thousand pages that were left at one moment come again within 3 s, and not at one moment", async () => {
  const pages = Array.from({ length: 1_000 }, open);
  for (const source of FakeSource.opened.slice(1)) source.beat();
  const comeAgain = async (): Promise<number[]> => {
    const before = FakeSource.opened.length;
    const from = performance.now();
    await vi.advanceTimersByTimeAsync(2_900);
    const at = FakeSource.opened.slice(before).map(({ openedAt }) => openedAt - from);
    return at.slice(0, 1_000);
  };
  const mostIn10ms = (times: readonly number[]): number =>
    Math.max(...times.map((one) => times.filter((at) => at >= one && at < one + 10).length));
  const silent = await comeAgain();
  expect(silent).toHaveLength(1_000);
  expect(mostIn10ms(silent)).toBeLessThan(50);
  for (const source of FakeSource.opened) if (source.isOpen) source.beat();
  for (const source of FakeSource.opened) if (source.isOpen) source.drop();
  expect(mostIn10ms(await comeAgain())).toBeLessThan(50);
  for (const page of pages) page.close();
});

test("a page that slept opens one stream when it wakes, and raises no alarm", async () => {
  newest().beat();
  // The machine sleeps: its clock goes on, its timers come late.
  vi.setSystemTime(Date.now() + 3_600_000);
  const slept = performance.now() + 3_600_000;
  vi.spyOn(performance, "now").mockImplementation(() => slept);
  stream.wake();
  expect(FakeSource.opened).toHaveLength(2);
  newest().beat();
  stream.wake();
  await vi.advanceTimersByTimeAsync(900);
  expect(FakeSource.opened).toHaveLength(2);
  expect(reports).toEqual([]);
  vi.restoreAllMocks();
});

test("the pauses grow while nothing comes", async () => {
  await vi.advanceTimersByTimeAsync(60_000);
  const silent = FakeSource.opened.length;
  expect(silent).toBeGreaterThan(8);
  expect(silent).toBeLessThan(20);
  newest().beat();
  await vi.advanceTimersByTimeAsync(2_900);
  expect(FakeSource.opened).toHaveLength(silent + 1);
  const turnedAway = FakeSource.opened.length;
  await nothingFor(120_000, "turned away");
  expect(FakeSource.opened.length - turnedAway).toBeLessThan(60);
});

test("every reconnection carries the same page id", async () => {
  await vi.advanceTimersByTimeAsync(10_000);
  const pages = FakeSource.opened.map(({ address }) => /\?page=(\w{8,64})$/.exec(address)?.[1]);
  expect(pages.length).toBeGreaterThan(2);
  expect(new Set(pages).size).toBe(1);
  expect(pages).not.toContain(undefined);
});

test("a closed stream stays closed, even if an answer comes late", async () => {
  answer = problem("not-found");
  newest().turnAway();
  stream.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reports).toEqual([]);
  expect(FakeSource.opened).toHaveLength(1);
});
