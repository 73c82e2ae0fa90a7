import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { faultsOf, largestCircle, sqlFaults } from "./arrows.ts";
import { type House, houses, server } from "./house.ts";
import { namesIn, sharedNames, twiceNamed } from "./names.ts";
import { readArrows, specifiersOf } from "./read-imports.ts";
import { readSpeakers, sqlWordsIn } from "./read-sql.ts";
import { withTable } from "./table.ts";

const root = join(import.meta.dirname, "../..");

for (const house of houses) {
  test(`every arrow in ${house.root} goes down`, () => {
    const arrows = readArrows(join(root, house.root));
    expect(arrows.length).toBeGreaterThan(500);
    expect(faultsOf(house, arrows)).toEqual([]);
    expect(largestCircle(arrows).length).toBeLessThanOrEqual(1);
  });

  test(`only stores speak SQL in ${house.root}`, () => {
    const speakers = readSpeakers(join(root, house.root));
    expect(sqlFaults(speakers)).toEqual([]);
  });

  test(`no name is exported for two things in ${house.root} and the packages`, () => {
    expect(sharedNames(root, house.root)).toEqual([]);
  });
}

test("ARCHITECTURE.md has the table of the floors that are checked", () => {
  const document = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");
  expect(document, "run: npm run floors -- --write").toBe(withTable(document, houses));
});

test("only decision/ asks the two pure functions who may come in", () => {
  const folder = join(root, server.root);
  const asks =
    /import \{[^}]*\b(decide|decideAsStated|decideEntry)\b[^}]*\} from "@graticule\/admission/;
  const askers = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .filter((file) => asks.test(readFileSync(join(folder, file), "utf8")));
  expect(askers.sort()).toEqual(["decision/by-limits.ts", "decision/judge.ts"]);
});

test("tests that run side by side with other browsers make no network, which would break off their requests", () => {
  const folder = join(root, "e2e/outside-calls");
  const files = readdirSync(folder);
  expect(files.length).toBeGreaterThan(5);
  const makers = files.filter((file) =>
    specifiersOf(file, readFileSync(join(folder, file), "utf8")).includes("../network.ts"),
  );
  expect(makers).toEqual([]);
});

const small: House = {
  root: "nowhere",
  floors: [{ ground: "" }, { left: "", right: "" }, { top: "" }],
};
const sound = [
  { from: "left/a.ts", to: "ground/a.ts" },
  { from: "right/a.ts", to: "ground/a.ts" },
  { from: "right/a.ts", to: "right/store.ts" },
  { from: "top/a.ts", to: "left/store.ts" },
  { from: "main.ts", to: "top/routes.ts" },
];

test("an arrow that goes up, across a floor, to another room's store or routes, or to a room without a floor is a fault", () => {
  const fault = (from: string, to: string) =>
    faultsOf(small, [...sound, { from, to }]).map(({ kind }) => kind);
  expect(faultsOf(small, sound)).toEqual([]);
  expect(fault("ground/a.ts", "left/a.ts")).toEqual(["up"]);
  expect(fault("left/a.ts", "right/a.ts")).toEqual(["up"]);
  expect(fault("top/a.ts", "main.ts")).toEqual(["up"]);
  expect(fault("left/a.ts", "ground/store.ts")).toEqual(["inner"]);
  expect(fault("left/a.ts", "ground/deep/some-routes.ts")).toEqual(["inner"]);
  expect(fault("top/a.ts", "cellar/a.ts")).toEqual(["room"]);
  expect(faultsOf(small, sound.slice(1)).map(({ says }) => says)).toEqual([]);
  expect(faultsOf(small, sound.slice(3)).map(({ kind }) => kind)).toEqual(["room", "room"]);
});

test("a circle of rooms is found, types included", () => {
  const circle = [...sound, { from: "ground/a.ts", to: "right/a.ts" }];
  expect(new Set(largestCircle(circle))).toEqual(new Set(["ground", "right"]));
  expect(largestCircle(sound)).toHaveLength(1);
});

test("every module a text names is read: values, types, exports, and nested imports", () => {
  const text = `
    import { a } from "./a.ts"; import type { B } from "./b.ts"; import "./c.css";
    export { d } from "./d.ts"; export type { E } from "./e.ts"; export * from "./f.ts";
    const g = () => import("./g.ts"); let h: import("./h.ts").H; // import "./no.ts"
    const worker = new URL("./i-worker.ts", import.meta.url);`;
  expect([...specifiersOf("x.ts", text)].sort()).toEqual(
    ["a.ts", "b.ts", "c.css", "d.ts", "e.ts", "f.ts", "g.ts", "h.ts", "i-worker.ts"].map(
      (name) => `./${name}`,
    ),
  );
  expect(() => specifiersOf("x.ts", "import {")).toThrow("x.ts");
});

test("SQL outside a store is a fault, except in the room of the database", () => {
  const speakers = [
    "ground/a.ts",
    "restore.ts",
    "ground/deep/a-store.ts",
    "ground/store.ts",
    "db/a.ts",
  ];
  const faults = sqlFaults(speakers.map((file) => ({ file, words: ["insertInto"] })));
  expect(faults.map(({ kind, says }) => `${kind} ${says}`)).toEqual([
    "sql ground/a.ts speaks SQL: insertInto",
    "sql restore.ts speaks SQL: insertInto",
  ]);
});

test("a kysely or pg value speaks SQL, and so does a call that builds or runs a statement; types and transactions don't", () => {
  const words = (text: string) => sqlWordsIn("x.ts", text);
  expect(words('import { type Kysely, sql } from "kysely";')).toEqual(["kysely"]);
  expect(words('export { Pool } from "pg";')).toEqual(["pg"]);
  expect(words('import("kysely/helpers");')).toEqual(["kysely/helpers"]);
  for (const call of ["selectFrom", "insertInto", "updateTable", "deleteFrom", "mergeInto"])
    expect(words(`await tx.${call}("person")`)).toEqual([call]);
  for (const call of ["execute", "executeTakeFirst", "executeTakeFirstOrThrow", "executeQuery"])
    expect(words(`const one = await newest(db).${call}();`)).toEqual([call]);
  expect(words('pool.query("SELECT 1")')).toEqual(["query"]);
  expect(
    words(`import type { Kysely } from "kysely"; export type { Pool } from "pg"; import { type Transaction } from "kysely";
      let pool: import("pg").Pool; // tx.selectFrom("no")
      db.transaction().setIsolationLevel("serializable").execute((tx) => change(tx));`),
  ).toEqual([]);
  expect(words("db.transaction().execute((tx) => tx.insertInto('a').execute())")).toEqual([
    "execute",
    "insertInto",
  ]);
});

test("a file's own exports are read, and a name exported by two files is found", () => {
  const text = `export const a = 1; export type A = string; export { b } from "./b.ts"; export function c() {}
    interface D { d: string } export type { D }; export default a;`;
  expect([...namesIn("x.ts", text)].sort()).toEqual(["A", "D", "a", "c", "default"]);
  const exported = [
    { file: "x.ts", names: ["a", "b"] },
    { file: "y.ts", names: ["b", "c"] },
  ];
  expect(twiceNamed(exported)).toEqual([{ name: "b", files: ["x.ts", "y.ts"] }]);
});
