import type { RoomView } from "@graticule/api/hosting";
import { expect, test } from "vitest";
import { ShownRoles } from "./shown-roles.ts";

const withRoles = (roles: RoomView["roles"]): RoomView => ({
  door: { entry: "open", locked: false, beacon: "wanted" },
  ...{ roles, you: "guest", limitedByOrder: false, ruleVersion: 0 },
});

test("who acts as host is shown when it is told, and a host as long as they are seen (else it showed who was taken out)", () => {
  const shown = new ShownRoles();
  let drawn = 0;
  shown.subscribe(() => {
    drawn += 1;
  });
  const before = withRoles([{ identity: "guest-h.1", role: "host" }]);
  shown.see(before);
  const after = withRoles([
    { identity: "guest-a.1", role: "acting" },
    { identity: "guest-c.1", role: "co-host" },
  ]);
  shown.see(after);
  expect(shown.of(after, "guest-h.1")).toBe("host");
  expect(shown.of(after, "guest-a.1")).toBe("guest");
  expect(shown.of(after, "guest-c.1")).toBe("co-host");
  shown.told(["guest-a"]);
  expect(drawn).toBe(1);
  expect(shown.of(after, "guest-a.1")).toBe("acting");
  expect(shown.of(before, "guest-a.1")).toBe("guest");
});
