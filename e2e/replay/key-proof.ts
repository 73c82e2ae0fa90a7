import { demandedFrom, type HomeCode, homeCodes } from "./cast.ts";
import type { HeldKeys } from "./crowd-words.ts";
import type { Meeting, Stage } from "./stage.ts";

/** What an order did to the keys of one meeting. */
export interface KeyProof {
  readonly meeting: Meeting["scene"]["key"];
  /** Those who stay: how many, how many of them have no keys to send with, and how many epochs they are in. */
  readonly staying: number;
  readonly without: number;
  readonly epochs: number;
  /** Those removed: how many, and how many are still in the group of someone who stays. */
  readonly out: number;
  readonly stillInside: number;
  /** How many keys those removed have that someone who stays sends with. */
  readonly keysInUse: number;
  /** All frame keys ever, and how often one was found in what the service relayed or stores. */
  readonly keys: number;
  readonly found: number;
}

const deadlineMs = 90_000;
const askEveryMs = 200;

/**
 * Waits until those who stay send with keys that those removed don't have, and checks what the latter hold.
 */
export async function proveKeys(stage: Stage, meeting: Meeting): Promise<KeyProof> {
  const giveUpAt = performance.now() + deadlineMs;
  for (;;) {
    const { keys, ...state } = stateOf(meeting, await heldIn(stage, meeting));
    const { without, epochs, stillInside, keysInUse } = state;
    const isOver = without === 0 && epochs === 1 && stillInside === 0 && keysInUse === 0;
    if (isOver || performance.now() > giveUpAt) {
      const found = (await foundStored(stage, keys)) + (await foundOnWire(stage, meeting));
      return { meeting: meeting.scene.key, ...state, keys: keys.length, found };
    }
    await new Promise((done) => setTimeout(done, askEveryMs));
  }
}

function stateOf({ sitters }: Meeting, held: readonly (HeldKeys & { readonly home: HomeCode })[]) {
  const isOut = ({ home }: { readonly home: HomeCode }): boolean => home === demandedFrom;
  const gone = new Set(sitters.filter(isOut).map(({ identity }) => identity));
  const staying = held.filter((one) => !isOut(one));
  const inUse = new Set(staying.map(({ sealsWith }) => sealsWith));
  const theirs = held.filter(isOut).flatMap(({ frameKeys }) => frameKeys);
  return {
    staying: staying.length,
    without: staying.filter((one) => one.authenticator === "" || one.sealsWith === undefined)
      .length,
    epochs: new Set(staying.map(({ authenticator }) => authenticator)).size,
    out: gone.size,
    stillInside: new Set(staying.flatMap(({ insiders }) => insiders.filter((one) => gone.has(one))))
      .size,
    keysInUse: theirs.filter(({ key }) => inUse.has(key)).length,
    keys: [...new Set(held.flatMap(({ frameKeys }) => frameKeys.map(({ key }) => key)))],
  };
}

async function heldIn(stage: Stage, { code }: Meeting) {
  const homes = homeCodes.map(async (home) =>
    (await stage.crowd(home).keys())
      .filter((held) => held.code === code)
      .map((held) => ({ home, ...held })),
  );
  return (await Promise.all(homes)).flat();
}

async function foundOnWire(stage: Stage, { code }: Meeting): Promise<number> {
  const found = await Promise.all(homeCodes.map((home) => stage.crowd(home).foundKeys(code)));
  return found.reduce((sum, one) => sum + one, 0);
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
