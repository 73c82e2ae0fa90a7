import { expect, test } from "vitest";
import { groupBands, partBands } from "./bands.ts";

const told = (leave: number, wait: number, stay: number) => {
  const bands = partBands({ leave, wait, stay });
  return `${bands.leave} ${bands.wait} ${bands.stay}`;
};

test("beside a few there is no number that gives it away (8 inside gave 2 away)", () => {
  expect(told(2, 0, 6)).toBe("a-few none the-rest");
  expect(told(2, 0, 28)).toBe("a-few none most");
  expect(told(6, 0, 2)).toBe("most none a-few");
  expect(told(7, 2, 8)).toBe("many a-few many");
  expect(told(7, 2, 6)).toBe("some some the-rest");
  expect(told(1, 1, 4)).toBe("some some the-rest");
  expect(told(0, 3, 0)).toBe("none a-few none");
  expect(told(4, 3, 0)).toBe("most a-few none");
  expect(told(0, 3, 4)).toBe("none a-few the-rest");
  expect(told(7, 0, 8)).toBe("7 none 8");
  expect(told(7, 5, 8)).toBe("7 5 8");
});

/** All the ways so many people can leave, wait and stay, by what is published of them. */
function waysByTelling(whole: number): ReadonlyMap<string, readonly [number, number, number][]> {
  const ways = new Map<string, [number, number, number][]>();
  for (let leave = 0; leave <= whole; leave += 1) {
    for (let wait = 0; leave + wait <= whole; wait += 1) {
      const parts: [number, number, number] = [leave, wait, whole - leave - wait];
      const key = told(...parts);
      ways.set(key, [...(ways.get(key) ?? []), parts]);
    }
  }
  return ways;
}

test("knowing how many are inside doesn't reveal a part below five, from five inside on", () => {
  for (let whole = 5; whole <= 40; whole += 1) {
    for (const [key, ways] of waysByTelling(whole)) {
      for (const part of [0, 1, 2] as const) {
        const [only = 0, ...others] = new Set(ways.map((parts) => parts[part]));
        const isTold = others.length === 0 && only > 0 && only < 5;
        expect(isTold, `${key} of ${whole}`).toBe(false);
      }
    }
  }
});

test("counts by place hide what could be subtracted from the number inside", () => {
  expect(groupBands([12, 7])).toEqual([12, 7]);
  expect(groupBands([8, 2])).toEqual(["most", "a-few"]);
  expect(groupBands([20, 6, 0, 2])).toEqual(["most", "many", "none", "a-few"]);
  expect(groupBands([5, 1])).toEqual(["some", "some"]);
  expect(groupBands([4, 4])).toEqual(["some", "some"]);
  expect(groupBands([2, 1])).toEqual(["a-few", "a-few"]);
  expect(groupBands([8])).toEqual([8]);
});
