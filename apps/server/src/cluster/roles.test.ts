import { expect, test } from "vitest";
import { leasedRoles } from "./roles.ts";

function start() {
  const rows = new Map<string, string>();
  const membership = { id: "here", mayJudge: () => true, find: () => undefined };
  const store = {
    takeRole: async (name: string, instance: string) => {
      if (!rows.has(name)) rows.set(name, instance);
      return rows.get(name) === instance;
    },
    holderOf: async (name: string) => rows.get(name),
  };
  return { rows, store, roles: leasedRoles(store, membership) };
}

test("a role that the database says is another's is given up when they are compared", async () => {
  const { rows, roles } = start();
  expect([await roles.has("location"), await roles.has("orders")]).toEqual([true, true]);
  rows.set("location", "there");
  await roles.compare();
  expect([await roles.has("location"), await roles.has("orders")]).toEqual([false, true]);
});

test("a role whose row was lost is taken again, and one that can't be compared is kept", async () => {
  const { rows, store, roles } = start();
  await roles.has("orders");
  rows.clear();
  await roles.compare();
  expect(await roles.has("orders")).toBe(true);
  expect(rows.get("orders")).toBe("here");
  store.holderOf = async () => {
    throw new Error("no database");
  };
  await expect(roles.compare()).rejects.toThrow("no database");
  expect(await roles.has("orders")).toBe(true);
});
