import { parseHostHash } from "@graticule/e2ee/host-key";
import { expect, test } from "vitest";
import { rememberedName, rememberName } from "../join/name-memory.ts";
import { bothDevices } from "../media/device-choice.ts";
import { keepSeat, keptSeat } from "./seat-memory.ts";

function store() {
  const map = new Map<string, string>();
  return {
    map,
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => map.set(key, value),
    removeItem: (key: string) => map.delete(key),
  };
}

const seat = {
  joinId: "j1",
  key: "k1",
  name: "Ana",
  devices: { ...bothDevices, camera: false, blur: true },
  told: "end-to-end" as const,
};

test("a reload finds the seat of its meeting, with its devices as they were, and no other", () => {
  const storage = store();
  keepSeat(storage, "abc-defg-hij", seat);
  expect(keptSeat(storage, "abc-defg-hij")).toEqual(seat);
  expect(keptSeat(storage, "xyz-defg-hij")).toBeUndefined();
});

test("a reload finds who vouches in the meeting, and nothing that is not such a name", () => {
  const storage = store();
  const host = parseHostHash("AAAAAAAAAAAAAAAAAAAAAA");
  keepSeat(storage, "abc-defg-hij", { ...seat, host });
  expect(keptSeat(storage, "abc-defg-hij")).toEqual({ ...seat, host });
  storage.setItem("graticule.seat.abc-defg-hij", JSON.stringify({ ...seat, host: "short" }));
  expect(keptSeat(storage, "abc-defg-hij")).toEqual(seat);
});

test("a seat that is given up leaves nothing behind", () => {
  const storage = store();
  keepSeat(storage, "abc-defg-hij", seat);
  keepSeat(storage, "abc-defg-hij", undefined);
  expect(storage.map.size).toBe(0);
});

test("what is not a seat counts as none", () => {
  for (const text of ["", "{", "null", "{}", '{"joinId":1,"key":"k","name":"n"}']) {
    const storage = store();
    storage.setItem("graticule.seat.abc-defg-hij", text);
    expect(keptSeat(storage, "abc-defg-hij")).toBeUndefined();
  }
});

test("a name is remembered only as long as its owner wants", () => {
  const storage = store();
  rememberName(storage, { name: "Ana", remember: false });
  expect(storage.map.size).toBe(0);
  rememberName(storage, { name: "Ana", remember: true });
  expect(rememberedName(storage)).toBe("Ana");
  rememberName(storage, { name: "Ana", remember: false });
  expect(storage.map.size).toBe(0);
});
