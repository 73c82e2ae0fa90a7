import { pathlessCommit } from "@graticule/e2ee/attacks/forge";
import { sampleSitting, World, type WorldMember } from "@graticule/e2ee/attacks/world";
import { toBase64Url } from "@graticule/e2ee/base64url";
import { applyCommit, type MadeCommit, makeCommit } from "@graticule/e2ee/commit";
import type { Change } from "@graticule/e2ee/delivery";
import { decode } from "@graticule/e2ee/group";
import { vector } from "@graticule/server/delivery/tls-bytes";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mixedCall } from "./mixed-call.ts";
import { OpenMls, twinState } from "./openmls.ts";
import { membersRead, openMlsReads, serviceReads } from "./readings.ts";
import { type RealWorld, realWorld } from "./real-member.ts";
import type { Relayed } from "./relayed.ts";
import { TwinMember } from "./twin-member.ts";

const sequences = Number(process.env["GRATICULE_TWIN_SEQUENCES"] ?? 60);

describe.skipIf(twinState !== "built")(`beside OpenMLS: ${twinState}`, () => {
  let call: RealWorld;
  let openMls: OpenMls;

  beforeAll(async () => {
    call = await realWorld();
    openMls = new OpenMls();
  });
  afterAll(() => openMls.close());

  /** What was sent and is not read alike by every reader of such messages. */
  async function misread(relayed: Relayed): Promise<readonly string[]> {
    const texts = [...relayed.all.keys()];
    const answers = await openMls.read(texts);
    return texts.filter((text, at) => {
      const reading = JSON.stringify(membersRead(text));
      const isOfService = ["commit", "key package"].includes(relayed.all.get(text) ?? "");
      const isValid = (answers[at]?.["fault"] ?? null) === null;
      const others = [
        openMlsReads(answers[at] ?? {}),
        ...(isOfService ? [serviceReads(text)] : []),
      ];
      return !isValid || others.some((other) => JSON.stringify(other) !== reading);
    });
  }

  test(`members of both kinds share each epoch's keys and end in one, in ${sequences} sequences, and read each message alike`, async () => {
    const bad: string[] = [];
    let shared = 0;
    for (let seed = 1; seed <= sequences && bad.length < 5; seed += 1) {
      const { faults, relayed, ...mixed } = await mixedCall(call, seed);
      bad.push(...faults.slice(0, 4), ...(await misread(relayed)));
      shared += mixed.shared;
    }
    expect(bad).toEqual([]);
    expect(shared).toBeGreaterThan(2 * sequences);
  }, 3_600_000);

  test("keys under another exporter label are seen to differ", async () => {
    const { faults } = await mixedCall(call, 1, "SFrame 1.0 Base Kei");
    expect(faults.join()).toMatch(/fork at/);
  }, 120_000);

  test.each(cases)("%s is %s by both", async (_, verdict, why, changed) => {
    const removal = await bobsRemoval(openMls);
    const change = await changed(removal);
    const { cyn, dan, at } = removal;
    const [said] = await cyn.hear({
      kind: "change",
      ...at,
      ...change,
      changes: [...change.changes],
    });
    const ours = await applyCommit(dan.parts, dan.group, change).then(
      () => "taken",
      (error) => `refused: ${error.code} ${error.cause}`,
    );
    const theirs = said?.kind === "ready" ? "taken" : `refused: ${cyn.faults}`;
    expect([ours, theirs].map((one) => one.split(":")[0])).toEqual([verdict, verdict]);
    expect(theirs).toMatch(why);
  });
});

interface Removal {
  readonly world: World;
  readonly at: { readonly group: string; readonly epoch: number };
  /** Uses OpenMLS. */
  readonly cyn: TwinMember;
  /** Uses ts-mls, as does Ann, who commits. */
  readonly dan: WorldMember;
  readonly changes: readonly [Change];
  readonly commit: string;
}

/** Ann's commit of Bob's removal, before Cyn and Dan hear of it. */
async function bobsRemoval(openMls: OpenMls): Promise<Removal> {
  const world = await World.of("ann", "bob", "dan");
  const meeting = { code: "abc-defg-hij", secret: world.link.secret, sitting: sampleSitting };
  const cyn = await TwinMember.come(openMls, meeting, "cyn");
  await cyn.connected();
  const message = decode(cyn.keyPackage);
  if (message.wireformat !== "mls_key_package") throw new Error("no key package");
  const coming = [await world.addition("cyn", { publicPart: message.keyPackage })];
  const { commit, welcome = "", next } = await annMakes(world, coming);
  for (const one of world.people) {
    const follows = () => applyCommit(one.parts, one.group, { changes: coming, commit });
    one.group = one.parts.seat.identity === "ann" ? next : await follows();
  }
  const at = { group: "group", epoch: next.epoch };
  const sender = toBase64Url(world.sender.publicKey);
  await cyn.hear({ kind: "welcome", ...at, sender, welcome, commit, keyIndex: 0 });
  const changes = [await world.removal("bob")] as const;
  const made = await annMakes(world, changes);
  return { world, cyn, dan: world.find("dan"), at, changes, commit: made.commit };
}

async function annMakes(world: World, changes: readonly Change[]): Promise<MadeCommit> {
  const { parts, group } = world.find("ann");
  const result = await makeCommit(parts, group, changes);
  if (result.kind !== "made") throw new Error("no commit");
  return result.made;
}

/** The removal as another sender proposes it: with another index or key. */
async function proposedBy(
  { world, changes: [change], commit }: Removal,
  other: { readonly index?: number; readonly signKey?: Uint8Array },
) {
  const { index = 0, signKey = world.sender.signKey } = other;
  const bytes = Buffer.from(change.proposal, "base64url");
  // All but the signature, which also covers version and wire format (RFC 9420 section 6.1).
  const signed = bytes.subarray(0, -66);
  // After the group's name, the epoch, and the type of an external sender.
  signed.writeUInt32BE(index, 4 + 1 + "group".length + 8 + 1);
  const content = Buffer.concat([vector(Buffer.from("MLS 1.0 FramedContentTBS")), vector(signed)]);
  const signature = vector(await world.suite.signature.sign(signKey, content));
  const proposal = Buffer.concat([signed, signature]).toString("base64url");
  return { commit, changes: [{ ...change, proposal }] };
}

function referencesIn(commit: string) {
  const message = decode(commit);
  const content = message.wireformat === "mls_public_message" && message.publicMessage.content;
  if (content === false || content.contentType !== "commit") throw new Error("no commit");
  return content.commit.proposals;
}

type Changed = (removal: Removal) => Promise<Pick<MadeCommit, "changes" | "commit">>;

/** `why`: OpenMLS's reason. */
const cases: readonly (readonly [string, "taken" | "refused", RegExp, Changed])[] = [
  ["an honest removal", "taken", /taken/, async ({ changes, commit }) => ({ changes, commit })],
  ["the same, signed again", "taken", /taken/, (removal) => proposedBy(removal, {})],
  [
    "a proposal of a second external sender",
    "refused",
    /External/,
    (removal) => proposedBy(removal, { index: 1 }),
  ],
  [
    "a proposal that another signed",
    "refused",
    /Signature/,
    async (removal) => {
      const { signKey } = await removal.world.suite.signature.keygen();
      return await proposedBy(removal, { signKey });
    },
  ],
  [
    "a removal without a path",
    "refused",
    /RequiredPath/,
    async ({ world, changes, commit }) => {
      const { group } = world.find("ann");
      return { changes, commit: await pathlessCommit(world, group, referencesIn(commit)) };
    },
  ],
  [
    "a renewal without a path",
    "refused",
    /Path/,
    async ({ world }) => ({
      changes: [],
      commit: await pathlessCommit(world, world.find("ann").group),
    }),
  ],
];
