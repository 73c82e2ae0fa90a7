import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { removeFile, replaceFile } from "../processes/json-file.ts";

/** What a download needs of them. */
export type MakersTokens = Pick<Tokens, "read" | "accept" | "refuse">;

/**
 * Secrets of makers that want one for a download, by name: the variable itself, the file that
 * `NAME_FILE` names, or what an administrator gave this service, in that order, those that their
 * maker refused last. Never logged.
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
    const all = this.#all(name);
    return all.find((token) => !this.#isRefused(name, token)) ?? all[0];
  }

  /** Whether there is one, and whether its maker refused it when it was last used. */
  state(name: string): "missing" | "refused" | "given" {
    const token = this.read(name);
    if (token === undefined) return "missing";
    return this.#isRefused(name, token) ? "refused" : "given";
  }

  keep(name: string, token: string): void {
    this.#write(name, token);
  }

  /** Remembers that a maker gave its file for it. */
  accept(name: string, token: string): void {
    if (this.#isRefused(name, token)) removeFile(this.#refusedFile(name));
  }

  /** Remembers, by its digest, that a maker refused one of these. */
  refuse(name: string, token: string): void {
    const all = this.#all(name);
    if (!all.includes(token)) return;
    const refused = all.filter((one) => one === token || this.#isRefused(name, one));
    this.#write(`${name}.refused`, refused.map(digestOf).join("\n"));
  }

  #all(name: string): readonly string[] {
    const files = [this.#env[`${name}_FILE`], join(this.#folder, name)];
    return [this.#env[name]?.trim(), ...files.map(contentOf)].flatMap((token) => token || []);
  }

  #isRefused(name: string, token: string): boolean {
    const refused = contentOf(this.#refusedFile(name))?.split("\n") ?? [];
    return refused.includes(digestOf(token));
  }

  #refusedFile(name: string): string {
    return join(this.#folder, `${name}.refused`);
  }

  #write(name: string, text: string): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    replaceFile(join(this.#folder, name), `${text.trim()}\n`);
  }
}

function digestOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

function contentOf(file: string | undefined): string | undefined {
  if (!file || !existsSync(file)) return undefined;
  return readFileSync(file, "utf8").trim() || undefined;
}
