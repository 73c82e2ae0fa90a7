import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readJsonFile, writeJsonFile } from "../../processes/json-file.ts";
import { fileExtensions } from "../source-spec.ts";
import type { DownloadedSpec } from "../update-source.ts";
import { entryOf, specOf } from "./catalogue.ts";

/** A source of the catalogue that the operator took, and when its licence was accepted. */
const choice = z.object({ id: z.string(), acceptedAt: z.number() });
export type Choice = z.infer<typeof choice>;

/** `before`: the choice that an undo brings back. */
const fileSchema = z.object({ chosen: z.array(choice), before: z.array(choice).optional() });

/** Which sources of the catalogue an operator chose; kept in one file of the data folder. */
export class ChosenSources {
  /** The file, for those who follow its changes. */
  readonly file: string;
  readonly #folder: string;
  readonly #mirror: string | undefined;

  /**
   * @param folder where downloads lie
   * @param mirror see `specOf`
   */
  constructor(folder: string, mirror: string | undefined) {
    this.#folder = folder;
    this.#mirror = mirror;
    this.file = join(folder, "chosen.json");
  }

  list(): readonly Choice[] {
    return this.#read().chosen;
  }

  /** As sources; those that the catalogue no longer has are left out. */
  specs(): readonly DownloadedSpec[] {
    return this.list().flatMap(({ id }) => this.specOf(id) ?? []);
  }

  /** What an entry of the catalogue would be as a source; undefined: there is none of that name. */
  specOf(id: string): DownloadedSpec | undefined {
    const entry = entryOf(id);
    if (entry === undefined) return undefined;
    const path = join(this.#folder, `catalogue-${id}.${fileExtensions[entry.kind]}`);
    return specOf(entry, path, this.#mirror);
  }

  choose(choices: readonly Choice[]): void {
    mkdirSync(this.#folder, { recursive: true });
    writeJsonFile(this.file, { chosen: choices, before: this.list() });
  }

  /** Whether {@link undo} has anything to bring back. */
  canUndo(): boolean {
    return this.#read().before !== undefined;
  }

  /** Brings back the choice before the last; a second undo takes that back again. */
  undo(): void {
    const { before } = this.#read();
    if (before !== undefined) this.choose(before);
  }

  #read(): z.infer<typeof fileSchema> {
    return readJsonFile(this.file, fileSchema) ?? { chosen: [] };
  }
}
