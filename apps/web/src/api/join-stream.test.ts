import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Answer } from "./client.ts";
import { type JoinStream, openJoinStream } from "./join-stream.ts";

/** A browser's event stream that the test drives. */
class FakeSource {
  static readonly CLOSED = 2;
  static readonly opened: FakeSource[] = [];
  readyState = 0;
  readonly address: string;
  readonly #listeners = new Map<string, (event: unknown) => void>();

  constructor(address: string) {
    this.address = address;
    FakeSource.opened.push(this);
  }

  addEventListener(name: string, listener: (event: unknown) => void): void {
    this.#listeners.set(name, listener);
  }

  close(): void {
    this.readyState = FakeSource.CLOSED;
  }

  beat(): void {
    this.#listeners.get("state")?.({ data: "{}" });
  }

  /** What a browser does if the answer is no event stream. */
  turnAway(): void {
    this.close();
    this.#listeners.get("error")?.({});
  }
}

const reports: string[] = [];
let answer: Answer<unknown>;
let stream: JoinStream;

const problem = (code: string) => ({ kind: "problem", code }) as Answer<unknown>;
const newest = (): FakeSource => {
  const source = FakeSource.opened.at(-1);
  if (source === undefined) throw new Error("No stream was opened");
  return source;
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", FakeSource);
  FakeSource.opened.length = 0;
  reports.length = 0;
  answer = { kind: "offline" };
  stream = openJoinStream(
    { joinId: "j", key: "k" },
    {
      onEvent: () => undefined,
      onForgotten: () => reports.push("forgotten"),
      onSilence: (silence) => reports.push(silence),
    },
    async () => answer as Answer<undefined>,
  );
});

afterEach(() => {
  stream.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test.each([
  ["the service says that it knows no such join", problem("not-found"), ["forgotten"]],
  ["it knows the join", { kind: "ok", value: undefined } as const, []],
  ["there are too many streams", problem("too-many"), []],
  ["a proxy answers in its place", { kind: "offline" } as const, []],
])("no stream comes, and %s", async (_, given, expected) => {
  answer = given;
  newest().turnAway();
  await vi.advanceTimersByTimeAsync(2_600);
  expect(reports).toEqual(expected);
  expect(FakeSource.opened).toHaveLength(expected.length === 0 ? 2 : 1);
});

test("it reconnects when the service is back, and says so", async () => {
  const turnAway = async (): Promise<void> => {
    newest().turnAway();
    await vi.advanceTimersByTimeAsync(2_600);
  };
  await turnAway();
  await turnAway();
  expect(reports).toEqual(["begins"]);
  newest().beat();
  expect(reports).toEqual(["begins", "ends"]);
});

test("the pauses grow while nothing comes", async () => {
  await vi.advanceTimersByTimeAsync(60_000);
  const silent = FakeSource.opened.length;
  expect(silent).toBeGreaterThan(5);
  expect(silent).toBeLessThan(10);
  newest().beat();
  await vi.advanceTimersByTimeAsync(2_600);
  expect(FakeSource.opened).toHaveLength(silent + 1);
});

test("every reconnection carries the same page id", async () => {
  await vi.advanceTimersByTimeAsync(10_000);
  const pages = FakeSource.opened.map(({ address }) => /&page=(\w{8,64})$/.exec(address)?.[1]);
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
