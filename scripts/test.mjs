import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Runs every check and every suite, even after a failure, and ends with a table and the line `N
 * passed, N failed`. `--soak` runs only the suites, with full counts. Names select steps: `npm test
 * -- unit stories`.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const soak = process.argv.includes("--soak");
const chosen = process.argv.slice(2).filter((word) => !word.startsWith("--"));

const checks = [
  { name: "types", command: ["node", "scripts/types.mjs"] },
  { name: "lint", command: ["biome", "check", "--error-on-warnings", "."] },
  { name: "dead code", command: ["knip", "--strict"] },
];
const suites = [{ name: "unit" }, { name: "stories" }, { name: "pages" }, { name: "browsers" }];
/** Operators bring engines of their own, which may be of the release before. */
const olderEngine = {
  name: "older-engine",
  project: "stories",
  env: { LIVEKIT_SERVER: join(root, ".cache", "livekit-server-1.9") },
};

const reports = mkdtempSync(join(tmpdir(), "graticule-reports-"));
const results = [];
try {
  const steps = soak ? [...suites, olderEngine] : [...checks, ...suites];
  const known = steps.map((step) => step.name);
  const unknown = chosen.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`Unknown step; the steps are: ${known.join(", ")}`);
  for (const step of steps.filter(({ name }) => chosen.length === 0 || chosen.includes(name))) {
    console.log(`\n── ${step.name}`);
    const begun = performance.now();
    const counts = step.command === undefined ? await runSuite(step) : await runCheck(step);
    results.push({ name: step.name, seconds: (performance.now() - begun) / 1_000, ...counts });
  }
} finally {
  rmSync(reports, { recursive: true, force: true });
}
finish();

async function runCheck({ command }) {
  const code = await run(command);
  const failed = code === 0 ? 0 : 1;
  return { passed: 1 - failed, failed, skipped: 0, failures: [] };
}

async function runSuite({ name, project = name, env = {} }) {
  const file = join(reports, `${name}.json`);
  const command = [
    ...["vitest", "run", "--project", project, "--passWithNoTests"],
    ...["--reporter=default", "--reporter=json", `--outputFile.json=${file}`],
  ];
  const code = await run(command, env);
  const counts = countsOf(file);
  // An error outside any test, or an aborted run, must not look like a success.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

function countsOf(file) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { passed: 0, failed: 0, skipped: 0, failures: [] };
  }
  const failures = report.testResults.flatMap(failuresOf);
  return {
    passed: report.numPassedTests,
    failed: failures.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
  };
}

/** Each failed test of a file, or the file if it failed outside its tests. */
function failuresOf({ name, status, message, assertionResults }) {
  const file = relative(root, name);
  const failed = assertionResults.filter((one) => one.status === "failed");
  if (status === "failed" && failed.length === 0) return [{ what: file, why: message }];
  return failed.map((one) => ({
    what: `${file} > ${one.fullName}`,
    why: one.failureMessages[0] ?? "",
  }));
}

function run([command, ...args], env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      env: {
        ...process.env,
        // Each test file is a process of its own: what the one before has compiled is used again.
        NODE_COMPILE_CACHE: join(reports, "compiled"),
        ...(soak ? { GRATICULE_SOAK: "1" } : {}),
        ...env,
      },
    });
    child.once("error", (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(1);
    });
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

/** The end of a long output is what is read, and often all that is kept of it. */
function finish() {
  for (const { failures } of results)
    for (const { what, why } of failures)
      console.log(`\nFAILED ${what}\n${why.split("\n").slice(0, 6).join("\n")}`);
  const sum = (key) => results.reduce((total, one) => total + one[key], 0);
  console.log("");
  for (const { name, seconds, passed, failed, skipped } of results) {
    const counts = `${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed`;
    const left = skipped > 0 ? ` ${skipped} skipped` : "";
    console.log(`${name.padEnd(12)} ${counts} ${seconds.toFixed(1).padStart(7)} s${left}`);
  }
  const skipped = sum("skipped") > 0 ? `, ${sum("skipped")} skipped` : "";
  console.log(`\n${sum("passed")} passed, ${sum("failed")} failed${skipped}`);
  process.exitCode = sum("failed") === 0 ? 0 : 1;
}
