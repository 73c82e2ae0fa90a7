import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CallExpression, parseSync, Visitor } from "oxc-parser";
import { sourcesIn } from "./read-imports.ts";

/** A file with SQL, and the names that show it. `file` is relative to the house. */
export interface Speaker {
  readonly file: string;
  readonly words: readonly string[];
}

export function readSpeakers(root: string): readonly Speaker[] {
  return sourcesIn(root)
    .map((file) => ({ file, words: sqlWordsIn(file, readFileSync(join(root, file), "utf8")) }))
    .filter(({ words }) => words.length > 0);
}

const calls: ReadonlySet<string> = new Set([
  ...["selectFrom", "insertInto", "updateTable", "deleteFrom", "mergeInto", "query"],
  ...["execute", "executeTakeFirst", "executeTakeFirstOrThrow", "executeQuery"],
]);

/**
 * The names by which a source text uses the database: values of kysely or pg, and calls that build
 * or run a statement. Any file may begin a transaction and name its type.
 */
export function sqlWordsIn(file: string, text: string): readonly string[] {
  const { program, module } = parseSync(file, text);
  const words = new Set<string>();
  const note = (name: string): void => {
    if (/^(kysely|pg)(\/|$)/.test(name)) words.add(name);
  };
  for (const { entries, moduleRequest } of module.staticImports)
    if (entries.some(({ isType }) => !isType)) note(moduleRequest.value);
  for (const { entries } of module.staticExports)
    for (const { moduleRequest, isType } of entries)
      if (moduleRequest && !isType) note(moduleRequest.value);
  new Visitor({
    ImportExpression: ({ source }) => {
      if (source.type === "Literal") note(String(source.value));
    },
    CallExpression: (call) => {
      const name = calledOn(call)?.name;
      if (name !== undefined && calls.has(name) && !isOfTransaction(call)) words.add(name);
    },
  }).visit(program);
  return [...words];
}

/** For `a.b()`: `a` and "b". */
function calledOn({ callee }: CallExpression) {
  if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return undefined;
  return { object: callee.object, name: callee.property.name };
}

/** Whether it is `execute` on the result of `transaction()`. */
function isOfTransaction(call: CallExpression): boolean {
  const called = calledOn(call);
  if (called?.name === "transaction") return true;
  return called?.object.type === "CallExpression" && isOfTransaction(called.object);
}
