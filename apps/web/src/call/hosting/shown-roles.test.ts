import type { RoomView } from "@graticule/api/hosting";
import { expect, test } from "vitest";
import { ShownRoles, shownRoleOf } from "./shown-roles.ts";

const withRoles = (roles: RoomView["roles"]): RoomView => ({
  door: { entry: "open", locked: false, beacon: "wanted" },
  roles,
  you: "guest",
  limitedByOrder: false,
  ruleVersion: 0,
});

test("an acting host shows from the notice on, a host while seen (else removals show)", () => {
  const shown = new ShownRoles();
  const before = withRoles([{ identity: "guest-h.1", role: "host" }]);
  shown.see(before);
  const after = withRoles([
    { identity: "guest-a.1", role: "acting" },
    { identity: "guest-c.1", role: "co-host" },
  ]);
  shown.see(after);
  expect(shownRoleOf(shown.current(), after, "guest-h.1")).toBe("host");
  expect(shownRoleOf(shown.current(), after, "guest-a.1")).toBe("guest");
  expect(shownRoleOf(shown.current(), after, "guest-c.1")).toBe("co-host");
  shown.told(["guest-a"]);
  expect(shownRoleOf(shown.current(), after, "guest-a.1")).toBe("acting");
  expect(shownRoleOf(shown.current(), before, "guest-a.1")).toBe("guest");
});

test("known roles are immutable, and each change calls listeners once", () => {
  const shown = new ShownRoles();
  let callCount = 0;
  shown.subscribe(() => {
    callCount += 1;
  });
  const before = shown.current();
  const view = withRoles([{ identity: "guest-h.1", role: "host" }]);
  for (let times = 0; times < 3; times += 1) shown.see(view);
  expect(callCount).toBe(1);
  shown.told(["guest-a"]);
  expect(callCount).toBe(2);
  expect([before.hosts.size, before.running.size]).toEqual([0, 0]);
});
