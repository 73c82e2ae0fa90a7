import type { Entry, TextName } from "@graticule/ledger/entry";
import { readLeaf } from "@graticule/ledger/leaf";
import { opensSlot } from "@graticule/ledger/sealed";
import { textsOf, toldText } from "@graticule/ledger/text";
import { readLogged } from "./read-logged.ts";
import { logSizeOf, provePath, type Run } from "./run.ts";
import { type CheckStep, failed, passed } from "./steps.ts";

/** Checks what an entry commits to: texts beside the log, and what a sealed slot held. */

export async function checkTexts(run: Run): Promise<CheckStep> {
  const { parsed, entry, sha256 } = run;
  const committed = parsed === undefined ? [] : [...textsOf(parsed)];
  if (committed.length === 0) return { kind: "nothing", step: "texts" };
  const shown: TextName[] = [];
  const gone: TextName[] = [];
  for (const [text, commitment] of committed) {
    const given = entry.texts[text];
    const opening = typeof given === "object" ? given : undefined;
    const removal = given === "taken-down" ? await removalOf(run, text) : undefined;
    const { kind } = toldText(sha256, commitment, { opening, removal });
    if (kind === "missing" || kind === "differs") return failed({ step: "texts", why: kind, text });
    (kind === "shown" ? shown : gone).push(text);
  }
  return passed({ step: "texts", shown, gone });
}

/** The entry that records the removal of a text, if the log has it. */
async function removalOf(run: Run, text: TextName) {
  for (const { index, leaf } of run.history) {
    const { entry, bytes } = readLogged(leaf);
    if (entry?.kind !== "text-removed") continue;
    if (entry.entry !== run.entry.index || entry.text !== text) continue;
    if (typeof (await provePath(run, index, bytes)) === "object") return entry;
  }
  return undefined;
}

/** Whether an opened slot held what is told now, seen from either entry. */
export async function checkSlot(run: Run): Promise<CheckStep> {
  const { parsed, entry } = run;
  if (parsed?.kind === "sealed-opened") {
    const bytes = await run.files.leaf(parsed.entry, logSizeOf(run));
    if (bytes === undefined) return failed({ step: "slot", why: "missing" });
    return await matchSlot(run, { slot: parsed.entry, bytes, opened: parsed });
  }
  const opener = parsed?.kind === "sealed-slot" ? openerOf(run) : undefined;
  if (opener === undefined) return { kind: "nothing", step: "slot" };
  if (typeof (await provePath(run, opener.index, opener.bytes)) === "string") {
    return failed({ step: "slot", why: "missing" });
  }
  return await matchSlot(run, { slot: entry.index, bytes: run.leafBytes, opened: opener.entry });
}

function openerOf({ history, entry }: Run) {
  for (const { index, leaf } of history) {
    const { entry: parsed, bytes } = readLogged(leaf);
    if (parsed?.kind === "sealed-opened" && parsed.entry === entry.index) {
      return { index, bytes, entry: parsed };
    }
  }
  return undefined;
}

interface SlotMatch {
  readonly slot: number;
  readonly bytes: Uint8Array;
  readonly opened: Extract<Entry, { readonly kind: "sealed-opened" }>;
}

async function matchSlot(run: Run, { slot, bytes, opened }: SlotMatch): Promise<CheckStep> {
  const read = readLeaf(bytes);
  const isSlot =
    read.kind === "entry" && read.entry.kind === "sealed-slot" ? read.entry : undefined;
  if (isSlot === undefined) return failed({ step: "slot", why: "no-slot" });
  if (typeof (await provePath(run, slot, bytes)) === "string") {
    return failed({ step: "slot", why: "no-slot" });
  }
  if (!opensSlot(run.sha256, isSlot.holds, opened)) {
    return failed({ step: "slot", why: "held-otherwise" });
  }
  return passed({ step: "slot", slot, held: opened.held.kind });
}
