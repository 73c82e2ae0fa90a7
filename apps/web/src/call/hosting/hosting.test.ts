import type { HostAct, HostRole, RoomView } from "@graticule/api/hosting";
import { expect, test } from "vitest";
import type { Answer } from "../../api/client.ts";
import { hostingWords } from "../../i18n/hosting-words.ts";
import { HostTools } from "./host-tools.ts";
import {
  heirsOf,
  joinIdOf,
  mayGivePowers,
  mayHost,
  moved,
  ownNews,
  personIn,
  roleOf,
  runnersIn,
  runsInstead,
  undoOf,
} from "./powers.ts";

const view: RoomView = {
  door: { entry: "open", locked: false, beacon: "wanted" },
  roles: [
    { identity: "guest-h.1", role: "host" },
    { identity: "guest-c.2", role: "co-host" },
    { identity: "guest-a.3", role: "acting" },
  ],
  you: "host",
  limitedByOrder: false,
  ruleVersion: 0,
  hosting: { waiting: [], successors: ["guest-a.3"], banned: [], byPass: [] },
};

test("hosts run a meeting; without one, co-hosts do, else acting hosts, and no one else", () => {
  const here = (identity: string) => ({ identity, name: identity, role: roleOf(view, identity) });
  const run = (...identities: string[]) =>
    runnersIn(identities.map(here)).map(({ person }) => person);
  expect(run("guest-x.4", "guest-a.3", "guest-c.2", "guest-h.1")).toEqual(["guest-h"]);
  expect(run("guest-x.4", "guest-a.3", "guest-c.2")).toEqual(["guest-c"]);
  expect(run("guest-x.4", "guest-a.3")).toEqual(["guest-a"]);
  expect(run("guest-x.4")).toEqual([]);
});

test("all but guests may act as host, and no one before the service says so", () => {
  expect(mayHost(view, "guest-a.3")).toBe(true);
  expect(mayHost(view, "guest-x.4")).toBe(false);
  expect(mayHost(undefined, "guest-h.1")).toBe(false);
  expect(roleOf(view, "guest-c.2")).toBe("co-host");
});

test("a person moved to the lobby is let in again by their join", () => {
  expect(joinIdOf("guest-ab.c.j7")).toBe("j7");
  expect(undoOf({ kind: "send-back", identity: "guest-x.j7" }, view)).toEqual({
    kind: "admit",
    joinId: "j7",
  });
  expect(undoOf({ kind: "send-back", identity: "odd" }, view)).toBeUndefined();
});

test("undoing an act restores what was there before", () => {
  const identity = "guest-x.4";
  expect(undoOf({ kind: "role", identity, role: "co-host" }, view)).toMatchObject({
    role: "guest",
  });
  expect(undoOf({ kind: "role", identity: "guest-c.2", role: "guest" }, view)).toMatchObject({
    role: "co-host",
  });
  expect(undoOf({ kind: "door", door: { locked: true } }, view)).toEqual({
    kind: "door",
    door: { locked: false },
  });
  expect(undoOf({ kind: "successors", identities: [] }, view)).toEqual({
    kind: "successors",
    identities: ["guest-a.3"],
  });
  expect(undoOf({ kind: "ban", identity }, view)).toEqual({ kind: "unban", identity });
  for (const kind of ["remove", "mute", "unban"] as const) {
    expect(undoOf({ kind, identity }, view)).toBeUndefined();
  }
});

test("an acting host gives powers to no one", () => {
  expect(mayGivePowers(view)).toBe(true);
  expect(mayGivePowers({ ...view, you: "co-host" })).toBe(true);
  expect(mayGivePowers({ ...view, you: "acting" })).toBe(false);
});

test("a host whose leaving leaves no one in charge can hand over to anyone who stays", () => {
  const one = (identity: string, role: HostRole = "guest") =>
    ({ identity, role, who: "other", kind: "person" }) as const;
  const self = { ...one("guest-h.1", "host"), who: "self" } as const;
  const robot = { ...one("agent"), kind: "service" } as const;
  const bo = [one("guest-b.5"), one("guest-b.6"), one("guest-x.7")];
  const alone: RoomView = { ...view, roles: [{ identity: "guest-h.1", role: "host" }] };
  const named = (people: Parameters<typeof heirsOf>[1], of: RoomView | undefined = alone) =>
    heirsOf(of, people).map(({ identity }) => personIn(identity));
  expect(named([self, robot, ...bo])).toEqual(["guest-b", "guest-x"]);
  expect(named([self, robot])).toEqual([]);
  expect(named([self, ...bo, one("guest-c.2", "co-host")])).toEqual([]);
  expect(named([self, ...bo, one("guest-a.3")])).toEqual([]);
  expect(named([self, ...bo], { ...alone, you: "acting" })).toEqual([]);
  expect(heirsOf(undefined, [self, ...bo])).toEqual([]);
});

test("a person is recognised in every tab", () => {
  expect(personIn("guest-ab.c.j7")).toBe("guest-ab.c");
  expect(personIn("guest-ab")).toBe("guest-ab");
});

test("a backup host moves one place at a time, within the list", () => {
  const list = ["a", "b", "c"];
  expect(moved(list, "b", "up")).toEqual(["b", "a", "c"]);
  expect(moved(list, "b", "down")).toEqual(["a", "c", "b"]);
  expect(moved(list, "a", "up")).toBe(list);
  expect(moved(list, "c", "down")).toBe(list);
  expect(moved(list, "x", "up")).toBe(list);
});

const hostless = view.roles.filter(({ role }) => role !== "host");

test("of changes to you only the most important is news, and the first view never is", () => {
  const as = (you: RoomView["you"], roles = view.roles): RoomView => ({ ...view, you, roles });
  expect(ownNews(undefined, as("acting", hostless))).toBeUndefined();
  expect(ownNews(as("guest"), as("co-host"))).toBe("became-co-host");
  expect(ownNews(as("co-host"), as("guest"))).toBe("no-longer");
  expect(ownNews(as("co-host"), as("co-host", hostless))).toBe("in-charge");
  expect(ownNews(as("guest"), as("acting", hostless))).toBe("in-charge");
  expect(ownNews(as("co-host", hostless), as("co-host"))).toBe("host-back");
  expect(ownNews(as("acting", hostless), as("guest"))).toBe("host-back");
  expect(ownNews(as("acting", hostless), as("guest", hostless))).toBe("no-longer");
  expect(ownNews(as("guest"), as("guest", hostless))).toBeUndefined();
});

test("without a host, a co-host or an acting backup host runs the meeting (regression: no notice)", () => {
  expect(runsInstead({ ...view, you: "co-host" })).toBe(false);
  expect(runsInstead({ ...view, you: "co-host", roles: hostless })).toBe(true);
  expect(runsInstead({ ...view, you: "acting", roles: hostless })).toBe(true);
  expect(runsInstead({ ...view, you: "guest", roles: hostless })).toBe(false);
  expect(runsInstead(view)).toBe(false);
});

function tools(answers: readonly Answer<undefined>[]) {
  const acts: HostAct[] = [];
  const posted: { key: string; text: string; undo: (() => void) | undefined }[] = [];
  const takenBack: string[] = [];
  const made = new HostTools({
    act: async (act) => {
      acts.push(act);
      return answers[acts.length - 1] ?? { kind: "ok", value: undefined };
    },
    view: () => view,
    board: {
      tell: ({ key, text, undo }) => posted.push({ key, text, undo }),
      takeBack: (key) => void takenBack.push(key),
    },
  });
  return { made, acts, posted, takenBack };
}

test("an act is reported, with an undo where there is one", async () => {
  const { made, acts, posted } = tools([]);
  await made.act({ kind: "send-back", identity: "guest-x.j7" }, "Ada");
  expect(posted[0]?.text).toContain("Ada");
  posted[0]?.undo?.();
  expect(acts[1]).toEqual({ kind: "admit", joinId: "j7" });
  await made.act({ kind: "remove", identity: "guest-x.j7" }, "Ada");
  expect(posted.at(-1)?.undo).toBeUndefined();
});

test("a notice about a person stays until the next act about them", async () => {
  const { made, posted, takenBack } = tools([]);
  await made.act({ kind: "send-back", identity: "guest-x.j7" }, "Ada");
  await made.act({ kind: "mute", identity: "guest-y.j8" }, "Bo");
  const [ofAda, ofBo] = posted.map(({ key }) => key);
  expect(ofAda).not.toBe(ofBo);
  expect(takenBack).toEqual([ofAda, ofBo]);
  await made.quietly({ kind: "admit", joinId: "j7" });
  expect(takenBack.at(-1)).toBe(ofAda);
  await made.act({ kind: "remove", identity: "guest-y.j8" }, "Bo");
  expect(takenBack.at(-1)).toBe(ofBo);
});

test("lobby and lock have separate notices, each showing only its current state", async () => {
  const { made, posted } = tools([]);
  await made.act({ kind: "door", door: { locked: true } });
  await made.act({ kind: "door", door: { entry: "lobby" } });
  await made.act({ kind: "door", door: { locked: false } });
  const [locked, lobby, unlocked] = posted.map(({ key }) => key);
  expect(unlocked).toBe(locked);
  expect(lobby).not.toBe(locked);
});

test("an act that came too late is explained, and nothing else is claimed", async () => {
  const problem = { type: "x", title: "x", status: 409, code: "conflict" } as const;
  const { made, posted } = tools([{ kind: "problem", code: "conflict", problem }]);
  await made.act({ kind: "mute", identity: "guest-x.j7" }, "Ada");
  expect(posted).toMatchObject([{ text: hostingWords.noLonger, undo: undefined }]);
  const quiet = tools([{ kind: "problem", code: "conflict", problem }]);
  expect(await quiet.made.quietly({ kind: "mute", identity: "guest-x.j7" })).toBe(
    hostingWords.noLonger,
  );
  expect(quiet.posted).toEqual([]);
});
