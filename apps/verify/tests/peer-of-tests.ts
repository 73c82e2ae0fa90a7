import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { buildPeer } from "./ledger-peer.ts";

/** Builds Go's peer for the tests of a file. Answers where it will be. */
export function peerOfTests(): string {
  const scratch = mkdtempSync(join(tmpdir(), "graticule-ledger-peer-"));
  const program = join(scratch, "ledger-peer");
  beforeAll(() => buildPeer(program), 240_000);
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));
  return program;
}
