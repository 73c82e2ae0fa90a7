import { readKeyPackage } from "@graticule/server/delivery/mls-wire";
import { randomFrom } from "@graticule/verify/tests/random";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mixedCall } from "./mixed-call.ts";
import { mutant, signedMutant } from "./mutants.ts";
import { OpenMls, type TwinAnswer, twinState } from "./openmls.ts";
import { membersRead, openMlsReads, type Reading, serviceReads } from "./readings.ts";
import { RealMember, realWorld } from "./real-member.ts";

const mutants = Number(process.env["GRATICULE_TWIN_MUTANTS"] ?? 100_000);
const atOnce = 500;

interface Readings {
  readonly text: string;
  readonly service: Reading;
  readonly members: Reading;
  readonly openMls: Reading;
  readonly answer: TwinAnswer;
}

/** Undefined: they agree, or may differ in this way. */
function faultOf(readings: Readings): string | undefined {
  const { service, members, openMls, answer } = readings;
  // Every member can read what gets past the service, and alike; a key package is also valid.
  if (service !== undefined && !areSame(service, members)) return "the service and members";
  if (service !== undefined && !areSame(service, openMls)) return "the service and OpenMLS";
  if (service?.is === "key package" && isFaulty(answer)) return "the service takes what is invalid";
  return areSame(members, openMls) ? undefined : faultInside(readings);
}

function faultInside({ members, openMls, answer }: Readings): string | undefined {
  if (members !== undefined && openMls !== undefined) return "members and OpenMLS";
  // OpenMLS reads only suites that it knows: members read the others and do nothing with them.
  if (members !== undefined) {
    return /UnknownValue/.test(String(answer["error"])) ? undefined : "members alone";
  }
  // Members don't read unknown kinds of leaves or credentials, or versions, so the service lets
  // none in.
  const hasLeaf = ["key package", "proposal", "commit"].includes(openMls?.is ?? "commit");
  return hasLeaf ? undefined : "OpenMLS alone";
}

function isFaulty(answer: TwinAnswer): boolean {
  return (answer["fault"] ?? null) !== null;
}

function areSame(one: Reading, other: Reading): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

describe.skipIf(twinState !== "built")(`three readers of MLS, OpenMLS ${twinState}`, () => {
  let openMls: OpenMls;
  let texts: readonly Buffer[];
  let ours: RealMember;

  beforeAll(async () => {
    openMls = new OpenMls();
    const { relayed, members } = await mixedCall(await realWorld(), 2);
    texts = [...relayed.all.keys()].map((text) => Buffer.from(text, "base64url"));
    ours = members.find((one) => one instanceof RealMember) as RealMember;
  }, 600_000);
  afterAll(() => openMls.close());

  async function readingsOf(texts: readonly string[]): Promise<readonly Readings[]> {
    const answers = await openMls.read(texts);
    return texts.map((text, at) => {
      const answer = answers[at] ?? {};
      const [service, members] = [serviceReads(text), membersRead(text)];
      return { text, service, members, openMls: openMlsReads(answer), answer };
    });
  }

  /** How many of these each reader read, and where they differ but mustn't. */
  async function compared(count: number, make: (at: number) => Promise<Buffer> | Buffer) {
    const read = { service: 0, members: 0, openMls: 0 };
    const bad: string[] = [];
    for (let done = 0; done < count && bad.length < 10; done += atOnce) {
      const texts: string[] = [];
      for (let at = 0; at < atOnce; at += 1) {
        texts.push((await make(done + at)).toString("base64url"));
      }
      const readings = await readingsOf(texts);
      for (const who of ["service", "members", "openMls"] as const) {
        read[who] += readings.filter((one) => one[who] !== undefined).length;
      }
      const faulty = readings.filter((one) => faultOf(one) !== undefined);
      bad.push(...faulty.map((one) => `${faultOf(one)}: ${JSON.stringify(one)}`));
    }
    return { read, bad };
  }

  test(`read ${mutants} changed messages alike, and none throws, hangs or crashes`, async () => {
    const below = randomFrom(1);
    const other = (at: number) => texts[at % texts.length] ?? Buffer.alloc(0);
    const { read, bad } = await compared(mutants, (at) => mutant(other(at), below, texts));
    expect(bad).toEqual([]);
    for (const count of Object.values(read)) expect(count).toBeGreaterThan(mutants / 100);
  }, 3_600_000);

  test(`and ${mutants / 10} key packages that are signed after a change`, async () => {
    const below = randomFrom(2);
    const keyPackage = Buffer.from(ours.keyPackage, "base64url");
    const { signKey } = ours.parts.signature;
    const { read, bad } = await compared(mutants / 10, () =>
      signedMutant(keyPackage, signKey, below),
    );
    expect(bad).toEqual([]);
    expect(readKeyPackage(ours.keyPackage)).toBeDefined();
    for (const count of Object.values(read)) expect(count).toBeGreaterThan(mutants / 1_000);
  }, 3_600_000);
});
