import type { HostAct, RoomView, Unvouched, VouchedJoin, Waiting } from "@graticule/api/hosting";
import { fromBase64Url, toBase64Url } from "@graticule/e2ee/base64url";
import type { KeysState } from "@graticule/e2ee/keys-state";
import { expect, test } from "vitest";
import { Listeners } from "../../signals/listeners.ts";
import { type Acted, actedOf, VouchDesk } from "./vouch-desk.ts";
import { VouchMemory } from "./vouch-memory.ts";

const key = (byte: number): string => toBase64Url(new Uint8Array(32).fill(byte));
const seat = (name: string, signatureKey: string): Unvouched => ({
  ...{ joinId: name, name, identity: `guest-${name}.${name}`, signatureKey },
});
const waits = (name: string, signatureKey?: string): Waiting => ({
  ...{ joinId: name, name, because: "lobby", since: "2026-11-28T03:00:00.000Z" },
  ...(signatureKey === undefined
    ? {}
    : { asks: { identity: `guest-${name}.${name}`, signatureKey } }),
});

/** A desk whose vouchers name the people they are for; the test plays service and group. */
class Desk {
  readonly acts: HostAct[] = [];
  readonly #feed = new Listeners();
  readonly #line = new Listeners();
  sitting: string | undefined = "first";
  power: KeysState["power"] = "host";
  is: KeysState["sitting"] = "believed";
  insiders: KeysState["insiders"] = [];
  unvouched: readonly Unvouched[] = [];
  successors: readonly string[] = [];
  isHost = true;
  /** Signing finds that the key session is not trusted. */
  isWrongAtSigning = false;
  readonly desk: VouchDesk;
  /** The service's next answers; after these it accepts everything. */
  readonly answers: Acted[] = [];
  /** Waiting tasks, and their delays. */
  readonly waits: { readonly task: () => void; readonly delayMs: number }[] = [];

  readonly memory: VouchMemory;

  /** `memory`: from a lost call. */
  constructor(memory = new VouchMemory()) {
    this.memory = memory;
    const view = () =>
      (this.isHost
        ? { hosting: { unvouched: this.unvouched, successors: this.successors } }
        : {}) as unknown as RoomView;
    const current = () =>
      ({ power: this.power, insiders: this.insiders, sitting: this.is }) as KeysState;
    const at = () => this.sitting;
    const present = () => this.sitting ?? "";
    const signed = (identity: string, signatureKey: Uint8Array) => ({
      ...{ signer: "", signature: `${this.sitting} ${identity} ${toBase64Url(signatureKey)}` },
    });
    this.desk = new VouchDesk({
      line: {
        ...{ current, subscribe: this.#line.subscribe },
        get sitting() {
          return at();
        },
        vouch: async (whom) => {
          if (this.isWrongAtSigning) this.is = "not-believed";
          if (this.is === "not-believed") return undefined;
          return whom.map(({ identity, signatureKey }) => ({
            ...{ identity, sitting: present(), voucher: signed(identity, signatureKey) },
          }));
        },
        delegate: async ({ identity, signatureKey }) => {
          if (this.isWrongAtSigning) this.is = "not-believed";
          if (this.is === "not-believed") return undefined;
          const delegation = { ...signed(identity, signatureKey), identity, host: "" };
          return { sitting: present(), delegation };
        },
      },
      feed: { current: view, subscribe: this.#feed.subscribe },
      act: async (act) => {
        this.acts.push(act);
        return this.answers.shift() ?? "taken";
      },
      memory,
      later: (task, delayMs) => {
        const one = { task, delayMs };
        this.waits.push(one);
        return () => void this.waits.splice(this.waits.indexOf(one), 1);
      },
    });
  }

  /** Runs the tasks that wait this long; returns the acts that follow. */
  async after(delayMs: number) {
    const before = this.acts.length;
    for (const one of this.waits.filter((each) => each.delayMs === delayMs)) {
      this.waits.splice(this.waits.indexOf(one), 1);
      one.task();
    }
    await new Promise(setImmediate);
    return this.acts.slice(before);
  }

  /** Applies a change; returns the acts that the desk sends by itself. */
  async sees(
    change: Partial<
      Pick<Desk, "sitting" | "is" | "power" | "insiders" | "unvouched" | "successors" | "isHost">
    >,
  ) {
    Object.assign(this, change);
    const before = this.acts.length;
    this.#feed.tell();
    this.#line.tell();
    await new Promise(setImmediate);
    return this.acts.slice(before);
  }
}

test("a click signs for the identity and key shown; people without a key get no voucher", async () => {
  const { desk } = new Desk();
  const signature = `first guest-bo.bo ${key(1)}`;
  expect(await desk.admitting(waits("bo", key(1)))).toMatchObject({
    ...{ kind: "admit", joinId: "bo", vouched: { sitting: "first", voucher: { signature } } },
  });
  expect(await desk.admitting(waits("bo"))).toEqual({ kind: "admit", joinId: "bo" });
});

test("letting all in signs for those shown with a key, in one act", async () => {
  const { desk } = new Desk();
  const shown = [waits("ann", key(1)), waits("bo"), waits("cy", key(3))];
  const knocks = { ...waits("dee", key(4)), because: "knock" } as const;
  const act = await desk.admittingAll([...shown, knocks]);
  expect(act).toMatchObject({ kind: "admit-all", vouchers: [{ joinId: "ann" }, { joinId: "cy" }] });
});

test("nothing is sent while the key session is not trusted; afterwards everything due is", async () => {
  const desk = new Desk();
  await desk.desk.vouching([seat("bo", key(1))]);
  const next = { sitting: "second", unvouched: [seat("bo", key(1))] };
  expect(await desk.sees({ ...next, is: "not-believed" })).toEqual([]);
  expect(await desk.sees({ is: "believed" })).toMatchObject([{ kind: "vouch" }]);
});

test("it never vouches by itself for people it did not vouch for before", async () => {
  const desk = new Desk();
  expect(await desk.sees({ unvouched: [seat("bo", key(1))] })).toEqual([]);
  expect(await desk.sees({ sitting: "second" })).toEqual([]);
});

test("in a new key session it signs again once, for the same people and keys only", async () => {
  const desk = new Desk();
  await desk.desk.vouching([seat("ann", key(1)), seat("bo", key(2))]);
  const unvouched = [seat("ann", key(1)), seat("bo", key(9)), seat("cy", key(3))];
  const acts = await desk.sees({ sitting: "second", unvouched });
  expect(acts).toMatchObject([{ kind: "vouch", vouchers: [{ joinId: "ann", sitting: "second" }] }]);
  expect(await desk.sees({ unvouched: [...unvouched] })).toEqual([]);
  expect(desk.desk.isOther(seat("bo", key(9)))).toBe(true);
  expect(desk.desk.isOther(seat("ann", key(1)))).toBe(false);
  expect(desk.desk.isOther(seat("cy", key(3)))).toBe(false);
});

/** Another tab of the same person. */
const tab = (name: string, no: number) => `person-${name}.${no}`;

test("a click is about a person, in whichever tab", async () => {
  const desk = new Desk();
  const seats = [1, 2].map((no) => ({ ...seat("mal", key(no)), identity: tab("mal", no) }));
  await desk.desk.vouching(seats);
  const [first, second] = [
    { ...inside("mal", 1, 1), identity: tab("mal", 1) },
    { ...inside("mal", 2, 2), identity: tab("mal", 2) },
  ];
  await desk.sees({ insiders: [first, second] });
  desk.desk.clicked({ kind: "role", identity: first.identity, role: "co-host" })();
  expect(await desk.sees({})).toMatchObject([{ kind: "delegate", identity: first.identity }]);
  desk.desk.clicked({ kind: "role", identity: second.identity, role: "guest" });
  expect(await desk.sees({ sitting: "second" })).toEqual([]);
  // She is named backup host in the other tab, then removed from the list.
  desk.desk.clicked({ kind: "successors", identities: [first.identity] })();
  await desk.sees({ successors: [second.identity] });
  desk.desk.clicked({ kind: "successors", identities: [] });
  expect(await desk.sees({ sitting: "third", successors: [] })).toEqual([]);
  desk.desk.clicked({ kind: "remove", identity: first.identity });
  expect(await desk.sees({ sitting: "fourth", insiders: [], unvouched: seats })).toEqual([]);
});

test("people declined after a click that did not arrive are not signed for", async () => {
  const desk = new Desk();
  const eve = { ...waits("eve", key(1)), joinId: "eve" };
  await desk.desk.admitting(eve);
  desk.desk.clicked({ kind: "decline", joinId: "eve" });
  expect(await desk.sees({ unvouched: [seat("eve", key(1))] })).toEqual([]);
});

test("a late answer from the service delegates to no one demoted since", async () => {
  const desk = new Desk();
  const cora = inside("cora", 7, 1);
  await desk.sees({ insiders: [cora] });
  const taken = desk.desk.clicked({ kind: "role", identity: cora.identity, role: "co-host" });
  desk.desk.clicked({ kind: "role", identity: cora.identity, role: "guest" });
  taken();
  expect(await desk.sees({})).toEqual([]);
});

test("if signing finds that the key session is not trusted, nothing is sent until it is", async () => {
  const desk = new Desk();
  const cora = inside("cora", 7, 1);
  await desk.desk.vouching([seat("ann", key(1))]);
  await desk.sees({ insiders: [cora] });
  desk.desk.clicked({ kind: "role", identity: cora.identity, role: "co-host" })();
  await desk.sees({});
  desk.isWrongAtSigning = true;
  const unvouched = [seat("ann", key(1))];
  expect(await desk.sees({ sitting: "second", unvouched })).toEqual([]);
  desk.isWrongAtSigning = false;
  expect(await desk.sees({ is: "believed" })).toEqual([]);
  expect(await desk.after(500)).toMatchObject([{ kind: "vouch" }, { kind: "delegate" }]);
});

test("a removed person is not signed for from that click on, whatever the answer", async () => {
  const desk = new Desk();
  await desk.desk.vouching([seat("ann", key(1))]);
  desk.desk.clicked({ kind: "remove", identity: "guest-ann.ann" });
  expect(await desk.sees({ sitting: "second", unvouched: [seat("ann", key(1))] })).toEqual([]);
});

const inside = (name: string, byte: number, leaf: number) => ({
  ...{ identity: `guest-${name}.${name}`, name, leaf },
  signatureKey: fromBase64Url(key(byte)),
});

test("those removed by others are not signed for until a click, or until they are back", async () => {
  const desk = new Desk();
  await desk.desk.vouching([seat("ann", key(1)), seat("bo", key(2))]);
  const [hal, ann, bo] = [inside("hal", 9, 0), inside("ann", 1, 1), inside("bo", 2, 2)];
  await desk.sees({ insiders: [hal, ann, bo] });
  await desk.sees({ insiders: [hal] });
  await desk.sees({ insiders: [hal, bo] });
  const unvouched = [seat("ann", key(1)), seat("bo", key(2))];
  const acts = await desk.sees({ sitting: "second", insiders: [hal], unvouched });
  expect(acts).toMatchObject([{ kind: "vouch", vouchers: [{ joinId: "bo" }] }]);
  expect(acts).toHaveLength(1);
});

test("nothing is signed again before this page is in the new key session's group", async () => {
  const desk = new Desk();
  await desk.desk.vouching([seat("ann", key(1))]);
  const unvouched = [seat("ann", key(1))];
  expect(await desk.sees({ sitting: undefined, unvouched })).toEqual([]);
  expect(await desk.sees({ sitting: "second" })).toHaveLength(1);
});

test("a co-host may vouch with the key they had at the click, once in each key session", async () => {
  const desk = new Desk();
  const [cora, dan] = [inside("cora", 7, 1), inside("dan", 8, 2)];
  expect(await desk.sees({ insiders: [cora, dan] })).toEqual([]);
  desk.desk.clicked({ kind: "role", identity: cora.identity, role: "co-host" })();
  const delegates = { kind: "delegate", identity: cora.identity };
  expect(await desk.sees({})).toMatchObject([delegates]);
  expect(await desk.sees({})).toEqual([]);
  expect(await desk.sees({ sitting: "second" })).toMatchObject([delegates]);
  // Another key in the same seat: the page was reloaded, or it is someone else.
  expect(await desk.sees({ sitting: "third", insiders: [inside("cora", 6, 1), dan] })).toEqual([]);
  desk.desk.clicked({ kind: "role", identity: cora.identity, role: "guest" });
  expect(await desk.sees({ sitting: "fourth", insiders: [cora, dan] })).toEqual([]);
});

test("a click that was not accepted, or on someone outside the group, lets no one vouch", async () => {
  const desk = new Desk();
  const [cora, dan] = [inside("cora", 7, 1), inside("dan", 8, 2)];
  await desk.sees({ insiders: [cora] });
  desk.desk.clicked({ kind: "role", identity: cora.identity, role: "co-host" });
  desk.desk.clicked({ kind: "role", identity: dan.identity, role: "co-host" })();
  expect(await desk.sees({ insiders: [cora, dan] })).toEqual([]);
});

test("a click delegates only to the backup hosts it adds; the others are the service's", async () => {
  const desk = new Desk();
  const [cora, dan] = [inside("cora", 7, 1), inside("dan", 8, 2)];
  await desk.sees({ insiders: [cora, dan], successors: [dan.identity] });
  const identities = [dan.identity, cora.identity];
  desk.desk.clicked({ kind: "successors", identities })();
  await desk.sees({ successors: identities });
  expect(desk.acts).toMatchObject([{ kind: "delegate", identity: cora.identity }]);
  desk.desk.clicked({ kind: "successors", identities: [dan.identity] });
  expect(await desk.sees({ sitting: "second" })).toEqual([]);
});

test("a page that may not vouch lets people in as usual and signs nothing", async () => {
  const desk = new Desk();
  desk.power = "none";
  expect(await desk.desk.admittingAll([waits("ann", key(1))])).toEqual({ kind: "admit-all" });
  expect(await desk.sees({ unvouched: [seat("ann", key(1))] })).toEqual([]);
});

test("what did not arrive is sent again after ever longer pauses, until answered", async () => {
  const desk = new Desk();
  await desk.desk.vouching([seat("ann", key(1))]);
  desk.answers.push("not-now", "not-now", "not-now");
  const again = [{ kind: "vouch", vouchers: [{ joinId: "ann", sitting: "second" }] }];
  expect(await desk.sees({ sitting: "second", unvouched: [seat("ann", key(1))] })).toMatchObject(
    again,
  );
  // Changes seen in between do not shorten the pause.
  expect(await desk.sees({})).toEqual([]);
  for (const delayMs of [500, 1_000, 2_000]) {
    expect(desk.waits.map((one) => one.delayMs)).toEqual([delayMs]);
    expect(await desk.after(delayMs)).toMatchObject(again);
  }
  expect(desk.waits).toEqual([]);
  expect(await desk.sees({})).toEqual([]);
});

test("a delegation that did not arrive is sent again; a refused one is not", async () => {
  const desk = new Desk();
  const [cora, dan] = [inside("cora", 7, 1), inside("dan", 8, 2)];
  await desk.sees({ insiders: [cora, dan] });
  desk.answers.push("not-now", "taken", "refused");
  for (const { identity } of [cora, dan]) {
    desk.desk.clicked({ kind: "role", identity, role: "co-host" })();
  }
  await desk.sees({});
  const acts = await desk.after(500);
  expect(acts).toMatchObject([
    { kind: "delegate", identity: cora.identity },
    { kind: "delegate", identity: dan.identity },
  ]);
  expect(await desk.sees({})).toEqual([]);
  expect(desk.waits).toEqual([]);
});

test("acts are sent again after an outage, or if refused to a host who may just be back", () => {
  const problem = (code: "forbidden" | "internal" | "conflict" | "unauthorized") =>
    actedOf({ kind: "problem", code, problem: { type: "", title: "", status: 400, code } });
  expect(actedOf({ kind: "ok", value: null })).toBe("taken");
  expect(actedOf({ kind: "offline" })).toBe("not-now");
  expect(problem("internal")).toBe("not-now");
  expect(problem("forbidden")).toBe("not-now");
  expect(problem("conflict")).toBe("refused");
  expect(problem("unauthorized")).toBe("refused");
});

test("a page that is temporarily not a host's signs nothing until it is again", async () => {
  const desk = new Desk();
  const cora = inside("cora", 7, 1);
  await desk.sees({ insiders: [cora] });
  desk.desk.clicked({ kind: "role", identity: cora.identity, role: "co-host" })();
  await desk.sees({});
  expect(await desk.sees({ sitting: "second", isHost: false })).toEqual([]);
  expect(await desk.sees({ isHost: true })).toMatchObject([{ kind: "delegate" }]);
});

test("nothing is signed for people removed or demoted since, or for past key sessions", async () => {
  const desk = new Desk();
  const cora = inside("cora", 7, 1);
  await desk.desk.vouching([seat("ann", key(1)), seat("bo", key(2))]);
  desk.answers.push("not-now", "not-now");
  const unvouched = [seat("ann", key(1)), seat("bo", key(2))];
  await desk.sees({ sitting: "second", insiders: [cora], unvouched });
  desk.desk.clicked({ kind: "remove", identity: "guest-ann.ann" });
  expect(await desk.after(500)).toMatchObject([{ kind: "vouch", vouchers: [{ joinId: "bo" }] }]);
  await desk.sees({ sitting: "third" });
  expect(await desk.after(1_000)).toMatchObject([
    { kind: "vouch", vouchers: [{ joinId: "bo", sitting: "third" }] },
  ]);
  desk.answers.push("not-now");
  desk.desk.clicked({ kind: "role", identity: cora.identity, role: "co-host" })();
  await desk.sees({});
  desk.desk.clicked({ kind: "role", identity: cora.identity, role: "guest" });
  expect(await desk.after(500)).toEqual([]);
});

test("the next call after a lost one remembers vouchers, delegates and removals", async () => {
  const first = new Desk();
  const cora = inside("cora", 7, 1);
  await first.desk.vouching([seat("ann", key(1)), seat("bo", key(2))]);
  await first.sees({ insiders: [cora, inside("bo", 2, 2)] });
  await first.sees({ insiders: [cora] });
  first.desk.clicked({ kind: "role", identity: cora.identity, role: "co-host" })();
  first.desk.close();
  const next = new Desk(first.memory);
  const unvouched = [seat("ann", key(1)), seat("bo", key(2))];
  expect(await next.sees({ sitting: "second", insiders: [cora], unvouched })).toMatchObject([
    { kind: "vouch", vouchers: [{ joinId: "ann" }] },
    { kind: "delegate", identity: cora.identity },
  ]);
});

test("those removed while this page was away are not signed for without a click", async () => {
  const first = new Desk();
  const [cora, ann] = [inside("cora", 7, 1), inside("ann", 1, 2)];
  await first.desk.vouching([seat("ann", key(1))]);
  await first.sees({ insiders: [cora, ann] });
  first.desk.close();
  const next = new Desk(first.memory);
  expect(await next.sees({ insiders: [cora], unvouched: [seat("ann", key(1))] })).toEqual([]);
  expect(await next.sees({ sitting: "second" })).toEqual([]);
});

test("without a click, only the name that was shown is signed", async () => {
  const desk = new Desk();
  await desk.desk.vouching([seat("ann", key(1))]);
  const named = { ...seat("ann", key(1)), name: "Ann, treasurer" };
  expect(await desk.sees({ sitting: "second", unvouched: [named] })).toEqual([]);
  expect(await desk.sees({ unvouched: [seat("ann", key(1))] })).toMatchObject([{ kind: "vouch" }]);
});

test("beyond 500 people in one act, the rest stay in the list", async () => {
  const { desk } = new Desk();
  const all = Array.from({ length: 501 }, (_, no) => String(no));
  const acts = [
    await desk.vouching(all.map((name) => seat(name, key(1)))),
    await desk.admittingAll(all.map((name) => waits(name, key(1)))),
  ];
  for (const act of acts) {
    const { vouchers = [] } = act as { readonly vouchers?: readonly VouchedJoin[] };
    expect(vouchers.map(({ joinId }) => joinId)).toEqual(all.slice(0, 500));
  }
});

test("a page that left the call sends nothing more", async () => {
  const desk = new Desk();
  await desk.desk.vouching([seat("ann", key(1))]);
  desk.answers.push("not-now");
  await desk.sees({ sitting: "second", unvouched: [seat("ann", key(1))] });
  desk.desk.close();
  expect(await desk.sees({ sitting: "third" })).toEqual([]);
  expect(desk.waits).toEqual([]);
});

test("a host who hands over soon learns whether the service took the delegation", async () => {
  const desk = new Desk();
  const [cora, dan] = [inside("cora", 7, 1), inside("dan", 8, 2)];
  await desk.sees({ insiders: [cora] });
  desk.answers.push("not-now");
  desk.desk.clicked({ kind: "role", identity: cora.identity, role: "co-host" })();
  const taken = desk.desk.lets(cora.identity);
  await desk.sees({});
  await desk.after(500);
  expect(await taken).toBe("taken");
  expect(await desk.desk.lets(cora.identity)).toBe("taken");
  expect(desk.waits).toEqual([]);
  // Was in no group at the click.
  desk.desk.clicked({ kind: "role", identity: dan.identity, role: "co-host" })();
  expect(await desk.desk.lets(dan.identity)).toBe("not-taken");
  desk.answers.push("not-now", "refused");
  await desk.sees({ insiders: [cora, dan] });
  desk.desk.clicked({ kind: "role", identity: dan.identity, role: "co-host" })();
  const late = desk.desk.lets(dan.identity);
  await desk.after(5_000);
  expect(await late).toBe("not-taken");
  const refused = desk.desk.lets(dan.identity);
  await desk.after(500);
  expect(await refused).toBe("not-taken");
  desk.power = "delegate";
  expect(await desk.desk.lets(cora.identity)).toBe("not-ours");
});
