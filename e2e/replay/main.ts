import { faultsIn } from "./expectations.ts";
import { replay } from "./replay.ts";
import { reportOn } from "./report.ts";

/**
 * `npm run replay`: June 2020 again, with a service that can't make its mistake. `--loopback`: without
 * network namespaces also where this process may make them.
 */
const ground = process.argv.includes("--loopback") ? "loopback" : "best";
const begun = performance.now();
const account = await replay(ground, (chapter) => {
  console.log(`${((performance.now() - begun) / 1_000).toFixed(0).padStart(4)} s  ${chapter}`);
});
console.log(reportOn(account));
const faults = faultsIn(account);
console.log(
  faults.length === 0
    ? "\nNobody outside the territory was touched, no meeting was ended, no account was changed."
    : `\nNot as it must be:\n${faults.map((fault) => `  ${fault}`).join("\n")}`,
);
process.exit(faults.length === 0 ? 0 : 1);
