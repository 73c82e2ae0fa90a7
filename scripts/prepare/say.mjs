import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export function say(text) {
  process.stderr.write(`graticule: ${text}\n`);
}

/** The user must do something; printed without a stack trace. */
export class NeedsAction extends Error {}

export function fail(error) {
  if (error instanceof NeedsAction) say(error.message);
  else console.error(error);
  process.exit(1);
}

const running = new Set();
let ending = false;

/**
 * Ends this process and its children when the shell that npm started for us ends: npm signals only
 * that shell, which does not pass the signal on.
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
  // Not SIGTERM: npm and Go clean up on an interrupt.
  for (const child of running) child.kill("SIGINT");
}

/** Runs a program, showing its output. Throws {@link NeedsAction} if it fails. */
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

/** What a program prints; undefined if it is missing or fails. */
export function ask(command, args, options = {}) {
  const { status, stdout } = spawnSync(command, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    ...options,
  });
  return status === 0 ? stdout.trim() : undefined;
}

/** Whether a note from an earlier run holds this digest. */
export function isNoted(noteFile, digest) {
  return existsSync(noteFile) && readFileSync(noteFile, "utf8").trim() === digest;
}

export function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Prints a line every ten seconds during silent work. */
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

/** The Node that came with the packages: npm puts `node_modules/.bin` first. */
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
