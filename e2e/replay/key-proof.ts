import { demandedFrom, type HomeCode, homeCodes } from "./cast.ts";
import type { HeldKeys } from "./crowd-words.ts";
import type { Meeting, Stage } from "./stage.ts";

/** What an order did to the keys of one meeting. */
export interface KeyProof {
  readonly meeting: Meeting["scene"]["key"];
  /** Those who stay: how many, and how many epochs they are in. */
  readonly staying: number;
  readonly epochs: number;
  /** Those removed: how many, and how many are still in the group or have a key in use. */
  readonly out: number;
  readonly stillInside: number;
  readonly keysInUse: number;
  /** All frame keys ever, and how often one was found in what the service relayed or stores. */
  readonly keys: number;
  readonly found: number;
}

const deadlineMs = 30_000;

/**
 * Waits until those who stay agree on keys without those removed, and checks what the latter hold.
 */
export async function proveKeys(stage: Stage, meeting: Meeting): Promise<KeyProof> {
  const isOut = (home: HomeCode): boolean => home === demandedFrom;
  const gone = new Set(meeting.sitters.flatMap((one) => (isOut(one.home) ? [one.identity] : [])));
  const giveUpAt = performance.now() + deadlineMs;
  for (;;) {
    const held = await heldIn(stage, meeting);
    const staying = held.filter(({ home }) => !isOut(home));
    const epochs = new Set(staying.map(({ authenticator }) => authenticator)).size;
    const stillInside = staying[0]?.insiders.filter((one) => gone.has(one)).length ?? gone.size;
    const inUse = new Set(staying.flatMap(newestKeys));
    const keysInUse = held
      .filter(({ home }) => isOut(home))
      .flatMap(({ frameKeys }) => frameKeys)
      .filter(({ key }) => inUse.has(key)).length;
    // The group changes a moment before its keys are there.
    const isOver = epochs === 1 && stillInside === 0 && keysInUse === 0;
    if (isOver || performance.now() > giveUpAt) {
      const keys = new Set(held.flatMap(({ frameKeys }) => frameKeys.map(({ key }) => key)));
      return {
        meeting: meeting.scene.key,
        staying: staying.length,
        epochs,
        stillInside,
        out: gone.size,
        keysInUse,
        keys: keys.size,
        found:
          (await foundStored(stage, [...keys])) +
          held.reduce((sum, { foundOnWire }) => sum + foundOnWire, 0),
      };
    }
    await new Promise((done) => setTimeout(done, 200));
  }
}

async function heldIn(stage: Stage, { code }: Meeting) {
  const homes = homeCodes.map(async (home) =>
    (await stage.crowd(home).keys())
      .filter((held) => held.code === code)
      .map((held) => ({ home, ...held })),
  );
  return (await Promise.all(homes)).flat();
}

/** The keys at the last place of the ring. */
function newestKeys({ frameKeys }: HeldKeys): string[] {
  const newest = frameKeys.at(-1)?.keyIndex;
  return frameKeys.flatMap(({ key, keyIndex }) => (keyIndex === newest ? [key] : []));
}

/** How many of these keys are in any row of any table, in any encoding. */
async function foundStored({ service }: Stage, keys: readonly string[]): Promise<number> {
  const { pool } = service.byHand;
  const { rows } = await pool.query<{ name: string }>(
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
  );
  let all = "";
  for (const { name } of rows) {
    const found = await pool.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`);
    all += found.rows.map(({ text }) => text).join("\n");
  }
  return keys.filter((key) => writings(key).some((text) => all.includes(text))).length;
}

function writings(hex: string): readonly string[] {
  const bytes = Buffer.from(hex, "hex");
  return [hex, bytes.toString("base64url"), bytes.toString("base64").replaceAll("=", "")];
}
