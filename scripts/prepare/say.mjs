import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** One line to the person who waits. */
export function say(text) {
  process.stderr.write(`graticule: ${text}\n`);
}

/** Something that the person must do; no stack is printed for it. */
export class NeedsAction extends Error {}

export function fail(error) {
  if (error instanceof NeedsAction) say(error.message);
  else console.error(error);
  process.exit(1);
}

const running = new Set();
let ending = false;

/**
 * Ends with the shell that npm started for us, and what runs for us too: npm passes a signal on to
 * that shell alone, which does not pass it on.
 */
export function endWithParent() {
  const parent = process.ppid;
  for (const name of ["SIGTERM", "SIGHUP"]) process.on(name, end);
  setInterval(() => process.ppid === parent || end(), 250).unref();
}

function end() {
  if (running.size === 0) process.exit(143);
  if (ending) return;
  ending = true;
  // Not SIGTERM: at an interrupt both npm and Go tidy up behind themselves.
  for (const child of running) child.kill("SIGINT");
}

/** Runs a program whose own output is the progress. Throws {@link NeedsAction} where it fails. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", 2, 2], ...options });
    running.add(child);
    child.once("close", () => {
      running.delete(child);
      if (ending) end();
    });
    const hint = options.hint ?? "";
    const failed = (why) =>
      reject(new NeedsAction(`\`${command} ${args.join(" ")}\` ${why}. ${hint}`.trim()));
    child.once("error", (error) => failed(`could not be started (${error.code})`));
    child.once("exit", (code, signal) => {
      if (code === 0) resolve();
      else failed(signal === null ? `failed with ${code}` : `was ended by ${signal}`);
    });
  });
}

/** What a program prints, or undefined where it is missing or fails. */
export function ask(command, args, options = {}) {
  const { status, stdout } = spawnSync(command, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    ...options,
  });
  return status === 0 ? stdout.trim() : undefined;
}

/** A line every ten seconds while something works that says nothing itself. */
export async function withPatience(text, work) {
  const begun = Date.now();
  const timer = setInterval(() => {
    say(`${text} (${Math.round((Date.now() - begun) / 1_000)} s so far)`);
  }, 10_000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

const wantedNode = 24;

/** npm puts `node_modules/.bin` first, so the Node that came with the packages is the one that runs. */
export function nodeOf(root) {
  const own = join(root, "node_modules", ".bin", "node");
  return existsSync(own) ? own : "node";
}

export function checkNode(root) {
  const version = ask(nodeOf(root), ["--version"]) ?? "none";
  if (Number(/^v(\d+)\./.exec(version)?.[1] ?? 0) >= wantedNode) return;
  throw new NeedsAction(
    `Node ${wantedNode} is needed to run; found: ${version}. On Linux x64 it comes with the ` +
      "packages; on this system install it yourself (the file .nvmrc names the version).",
  );
}
