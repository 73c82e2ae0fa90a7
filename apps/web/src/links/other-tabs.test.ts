import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { announceToTabs, followTabs, type TabSeat } from "./other-tabs.ts";

const code = "abc-defg-hij";
const one: TabSeat = { joinId: "one", key: "k1" };
const two: TabSeat = { joinId: "two", key: "k2" };

beforeEach(() => {
  vi.stubGlobal("window", new EventTarget());
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test("a tab that asks hears the seats held in other tabs, also later ones, until they are gone", async () => {
  const heard: (readonly TabSeat[])[] = [];
  const leave = announceToTabs(code, one);
  const stop = followTabs(code, (seats) => heard.push(seats));
  await vi.waitFor(() => expect(heard.at(-1)).toEqual([one]));
  const leaveToo = announceToTabs(code, two);
  await vi.waitFor(() => expect(heard.at(-1)).toEqual([one, two]));
  leave();
  await vi.waitFor(() => expect(heard.at(-1)).toEqual([two]));
  window.dispatchEvent(new Event("pagehide"));
  await vi.waitFor(() => expect(heard.at(-1)).toEqual([]));
  leaveToo();
  stop();
});

test("tabs of other meetings are not heard", async () => {
  const heard: string[] = [];
  const stop = [
    announceToTabs("xyz-xyzx-xyz", two),
    followTabs(code, (seats) => heard.push(...seats.map(({ joinId }) => joinId))),
  ];
  stop.push(announceToTabs(code, one));
  await vi.waitFor(() => expect(heard).toEqual(["one"]));
  for (const end of stop) end();
});
