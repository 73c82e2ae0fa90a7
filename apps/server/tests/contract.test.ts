import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { schemaNames } from "@graticule/api/names";
import type { GraticuleClient } from "@graticule/client/client";
import type { Problem, RuleInput } from "@graticule/client/contract";
import { contractOf } from "@graticule/client/generate";
import { afterAll, beforeAll, expect, expectTypeOf, test } from "vitest";
import { type ApiService, startApiService } from "./api-service.ts";
import { startTestDatabase, type TestDatabase } from "./harness.ts";

let database: TestDatabase;
let service: ApiService;
let document: Document;

beforeAll(async () => {
  database = await startTestDatabase();
  service = await startApiService(database);
  document = (await service.ask("GET", "/openapi.json")).json;
});

afterAll(async () => {
  await service?.stop();
  await database?.stop();
});

interface Document extends Readonly<Record<string, unknown>> {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

interface Operation {
  readonly requestBody?: Body;
  readonly responses: Readonly<Record<string, Body>>;
}

interface Body {
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

const file = join(import.meta.dirname, "../../../packages/client/src/contract.ts");

test("the typed client matches the service's own OpenAPI document", async () => {
  const types = await contractOf(document);
  if (process.env["GRATICULE_CLIENT"] === "1") writeFileSync(file, types);
  expect(readFileSync(file, "utf8"), "run: npm run client").toBe(types);
});

test("no client is made from a document that isn't OpenAPI 3.1", async () => {
  const made = (schema: object, answer: object = { description: "A thing" }) => {
    const get = { responses: { 200: { ...answer, content: { "application/json": { schema } } } } };
    return contractOf({ ...document, paths: { "/things": { get } } });
  };
  expect(await made({ type: "object" })).toContain('"/things"');
  await expect(made({ type: "thing" })).rejects.toThrow(/`type` can be one of/);
  await expect(made({ type: "object" }, {})).rejects.toThrow(/`description` must be present/);
  await expect(made({ $ref: "#/components/schemas/Thing" })).rejects.toThrow(/Can't resolve/);
});

const reference = /^#\/components\/schemas\/([A-Z][A-Za-z]*)$/;

/** A part of the document and every part inside it, with its path; no plain values. */
function* partsOf(part: unknown, way = "#"): Generator<readonly [way: string, part: object]> {
  if (typeof part !== "object" || part === null) return;
  yield [way, part];
  for (const [key, inner] of Object.entries(part)) yield* partsOf(inner, `${way}/${key}`);
}

function namesIn(part: unknown): string[] {
  return [...partsOf(part)].flatMap(([, inner]) =>
    "$ref" in inner ? (reference.exec(String(inner.$ref))?.[1] ?? []) : [],
  );
}

/** Groups of parts with the same content. */
function alike(parts: readonly (readonly [name: string, part: object])[]): string[][] {
  const names = new Map<string, string[]>();
  for (const [name, part] of parts) {
    const text = JSON.stringify(part);
    names.set(text, [...(names.get(text) ?? []), name]);
  }
  return [...names.values()].filter((those) => those.length > 1);
}

test("every named schema is used by a route, and none has two names", () => {
  const { schemas } = document.components;
  const used = new Set<string>();
  const follow = (part: unknown): void => {
    for (const name of namesIn(part)) {
      if (used.has(name)) continue;
      used.add(name);
      follow(schemas[name]);
    }
  };
  follow({ ...document, components: { ...document.components, schemas: {} } });
  expect(Object.keys(schemas)).toEqual([...used].sort());
  expect(used.size).toBeGreaterThan(150);

  expect(alike(Object.entries(schemas))).toEqual([]);
});

test("an input with defaults has a name of its own, everything else has one", () => {
  const own = new Set(schemaNames().values());
  const added = Object.keys(document.components.schemas).filter((name) => !own.has(name));
  expect(added).toEqual(["RepetitionInput", "RuleInput"]);
});

test("a body is a named schema or a list of one", () => {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  const bodies = operations.flatMap(({ requestBody = {}, responses }) => [
    requestBody,
    ...Object.values(responses),
  ]);
  const contents = bodies.flatMap(({ content = {} }) => Object.entries(content));
  const unnamed = contents.filter(
    ([, { schema }]) => !("$ref" in ("items" in schema ? (schema.items as object) : schema)),
  );
  expect(unnamed).toEqual([["text/plain", { schema: { type: "string" } }]]);
  expect(contents.length).toBeGreaterThan(100);
});

test("an object used in two places has a name", () => {
  const objects = [...partsOf(document)].filter(
    // A single field is the kind of a variant without others, such as `in` of a contest.
    ([, part]) => "properties" in part && Object.keys(part.properties as object).length > 1,
  );
  expect(alike(objects)).toEqual([]);
  expect(objects.length).toBeGreaterThan(200);
});

test("the typed client accepts what a route accepts and nothing else", () => {
  type Rule = { deny: []; allow: "everyone"; onDoubt: "admit"; matches: "probable" };
  expectTypeOf<object>().toExtend<RuleInput>();
  expectTypeOf<Rule>().toExtend<RuleInput>();
  const asked = async (client: GraticuleClient) => {
    // @ts-expect-error: it has no query.
    await client.GET("/api/account/keys", { params: { query: { page: 1 } } });
    // @ts-expect-error: it has a parameter in its path.
    await client.GET("/api/rooms/{room}");
    // @ts-expect-error: it has a body.
    await client.POST("/api/meetings");
    // @ts-expect-error: there is no such method.
    await client.PATCH("/api/account/keys");
    const gone = await client.DELETE("/api/account/keys/{id}", { params: { path: { id: "" } } });
    expectTypeOf(gone.data).toEqualTypeOf<undefined>();
    return await client.GET("/api/account/keys");
  };
  expectTypeOf(asked).returns.resolves.toHaveProperty("error");
  expectTypeOf<Awaited<ReturnType<typeof asked>>["error"]>().toEqualTypeOf<Problem | undefined>();
});
