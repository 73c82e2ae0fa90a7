import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Secrets of makers that want one for a download, by name: the variable itself, the file that
 * `NAME_FILE` names, or what an administrator gave this service, in that order. Never logged.
 */
export class Tokens {
  readonly #folder: string;
  readonly #env: NodeJS.ProcessEnv;

  /** @param folder of what an administrator gave; only the service's user reads it */
  constructor(folder: string, env: NodeJS.ProcessEnv = process.env) {
    this.#folder = folder;
    this.#env = env;
  }

  /** Undefined: there is none. */
  read(name: string): string | undefined {
    const given = this.#env[name]?.trim();
    if (given) return given;
    return contentOf(this.#env[`${name}_FILE`]) ?? contentOf(join(this.#folder, name));
  }

  keep(name: string, value: string): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    writeFileSync(join(this.#folder, name), `${value.trim()}\n`, { mode: 0o600, flush: true });
  }
}

function contentOf(file: string | undefined): string | undefined {
  if (!file || !existsSync(file)) return undefined;
  return readFileSync(file, "utf8").trim() || undefined;
}
