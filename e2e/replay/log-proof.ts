import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestService } from "@graticule/server/tests/harness";
import { copyLog } from "@graticule/verify/tests/copied-log";
import { buildPeer, runProgram } from "@graticule/verify/tests/ledger-peer";
import { type LogFiles, writeFolder } from "@graticule/verify/tests/signed-log";
import { firstBadIndex, flipBit } from "@graticule/verify/tests/tamperings";
import type { LogReport } from "@graticule/verify/verify-log";
import { type OrderSignatures, signaturesIn } from "./order-signatures.ts";

/** What two outsiders find: one downloads the verifier from the service, one has only Go. */
export interface LogProof {
  readonly entries: number;
  /** The first line of each about the service's log. */
  readonly verifier: string;
  readonly go: string;
  /** Of every order in it, checked by the verifier. */
  readonly signatures: readonly OrderSignatures[];
  readonly flips: readonly LogFlip[];
}

/** A copy with one byte changed. */
export interface LogFlip {
  readonly what: string;
  /** Where the byte is; -1: in the checkpoint. */
  readonly index: number;
  readonly verifier: string;
  readonly go: string;
}

export async function proveLog({ url, deps }: TestService): Promise<LogProof> {
  await everythingIsSigned(deps);
  const scratch = mkdtempSync(join(tmpdir(), "graticule-log-"));
  try {
    const [verifier, peer] = [join(scratch, "verify.mjs"), join(scratch, "ledger-peer")];
    writeFileSync(verifier, (await readFrom(url)("verify.mjs")) ?? "");
    buildPeer(peer);
    const ask = async (place: string, ...options: readonly string[]) => {
      const found = await runProgram(process.execPath, [verifier, "--no-state", ...options, place]);
      return {
        verifier: firstLine(found),
        go: firstLine(await runProgram(peer, ["check", place])),
      };
    };
    const live = await ask(`${url}/log`);
    const files = await copyLog(readFrom(url));
    const asked = [verifier, "--no-state", "--json", `${url}/log`];
    const { stdout } = await runProgram(process.execPath, asked);
    const signatures = signaturesIn(files, refusedIn(JSON.parse(stdout) as LogReport));
    const flips: LogFlip[] = [];
    for (const [at, path] of [...files.keys()].filter((path) => path !== "key").entries()) {
      const { what, files: flipped } = flipBit(files, path, anyBit(files, path));
      const folder = writeFolder(join(scratch, String(at)), flipped);
      const index = firstBadIndex(files, flipped);
      flips.push({ what, index, ...(await ask(folder, "--no-texts")) });
    }
    const entries = Number(/(\d+) entr/.exec(live.verifier)?.[1]);
    return { entries, ...live, signatures, flips };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const firstLine = ({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }) =>
  `${stdout}${stderr}`.split("\n", 1)[0] ?? "";

/** Where the verifier finds no two signatures by keys that may order. */
function refusedIn(report: LogReport): ReadonlySet<number> {
  if (report.verdict === "bad") throw new Error("The verifier finds the log bad.");
  const refused = report.findings.filter(({ what }) => what === "order-not-signed");
  return new Set(refused.map(({ index }) => index));
}

const anyBit = (files: LogFiles, path: string) =>
  Math.floor(Math.random() * 8 * (files.get(path)?.length ?? 0));

function readFrom(url: string) {
  return async (path: string): Promise<Uint8Array | undefined> => {
    const answer = await fetch(`${url}/log/${path}`);
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined;
  };
}

async function everythingIsSigned({
  database,
  ledger: { sequencer },
}: TestService["deps"]): Promise<void> {
  for (;;) {
    const next = new Promise<void>((resolve) => {
      const stop = sequencer.onPublished(() => {
        stop();
        resolve();
      });
    });
    const { rows } = await database.pool.query(`
      SELECT size = published_size AND NOT EXISTS (
        SELECT FROM public_entry e WHERE NOT daily
        AND NOT EXISTS (SELECT FROM ledger_leaf l WHERE l.entry_id = e.id)
      ) AS whole FROM ledger_head`);
    if (rows[0].whole === true) return;
    await next;
  }
}
