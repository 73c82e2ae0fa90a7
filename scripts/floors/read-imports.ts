import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, sep } from "node:path";
import { parseSync, Visitor } from "oxc-parser";

/**
 * One file importing another of the same tree, values or types. Paths are relative to the tree.
 */
export interface Arrow {
  readonly from: string;
  readonly to: string;
}

/**
 * All arrows between the source files below `root`: imports, re-exports, `import()` as an
 * expression or a type, styles, and workers by their URL. Without packages, and without tests,
 * which may reach across.
 */
export function readArrows(root: string): readonly Arrow[] {
  const files = sourcesIn(root);
  const known = new Set(files);
  return files.flatMap((from) =>
    specifiersOf(from, readFileSync(join(root, from), "utf8"))
      .map((specifier) => posix.join(dirname(from), specifier.replace(/\?.*$/, "")))
      .filter((to) => known.has(to) || (to.endsWith(".css") && existsSync(join(root, to))))
      .map((to) => ({ from, to })),
  );
}

/** The source files below `root`, relative to it, without tests. */
export function sourcesIn(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((file) => file.split(sep).join("/"))
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .sort();
}

/** Every module that a source text names, types included. Throws if it can't be parsed. */
export function specifiersOf(file: string, text: string): readonly string[] {
  const { program, module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const named = new Set<string>();
  for (const { moduleRequest } of module.staticImports) named.add(moduleRequest.value);
  for (const { entries } of module.staticExports)
    for (const { moduleRequest } of entries) if (moduleRequest) named.add(moduleRequest.value);
  new Visitor({
    ImportExpression: ({ source }) => {
      if (source.type === "Literal") named.add(String(source.value));
    },
    TSImportType: ({ source }) => {
      named.add(source.value);
    },
    NewExpression: ({ callee, arguments: [first] }) => {
      const isUrl = callee.type === "Identifier" && callee.name === "URL";
      if (isUrl && first?.type === "Literal") named.add(String(first.value));
    },
  }).visit(program);
  return [...named];
}
