import { beforeEach, describe, expect, test } from "vitest";
import { sampleSitting, World } from "./attacks/world.ts";
import { toBase64Url } from "./base64url.ts";
import type { FromDelivery, ToDelivery } from "./delivery.ts";
import type { SigningKeyPair } from "./ed25519.ts";
import { type HostSeed, hostHashOf, hostKeyOf, makeHostSeed } from "./host-key.ts";
import { KeyLine, type KeyLineParts } from "./key-line.ts";
import { linkSeedOf, makeLinkSecret } from "./link-secret.ts";

const nextSitting = "2026-11-28T05:00:00.000Z";
const now = Date.parse("2026-11-28T05:30:00.000Z");
const hostSeed = makeHostSeed(new Uint8Array(32).fill(5));
let world: World;

/** Resolves when it has processed everything it heard: the last is no message, and is counted. */
async function over(line: KeyLine): Promise<void> {
  const { distrusted } = line.state;
  line.hearNonsense();
  await line.until((state) => state.distrusted > distrusted);
  await new Promise(setImmediate);
}

/** A page in a vouched meeting; the test plays the service. */
class Page {
  readonly said: ToDelivery[] = [];
  readonly line: KeyLine;
  readonly signature: SigningKeyPair;
  readonly identity: string;
  /** By its device's clock. */
  nowMs = now;
  /** What it does after so many milliseconds. */
  readonly waits = new Map<number, () => void>();

  private constructor(identity: string, parts: Omit<KeyLineParts, "say" | "later" | "now">) {
    this.identity = identity;
    this.signature = world.partsOf(identity).signature;
    this.line = new KeyLine({
      ...parts,
      now: () => this.nowMs,
      later: (task, delayMs) => {
        this.waits.set(delayMs, task);
        return () => this.waits.delete(delayMs);
      },
      signature: async () => this.signature,
      say: async (message) => {
        this.said.push(message);
        return "heard";
      },
    });
  }

  static async of(identity: string, seed?: HostSeed): Promise<Page> {
    const host = await hostHashOf((await hostKeyOf(hostSeed)).publicKey);
    const { seat, meeting } = world.partsOf(identity);
    const secret = makeLinkSecret(linkSeedOf(meeting.secret), host);
    const keys = { receive: async () => undefined, send: () => undefined, retire: () => undefined };
    const page = new Page(identity, {
      seat,
      keys,
      hostSeed: seed,
      meeting: { ...meeting, secret },
    });
    await page.hears({ kind: "sitting", sitting: sampleSitting });
    return page;
  }

  async hears(...events: readonly FromDelivery[]): Promise<readonly ToDelivery[]> {
    const before = this.said.length;
    for (const event of events) this.line.hear(event);
    await over(this.line);
    return this.said.slice(before);
  }

  get whom() {
    return { ...world.partsOf(this.identity).seat, signatureKey: this.signature.publicKey };
  }
}

beforeEach(async () => {
  world = await World.of("no one");
});

/** How this page's voucher for that one is delivered. */
async function voucherOf(by: Page, whom: Page): Promise<FromDelivery> {
  const [made] = (await by.line.vouch([whom.whom])) ?? [];
  if (made === undefined) throw new Error("it may not vouch");
  return { kind: "voucher", sitting: made.sitting, voucher: made.voucher };
}

describe("in a vouched meeting", () => {
  test("the host's page says hello by itself, and any other asks to be vouched for and says hello with a voucher only", async () => {
    const [hal, bob] = [await Page.of("hal", hostSeed), await Page.of("bob")];
    expect(hal.said.map(({ kind }) => kind)).toEqual(["hello"]);
    expect(hal.line.state).toMatchObject({ kind: "agreeing", power: "host" });
    const signatureKey = toBase64Url(bob.signature.publicKey);
    expect(bob.said).toEqual([{ kind: "asks", signatureKey }]);
    expect(bob.line.state).toMatchObject({ kind: "unvouched", power: "none" });
    expect(await bob.hears(await voucherOf(hal, bob))).toMatchObject([{ kind: "hello" }]);
    expect(bob.line.state.kind).toBe("agreeing");
  });

  test("a voucher that came before the sitting was named is used for it", async () => {
    const [hal, bob] = [await Page.of("hal", hostSeed), await Page.of("bob")];
    const voucher = await voucherOf(hal, bob);
    const again = await Page.of("bob");
    const words = await again.hears(voucher, { kind: "sitting", sitting: sampleSitting });
    expect(words.map(({ kind }) => kind)).toEqual(["hello", "hello"]);
  });

  test("the service can't pass off a voucher of its own, for another, for another sitting, or by a key the link doesn't name", async () => {
    const [hal, bob, ann] = [
      await Page.of("hal", hostSeed),
      await Page.of("bob"),
      await Page.of("ann"),
    ];
    const impostor = await Page.of("eve", makeHostSeed(new Uint8Array(32).fill(6)));
    expect(impostor.line.state).toMatchObject({ kind: "unvouched", power: "none" });
    expect(await impostor.line.vouch([bob.whom])).toBeUndefined();
    const forAnn = await voucherOf(hal, ann);
    const forBob = (await voucherOf(hal, bob)) as FromDelivery & { kind: "voucher" };
    const { signer, signature } = forBob.voucher;
    for (const bad of [
      forAnn,
      { ...forBob, sitting: nextSitting },
      { ...forBob, voucher: { signer, signature: "" } },
      { ...forBob, voucher: { signer: toBase64Url(bob.signature.publicKey), signature } },
    ]) {
      expect(await bob.hears(bad)).toEqual([]);
      expect(bob.line.state.kind).toBe("unvouched");
    }
  });

  test("someone the host lets vouch does so, in this sitting alone, and lets no one else vouch", async () => {
    const [hal, cora, bob] = [
      await Page.of("hal", hostSeed),
      await Page.of("cora"),
      await Page.of("bob"),
    ];
    expect(await cora.line.vouch([bob.whom])).toBeUndefined();
    const given = await hal.line.delegate(cora.whom);
    if (given === undefined) throw new Error("the host can't");
    await bob.hears({ kind: "delegation", ...given });
    expect(bob.line.state.power).toBe("none");
    await cora.hears({ kind: "delegation", ...given });
    expect(cora.line.state.power).toBe("delegate");
    expect(await cora.line.delegate(bob.whom)).toBeUndefined();
    expect(await bob.hears(await voucherOf(cora, bob))).toMatchObject([{ kind: "hello" }]);
    await cora.hears({ kind: "sitting", sitting: nextSitting });
    expect(cora.line.state.power).toBe("none");
    expect(await cora.line.vouch([bob.whom])).toBeUndefined();
  });

  test("another sitting needs another voucher, and starting over within one does not", async () => {
    const [hal, bob] = [await Page.of("hal", hostSeed), await Page.of("bob")];
    await bob.hears(await voucherOf(hal, bob));
    expect(await bob.hears({ kind: "sitting", sitting: sampleSitting })).toMatchObject([
      { kind: "hello" },
    ]);
    const later = { kind: "sitting", sitting: nextSitting } as const;
    expect(await bob.hears(later)).toMatchObject([{ kind: "asks" }]);
    expect(bob.line.state.kind).toBe("unvouched");
    expect(await hal.hears(later)).toMatchObject([{ kind: "hello" }]);
    expect(await bob.hears(await voucherOf(hal, bob))).toMatchObject([{ kind: "hello" }]);
  });

  test("nothing is signed or believed for a sitting long past, in the future, or before the newest, not even by the host's page", async () => {
    const [hal, bob] = [await Page.of("hal", hostSeed), await Page.of("bob")];
    const voucher = await voucherOf(hal, bob);
    for (const other of ["2026-11-27T05:29:00.000Z", "2026-11-28T05:41:00.000Z"]) {
      expect(await hal.hears({ kind: "sitting", sitting: other })).toMatchObject([
        { kind: "asks" },
      ]);
      expect(await hal.line.vouch([bob.whom])).toBeUndefined();
      expect(await hal.line.delegate(bob.whom)).toBeUndefined();
    }
    const next = { kind: "sitting", sitting: nextSitting } as const;
    expect(await hal.hears(next)).toMatchObject([{ kind: "hello" }]);
    await bob.hears(next);
    // The one before, named again.
    const before = { kind: "sitting", sitting: sampleSitting } as const;
    expect(await hal.hears(before)).toMatchObject([{ kind: "asks" }]);
    expect(await hal.line.vouch([bob.whom])).toBeUndefined();
    expect(await bob.hears(before, voucher)).not.toContainEqual(
      expect.objectContaining({ kind: "hello" }),
    );
  });

  test("a page that asked too often says so, and asks again after a minute", async () => {
    const bob = await Page.of("bob");
    expect(await bob.hears({ kind: "refused", because: "too-often" })).toEqual([]);
    expect(bob.line.state).toMatchObject({ kind: "unvouched", delays: 1 });
    bob.waits.get(60_000)?.();
    expect(await bob.hears()).toMatchObject([{ kind: "asks" }]);
  });

  test("a page that had keys has none in the next sitting only once the last ones are over", async () => {
    const [hal, bob] = [await Page.of("hal", hostSeed), await Page.of("bob")];
    await bob.hears(await voucherOf(hal, bob));
    const sender = toBase64Url(world.sender.publicKey);
    // Nonsense would end its group.
    bob.line.hear({ kind: "begin", group: "group", keyIndex: 0, sender });
    await bob.line.until(({ insiders }) => insiders.length === 1);
    bob.nowMs = Date.parse(nextSitting);
    bob.line.hear({ kind: "sitting", sitting: nextSitting });
    await bob.line.until(({ insiders }) => insiders.length === 0);
    await expect.poll(() => bob.said.at(-1)).toMatchObject({ kind: "asks" });
    expect(bob.line.state.kind).toBe("agreeing");
    bob.waits.get(10_000)?.();
    expect(bob.line.state.kind).toBe("unvouched");
  });

  test("a host alone whose clock was corrected learns so without a click", async () => {
    const hal = await Page.of("hal", hostSeed);
    hal.nowMs = Date.parse(sampleSitting) - 3_600_000;
    expect(await hal.line.delegate((await Page.of("bob")).whom)).toBeUndefined();
    expect(hal.line.state.sitting).toBe("not-believed");
    hal.nowMs = now;
    hal.waits.get(60_000)?.();
    expect(hal.line.state.sitting).toBe("believed");
  });

  // Broken on purpose, each found: what is believed reported at no step, not on a click; a page
  // without keys never checking again.
  test.each([
    ["a day and a minute after it began", 24 * 60 + 1],
    ["by a clock that is eleven minutes behind", -11],
  ])(
    "each page says that it does not believe the sitting, %s, and goes on by itself once it does",
    async (_, sinceMinutes) => {
      const began = Date.parse(sampleSitting);
      const [hal, bob] = [await Page.of("hal", hostSeed), await Page.of("bob")];
      expect([hal, bob].map(({ line }) => line.state.sitting)).toEqual(["believed", "believed"]);
      const voucher = await voucherOf(hal, bob);
      for (const page of [hal, bob]) page.nowMs = began + sinceMinutes * 60_000;
      // Nothing is heard meanwhile: the click itself finds out.
      expect(await hal.line.vouch([bob.whom])).toBeUndefined();
      expect(hal.line.state).toMatchObject({ sitting: "not-believed", power: "host" });
      expect(await bob.hears(voucher)).toMatchObject([{ kind: "asks" }]);
      expect(bob.line.state).toMatchObject({ kind: "unvouched", sitting: "not-believed" });
      for (const page of [hal, bob]) page.nowMs = now;
      bob.waits.get(60_000)?.();
      expect(await bob.hears()).toMatchObject([{ kind: "hello" }]);
      expect(bob.line.state).toMatchObject({ kind: "agreeing", sitting: "believed" });
      expect(await hal.line.vouch([bob.whom])).toHaveLength(1);
      expect(hal.line.state.sitting).toBe("believed");
    },
  );

  test("a voucher counts only under the name that was shown", async () => {
    const [hal, bob] = [await Page.of("hal", hostSeed), await Page.of("bob")];
    const [made] = (await hal.line.vouch([{ ...bob.whom, name: "Bob, chair" }])) ?? [];
    if (made === undefined) throw new Error("it may not vouch");
    expect(await bob.hears({ kind: "voucher", ...made })).toEqual([]);
  });

  test("if the service refuses a voucher the page asks for another one, once", async () => {
    const [hal, bob] = [await Page.of("hal", hostSeed), await Page.of("bob")];
    const voucher = await voucherOf(hal, bob);
    await bob.hears(voucher);
    const refused = { kind: "refused", because: "unvouched" } as const;
    expect(await bob.hears(refused)).toMatchObject([{ kind: "asks" }]);
    expect(await bob.hears(refused)).toEqual([]);
    expect(await bob.hears(voucher)).toMatchObject([{ kind: "hello" }]);
  });
});

test("where no one vouches a page says hello without a voucher, and accepts none", async () => {
  const { seat, meeting } = world.partsOf("bob");
  const said: ToDelivery[] = [];
  const line = new KeyLine({
    seat,
    meeting,
    hostSeed,
    later: () => () => undefined,
    now: Date.now,
    keys: { receive: async () => undefined, send: () => undefined, retire: () => undefined },
    say: async (message) => {
      said.push(message);
      return "heard";
    },
  });
  line.hear({ kind: "sitting", sitting: sampleSitting });
  await over(line);
  expect(said.map(({ kind }) => kind)).toEqual(["hello"]);
  expect(line.state.power).toBe("none");
});
