import { expect, test } from "vitest";
import { EngineListError, parseEngineList } from "./engine-list.ts";

const secret = "hunter2-hunter2-hunter2-hunter2-hunter2";
const one = { id: "north-1", url: "ws://10.0.0.5:7880/", key: "key-1", secret };
const two = { id: "south-1", url: "http://10.0.0.6:7880", key: "key-2", secret };

function problemOf(list: unknown, text = JSON.stringify(list)): string {
  try {
    parseEngineList(text);
  } catch (error) {
    if (error instanceof EngineListError) return error.message;
    throw error;
  }
  return "";
}

test("a list names engines with their own addresses and keys, some in a region, some to be emptied", () => {
  const listed = [one, { ...two, region: "south", draining: true }];
  expect(parseEngineList(JSON.stringify(listed))).toEqual([
    {
      id: "north-1",
      url: "http://10.0.0.5:7880",
      key: { id: "key-1", secret },
      region: undefined,
      draining: false,
    },
    {
      id: "south-1",
      url: "http://10.0.0.6:7880",
      key: { id: "key-2", secret },
      region: "south",
      draining: true,
    },
  ]);
});

test.each([
  [[], "a list, […], of 1 to 200 engines"],
  [{ engines: [one] }, "a list, […]"],
  [Array.from({ length: 201 }, () => one), "1 to 200 engines"],
  [[one, { ...two, id: "South 1" }], "engine 2: its id must have 1 to 40 characters"],
  [[{ ...one, url: "10.0.0.5:7880" }], "engine 1 (north-1): its url must begin with http://"],
  [[{ id: "a", url: one.url, key: "k" }], "engine 1 (a): its secret is missing"],
  [[{ ...one, secret: "" }], "its secret must be text that isn't empty"],
  [[{ ...one, draining: "yes" }], "its draining must be true or false"],
  [[{ ...one, weight: 3 }], "and nothing else"],
  [[one, { ...two, id: "north-1" }], "two engines called north-1 the same id"],
  [[one, { ...two, key: "key-1" }], "north-1 and south-1 the same key"],
  [[one, { ...two, url: "http://10.0.0.5:7880" }], "north-1 and south-1 the same url"],
])("a wrong list %# says what to do, and no secret", (list, said) => {
  const problem = problemOf(list);
  expect(problem).toContain(said);
  expect(problem).not.toContain("hunter2");
});

test("what is said of a file that isn't JSON holds no piece of it", () => {
  const problem = problemOf(undefined, `[{"secret": "${secret}", }]`);
  expect(problem).toContain("isn't JSON");
  expect(problem).not.toContain("hunter2");
});
