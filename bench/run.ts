import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import type { BenchOptions, BenchResult } from "./measure.ts";

/**
 * `npm run bench -- NAME [--json] [--rounds N]`: runs bench/NAME/bench.ts, which exports
 * `run(options: BenchOptions): Promise<BenchResult>`. With `--json` the last line on standard
 * output is one object `{"bench", "figures", "spread"}`; everything else goes to standard error.
 */
interface BenchModule {
  readonly run: (options: BenchOptions) => Promise<BenchResult>;
}

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

function benchNames(): string[] {
  return readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false }, rounds: { type: "string", default: "5" } },
});
const [name] = positionals;
const rounds = Number(values.rounds);

if (name === undefined || !benchNames().includes(name) || !Number.isInteger(rounds) || rounds < 1) {
  say(
    `usage: npm run bench -- NAME [--json] [--rounds N]\nNAME is one of: ${benchNames().join(", ")}`,
  );
  process.exitCode = 2;
} else {
  const bench = (await import(`./${name}/bench.ts`)) as BenchModule;
  const { figures, spread } = await bench.run({ rounds, say });
  for (const [key, figure] of Object.entries(figures)) {
    const range = spread[key];
    const shown = figure === null ? "left out" : figure.toPrecision(4);
    say(
      `${key}: ${shown}${range ? `  (${range.map((end) => end.toPrecision(4)).join(" to ")})` : ""}`,
    );
  }
  if (values.json) process.stdout.write(`${JSON.stringify({ bench: name, figures, spread })}\n`);
}
