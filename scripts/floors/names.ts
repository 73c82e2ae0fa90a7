import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "oxc-parser";
import { sourcesIn } from "./read-imports.ts";

/** A name that two files of one program export for two things. */
export interface SharedName {
  readonly name: string;
  readonly files: readonly string[];
}

/**
 * Files that say the same in each language, the generated client's types, and attackers that only
 * tests import.
 */
const apart = /\/(i18n|words|attacks|acted)\/|\/contract\.ts$/;

/**
 * Names that more than one file of a program exports, among the source files below `root` and those
 * of all packages.
 */
export function sharedNames(repository: string, root: string): readonly SharedName[] {
  const packages = readdirSync(join(repository, "packages")).map((one) => `packages/${one}/src`);
  const files = [root, ...packages].flatMap((folder) =>
    sourcesIn(join(repository, folder)).map((file) => `${folder}/${file}`),
  );
  return twiceNamed(
    files
      .filter((file) => !apart.test(file))
      .map((file) => ({
        file,
        names: namesIn(file, readFileSync(join(repository, file), "utf8")),
      })),
  );
}

export function twiceNamed(
  exported: readonly { readonly file: string; readonly names: readonly string[] }[],
): readonly SharedName[] {
  const known = new Map<string, string[]>();
  for (const { file, names } of exported) {
    for (const name of names) known.set(name, [...(known.get(name) ?? []), file]);
  }
  return [...known].flatMap(([name, files]) => (files.length > 1 ? [{ name, files }] : []));
}

/** A file's own exports, values and types; a name that is both counts once. */
export function namesIn(file: string, text: string): readonly string[] {
  const { module } = parseSync(file, text);
  const own = module.staticExports
    .flatMap(({ entries }) => entries)
    .filter(({ moduleRequest }) => moduleRequest === null);
  return [...new Set(own.map(({ exportName }) => exportName.name ?? "default"))];
}
