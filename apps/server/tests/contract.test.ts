import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApiService, startApiService } from "./api-service.ts";
import { startTestDatabase, type TestDatabase } from "./harness.ts";

let database: TestDatabase;
let service: ApiService;

beforeAll(async () => {
  database = await startTestDatabase();
  service = await startApiService(database);
});

afterAll(async () => {
  await service?.stop();
  await database?.stop();
});

const client = join(import.meta.dirname, "../../../packages/client");
const typesFile = join(client, "src/contract.ts");

/** Of the generator's TypeScript, which is another one than ours. */
interface PropertySignature {
  readonly questionToken: object | undefined;
  readonly modifiers: object;
  readonly name: object;
  readonly type: object;
}

const head = `// Made from the service's OpenAPI document by \`npm run client\`; not to be edited.
`;

/** The generator needs a TypeScript of its own, which lies with it in the client's folder. */
async function typesOf(document: object): Promise<string> {
  const require = createRequire(join(client, "package.json"));
  const generator = await import(require.resolve("openapi-typescript"));
  const ts = require("typescript");
  const undefinedType = ts.factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword);
  /** What may be left out may also be undefined, as in the schemas themselves. */
  const transformProperty = (property: PropertySignature): PropertySignature =>
    property.questionToken === undefined
      ? property
      : ts.factory.updatePropertySignature(
          property,
          property.modifiers,
          property.name,
          property.questionToken,
          ts.factory.createUnionTypeNode([property.type, undefinedType]),
        );
  const options = { alphabetize: true, exportType: true, transformProperty };
  const syntax = await generator.default(document, options);
  return head + generator.astToString(syntax);
}

test("the typed client has the types of the service's own OpenAPI document", async () => {
  const answered = await service.ask("GET", "/openapi.json");
  const { servers: _here, ...document } = answered.json;
  const types = await typesOf(document);
  if (process.env["GRATICULE_CLIENT"] === "1") writeFileSync(typesFile, types);
  expect(readFileSync(typesFile, "utf8"), "run: npm run client").toBe(types);
});
