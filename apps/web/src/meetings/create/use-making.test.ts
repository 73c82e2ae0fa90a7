import type { MeetingCreated } from "@graticule/api/meetings";
import { MutationObserver } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { newQueries } from "../../api/queries.ts";
import type { Made } from "./make-meeting.ts";
import { making } from "./use-making.ts";

const created = { code: "abc-defg-hij" } as MeetingCreated;

function later<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

function pageThatMakes(isHere: () => boolean, make: () => Promise<Made>) {
  const queries = newQueries();
  const page = later<void>();
  const led: string[] = [];
  const onMade = ({ code }: MeetingCreated): Promise<void> => {
    led.push(code);
    return page.promise;
  };
  const asked = new MutationObserver(queries, making(queries, { make, isHere, onMade }));
  const done = asked.mutate(undefined).catch(() => undefined);
  return { queries, asked, page, led, done };
}

test("a meeting is being made until the page that follows is there", async () => {
  const { queries, asked, page, led, done } = pageThatMakes(
    () => true,
    async () => ({ kind: "made", created }),
  );
  await expect.poll(() => led).toEqual([created.code]);
  expect(queries.isMutating({ mutationKey: ["make-meeting"] })).toBe(1);
  page.resolve();
  await done;
  expect(asked.getCurrentResult().status).toBe("success");
});

test("someone who went elsewhere while it was made isn't taken away from there", async () => {
  const answer = later<Made>();
  let isHere = true;
  const { led, done } = pageThatMakes(
    () => isHere,
    () => answer.promise,
  );
  isHere = false;
  answer.resolve({ kind: "made", created });
  await done;
  expect(led).toEqual([]);
});

test("what breaks on the way ends it", async () => {
  const { queries, asked, done } = pageThatMakes(
    () => true,
    () => Promise.reject(new DOMException("no storage", "SecurityError")),
  );
  await done;
  expect(asked.getCurrentResult().isError).toBe(true);
  expect(queries.isMutating()).toBe(0);
});
