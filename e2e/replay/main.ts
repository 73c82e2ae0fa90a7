import { expectations } from "./expectations.ts";
import { replay } from "./replay.ts";
import { reportOn } from "./report.ts";

/**
 * `npm run replay`: June 2020 again, with a service that can't repeat its mistake. `--loopback`:
 * without network namespaces, even if this process may create them. `--cluster`: on two instances,
 * of which the owner of every room is killed in the middle of the order.
 */
const ground = process.argv.includes("--loopback") ? "loopback" : "best";
const instances = process.argv.includes("--cluster") ? 2 : 1;
const begun = performance.now();
const account = await replay(
  ground,
  (chapter) => {
    console.log(`${((performance.now() - begun) / 1_000).toFixed(0).padStart(4)} s  ${chapter}`);
  },
  { instances },
);
console.log(`${reportOn(account)}\n`);
const faults = Object.entries(expectations).map(([sentence, faultsIn]) => {
  const found = faultsIn(account);
  console.log(`${found.length === 0 ? "yes" : "NO "}  ${sentence}`);
  for (const fault of found) console.log(`       ${fault}`);
  return found.length;
});
process.exit(faults.some((count) => count > 0) ? 1 : 0);
