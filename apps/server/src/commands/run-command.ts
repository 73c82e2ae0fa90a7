import { type ParseArgsConfig, parseArgs } from "node:util";
import { type Config, describeProblems, readProcessConfig } from "../config/config.ts";
import { StartError } from "../config/start-error.ts";
import { MigrationError } from "../db/migrate.ts";

/** Runs a command of the command line: reads the configuration, tells expected failures plainly. */
export async function runCommand(work: (config: Config) => Promise<void>): Promise<void> {
  const read = readProcessConfig();
  if (read.kind === "problems") {
    console.error(describeProblems(read.problems));
    process.exitCode = 1;
    return;
  }
  try {
    await work(read.config);
  } catch (error) {
    const expected = error instanceof StartError || error instanceof MigrationError;
    console.error(expected ? error.message : error);
    process.exitCode = 1;
  }
}

/** The arguments of a command line, or its usage as the reason why it fails. */
export function argumentsOf<T extends ParseArgsConfig>(
  code: StartError["code"],
  usage: string,
  config: T,
): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch {
    throw new StartError(code, usage);
  }
}
