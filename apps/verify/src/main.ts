import { homedir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Day, parseDay } from "@graticule/ledger/day";
import type { NoteKey } from "@graticule/ledger/note";
import { type Kept, nothingKept, readKept, writeKept } from "./kept.ts";
import { keysOf } from "./log-head.ts";
import { type LogSource, openSource, Unreachable } from "./log-source.ts";
import { checkProofFile, proofJson, proofText } from "./proof-file.ts";
import { exitCodeOf, jsonOf, textOf } from "./report.ts";
import { verifyLog } from "./verify-log.ts";

const usage = `Usage: node verify.mjs [options] URL|FOLDER
       node verify.mjs [--key LINE] --proof FILE

Audits the public log of a Graticule service with nothing but Node: every entry, every tile, the signature, and
that the log continues the one you saw last time.

  URL            the address of the log, such as https://meet.example/log (or of a mirror)
  FOLDER         a folder with the files of the log
  --proof FILE   check the proof of one entry, which you kept: offline, with your keys or those remembered
  --key LINE     a key line that you got elsewhere; can be given several times
  --state FILE   where to remember what was seen (default: ~/.local/state/graticule/verify.json)
  --no-state     remember nothing, and ignore what was remembered
  --all          start with the first entry, even if it was audited before
  --no-texts     skip the texts beside the log
  --as-of DATE   check an old copy, as if today were this day (2026-11-30). Otherwise a log whose newest day is
                 more than 2 days old fails
  --minutes N    give up after N minutes (default: 60)
  --json         print the result as JSON

Exit codes: 0 sound; 1 bad, a promise is broken, out of date, or not proved; 2 could not be checked.`;

const options = {
  proof: { type: "string" },
  key: { type: "string", multiple: true, default: [] as string[] },
  state: { type: "string" },
  "no-state": { type: "boolean", default: false },
  all: { type: "boolean", default: false },
  "no-texts": { type: "boolean", default: false },
  "as-of": { type: "string" },
  minutes: { type: "string", default: "60" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

type Options = ReturnType<typeof parseArgs<{ readonly options: typeof options }>>["values"];

interface Asked {
  readonly values: Options;
  /** Keys that the reader got elsewhere. */
  readonly keys: readonly NoteKey[];
  /** Where to remember; undefined: nowhere. */
  readonly state: string | undefined;
  readonly kept: Kept;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const [place] = positionals;
  const keys = keysOf(values.key.join("\n"));
  if (keys.length < values.key.length) throw new Unreachable("--key: this is not a key line");
  const state = values["no-state"] ? undefined : (values.state ?? defaultFile());
  const asked = async () => {
    const kept = state === undefined ? nothingKept : await readKept(state);
    return { values, keys, state, kept };
  };
  if (values.proof !== undefined && place === undefined)
    return await prove(values.proof, await asked());
  if (place === undefined || positionals.length > 1 || values.proof !== undefined) {
    throw new Unreachable(usage);
  }
  return await audit(place, await asked());
}

async function prove(file: string, { values, keys, kept }: Asked): Promise<number> {
  const report = await checkProofFile(file, { given: keys, kept });
  console.log(values.json ? JSON.stringify(proofJson(report)) : proofText(report));
  return report.verdict.kind === "proved" ? 0 : 1;
}

async function audit(place: string, { values, keys, state, kept }: Asked): Promise<number> {
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new Unreachable(usage);
  const today = todayOr(values["as-of"]);
  const endsAtMs = performance.now() + minutes * 60_000;
  const source = await findLog(place, (at) => openSource(at, { requestMs: 30_000, endsAtMs }));
  const tell = progress();
  const report = await verifyLog({
    source,
    kept,
    keys,
    all: values.all,
    texts: !values["no-texts"],
    today,
    tell,
  }).finally(() => tell("end", 0, 0));
  console.log(values.json ? JSON.stringify(jsonOf(report)) : textOf(report));
  if (report.verdict !== "bad" && state !== undefined) await writeKept(state, report.kept);
  return exitCodeOf(report);
}

/** @throws Unreachable not a day */
function todayOr(given: string | undefined): Day {
  const today = parseDay(given ?? new Date().toISOString().slice(0, 10));
  if (today === undefined) throw new Unreachable("--as-of: this is not a day, such as 2026-11-30");
  return today;
}

/** Of a service's own address, the log beneath it. */
async function findLog(place: string, open: (at: string) => LogSource): Promise<LogSource> {
  const source = open(place);
  if (!/^https?:\/\/[^/]+$/.test(source.place)) return source;
  const beneath = open(`${source.place}/log`);
  return (await beneath.read("checkpoint")) === undefined ? source : beneath;
}

function defaultFile(): string {
  const { XDG_STATE_HOME } = process.env;
  const folder = XDG_STATE_HOME || join(homedir(), ".local", "state");
  return join(folder, "graticule", "verify.json");
}

/** One line on a terminal, at most five times a second. */
function progress() {
  let last = 0;
  return (what: "entries" | "texts" | "end", done: number, of: number): void => {
    if (!process.stderr.isTTY) return;
    if (what === "end") {
      process.stderr.write("\r\x1b[K");
      return;
    }
    const now = performance.now();
    if (done < of && now - last < 200) return;
    last = now;
    const percent = Math.floor((100 * done) / Math.max(of, 1));
    process.stderr.write(`\r\x1b[K${what}: ${done} of ${of} (${percent}%)`);
  };
}

try {
  process.exitCode = await main();
} catch (error) {
  const isExpected = error instanceof Unreachable || error instanceof TypeError;
  console.error(isExpected ? `NOT CHECKED: ${(error as Error).message}` : error);
  process.exitCode = 2;
}
