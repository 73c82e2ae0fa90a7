import type { Held } from "@graticule/api/meetings";
import type { Refusal } from "@graticule/api/problem";
import { expect, test } from "vitest";
import { deviceFaultText, faultOfError } from "../media/device-fault.ts";
import { tintOf } from "./names.ts";
import { probeUrl, readProbe } from "./refusal-probe.ts";
import { layTiles } from "./stage/tile-layout.ts";

const refusal: Refusal = {
  decidedBy: "meeting",
  because: "denied-place",
  sure: "sure",
  evidence: [],
};
const body = { type: "about:blank", title: "x", status: 403, code: "refused", refusal };

test("up to 49 faces fit into the area without overlapping, wide and narrow", () => {
  for (const area of [
    { width: 1280, height: 720 },
    { width: 360, height: 640 },
  ]) {
    for (let count = 1; count <= 49; count += 1) {
      const { columns, rows, tile } = layTiles(count, area, 8);
      expect(columns * rows).toBeGreaterThanOrEqual(count);
      expect(columns * tile.width + (columns - 1) * 8).toBeLessThanOrEqual(area.width);
      expect(rows * tile.height + (rows - 1) * 8).toBeLessThanOrEqual(area.height);
      expect(tile.width).toBeGreaterThan(40);
    }
  }
});

test("two faces are side by side on a wide screen and one above the other on a phone", () => {
  expect(layTiles(2, { width: 1280, height: 720 }, 8).columns).toBe(2);
  expect(layTiles(2, { width: 360, height: 640 }, 8).columns).toBe(1);
});

test("one face fills an upright phone", () => {
  const area = { width: 344, height: 600 };
  expect(layTiles(1, area, 8).tile).toEqual(area);
});

test.each([3, 4, 5, 6, 7, 8, 12, 25])(
  "%i cameras on a wide screen show at least two thirds of their pictures",
  (count) => {
    for (const area of [
      { width: 1264, height: 784 },
      { width: 1904, height: 934 },
    ]) {
      const { tile } = layTiles(count, area, 8);
      expect(tile.width / tile.height / (16 / 9)).toBeGreaterThan(0.66);
      expect(count * tile.width * tile.height).toBeGreaterThan(area.width * area.height * 0.55);
    }
  },
);

test("six faces are two by two on a phone, and one above the other beside a shared screen", () => {
  expect(layTiles(6, { width: 344, height: 704 }, 8).columns).toBe(2);
  expect(layTiles(7, { width: 250, height: 784 }, 8).columns).toBe(1);
});

test("the gate is asked over HTTP, at its validate path", () => {
  expect(probeUrl("ws://127.0.0.1:7777", "a.b")).toBe(
    "http://127.0.0.1:7777/rtc/validate?access_token=a.b",
  );
  expect(probeUrl("wss://meet.example/", "t")).toBe(
    "https://meet.example/rtc/validate?access_token=t",
  );
});

test("only 403 and 451 with a refusal count as a refusal", () => {
  expect(readProbe(403, body)).toEqual({ kind: "refused", refusal });
  expect(readProbe(451, { ...body, status: 451 }).kind).toBe("refused");
  expect(readProbe(401, body).kind).toBe("not-refused");
  expect(readProbe(403, { ...body, refusal: undefined }).kind).toBe("not-refused");
  expect(readProbe(403, "nonsense").kind).toBe("not-refused");
});

test("only 403 counts as a hold", () => {
  const held: Held = { because: "sent-back", ask: false, sure: "sure", evidence: [] };
  const waits = { ...body, refusal: undefined, held };
  expect(readProbe(403, waits)).toEqual({ kind: "held", held });
  expect(readProbe(401, waits).kind).toBe("not-refused");
  expect(readProbe(403, { ...waits, held: "nonsense" }).kind).toBe("not-refused");
});

test("a person disconnected because the meeting ended learns why", () => {
  const gone = { ...body, status: 410, code: "ended", refusal: undefined };
  expect(readProbe(410, gone)).toEqual({ kind: "ended", by: "host" });
  const closed = { ...gone, reason: "terms" };
  expect(readProbe(410, closed)).toEqual({ kind: "ended", by: "service" });
  expect(readProbe(410, "nonsense").kind).toBe("not-refused");
  expect(readProbe(404, { ...gone, status: 404, code: "not-found" }).kind).toBe("not-refused");
});

test("a device that did not start is explained, and a closed screen picker is not", () => {
  const error = Object.assign(new Error("no"), { name: "NotReadableError" });
  const denied = Object.assign(new Error("no"), { name: "NotAllowedError" });
  Object.defineProperty(globalThis.navigator, "mediaDevices", { value: {}, configurable: true });
  expect(faultOfError("camera", error)).toBe("busy");
  expect(deviceFaultText("camera", "busy")).toContain("camera");
  expect(faultOfError("screen", denied)).toBe("cancelled");
  expect(deviceFaultText("screen", "cancelled")).toBeUndefined();
});

test("a screen blocked by the operating system is reported, unlike a closed picker", () => {
  Object.defineProperty(globalThis.navigator, "mediaDevices", { value: {}, configurable: true });
  const named = (message: string) =>
    faultOfError("screen", Object.assign(new Error(message), { name: "NotAllowedError" }));
  expect(named("Permission denied by system")).toBe("denied");
  expect(named("Permission denied by user")).toBe("cancelled");
  expect(named("Permission denied")).toBe("cancelled");
  expect(deviceFaultText("screen", "denied")).toContain("system");
});

test("a person has one tint in all tabs, and different people have different ones", () => {
  const people = Array.from({ length: 40 }, (_, index) => `guest-${index}`);
  const tints = people.map((person) => tintOf(`${person}.join`));
  expect([...new Set(tints)].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  expect(people.map((person) => tintOf(`${person}.other`))).toEqual(tints);
});
