import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Limit } from "@graticule/admission/limit";
import type { Fix } from "@graticule/admission/location/fix";

/** OPA with our limits as data; returns how many characters of reasons it read. */
export type OpaDecide = (fix: Fix) => number;

interface OpaAnswer {
  readonly admit: boolean;
  readonly reasons: readonly string[];
  readonly doubts: readonly string[];
}
interface LoadedPolicy {
  setData(data: object): void;
  evaluate(input: unknown): readonly { readonly result: OpaAnswer }[];
}

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");
const binary = join(root, ".cache/opa/opa");

/**
 * Compiles the policy once and returns a maker of deciders. Builds the `opa` binary if it is
 * missing.
 */
export async function loadOpa(
  say: (line: string) => void,
): Promise<(limits: readonly Limit[]) => Promise<OpaDecide>> {
  await buildOpa(say);
  const wasm = await compilePolicy();
  const { loadPolicy } = createRequire(import.meta.url)("@open-policy-agent/opa-wasm") as {
    loadPolicy(wasm: Buffer): Promise<LoadedPolicy>;
  };
  return async (limits) => {
    const policy = await loadPolicy(wasm);
    policy.setData(dataOf(limits));
    return (fix) => askOpa(policy, fix);
  };
}

function askOpa(policy: LoadedPolicy, fix: Fix): number {
  const place = "place" in fix ? fix.place : "";
  const answer = policy.evaluate({ standing: fix.standing, place })[0]?.result;
  if (answer === undefined) throw new Error("OPA gave no answer");
  let read = answer.admit ? 1 : 0;
  for (const reason of answer.reasons) read += reason.length;
  for (const doubt of answer.doubts) read += doubt.length;
  return read;
}

async function buildOpa(say: (line: string) => void): Promise<void> {
  if (existsSync(binary)) return;
  say("building OPA from tools/opa/go.mod (once, about a minute)…");
  mkdirSync(join(root, ".cache/opa"), { recursive: true });
  const args = [
    "build",
    "-trimpath",
    "-ldflags=-s",
    "-o",
    binary,
    "github.com/open-policy-agent/opa",
  ];
  await run("go", args, {
    cwd: join(root, "tools/opa"),
    env: { ...process.env, CGO_ENABLED: "0", GOFLAGS: "-mod=readonly" },
    timeout: 900_000,
  });
}

async function compilePolicy(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), "graticule-opa-"));
  try {
    const bundle = join(folder, "bundle.tar.gz");
    const rego = join(import.meta.dirname, "policy.rego");
    const entrypoint = ["-t", "wasm", "-e", "graticule/decision"];
    await run(binary, ["build", ...entrypoint, "-o", bundle, rego], { timeout: 120_000 });
    await run("tar", ["-xzf", bundle, "-C", folder, "/policy.wasm"], { timeout: 30_000 });
    return readFileSync(join(folder, "policy.wasm"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function dataOf(limits: readonly Limit[]): object {
  const orders: Record<string, string[]> = {};
  const rules: Record<string, string[]> = {};
  const doubts: string[] = [];
  for (const limit of limits) {
    if (limit.kind === "rule") doubts.push(limit.id);
    const index = limit.kind === "order" ? orders : rules;
    const places = limit.kind === "order" ? limit.jurisdiction : limit.deny;
    for (const place of places) {
      const ids = index[place] ?? [];
      ids.push(limit.id);
      index[place] = ids;
    }
  }
  return { orders, rules, doubts };
}
