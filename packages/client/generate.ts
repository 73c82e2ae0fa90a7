import { createConfig } from "@redocly/openapi-core";
import openapiTypes, { astToString } from "openapi-typescript";
import ts from "typescript";

const head = `// Made from the service's OpenAPI document by \`npm run client\`; not to be edited.
/** Parameters of an operation, and no others than these. */
type Takes<P> = P & { [K in Exclude<"query" | "header" | "path" | "cookie", keyof P>]?: never };
type Path<P> = Takes<{ path: P }>;
type Json<T> = { content: { "application/json": T } };
type Nothing = { content?: never };
type Problems<Status extends number> = {
    [S in Status]: { content: { "application/problem+json": Problem } };
};

`;

/** What may be left out may also be undefined, as in the schemas themselves. */
function orUndefined(property: ts.PropertySignature): ts.PropertySignature {
  const { modifiers, name, questionToken, type } = property;
  if (questionToken === undefined || type === undefined) return property;
  const { factory, SyntaxKind } = ts;
  const either = [type, factory.createKeywordTypeNode(SyntaxKind.UndefinedKeyword)];
  const both = factory.createUnionTypeNode(either);
  return factory.updatePropertySignature(property, modifiers, name, questionToken, both);
}

/** The text of src/contract.ts for an OpenAPI document. Where the service runs is left out. Rejects what is not OpenAPI. */
export async function contractOf(document: Readonly<Record<string, unknown>>): Promise<string> {
  const { servers: _here, ...rest } = document;
  const options = {
    redocly: await createConfig({ rules: { struct: "error", "no-unresolved-refs": "error" } }),
    alphabetize: true,
    exportType: true,
    // What has a default may be left out of what is taken, and `required` says that it is in answers.
    defaultNonNullable: false,
    transformProperty: orUndefined,
  };
  const text = astToString(await openapiTypes(JSON.stringify(rest), options));
  return head + withSchemasByName(withoutNoise(text));
}

/** What the generator writes at each operation for what is not there, or at length for what is alike everywhere. */
function withoutNoise(text: string): string {
  return (
    text
      // No path has parameters of its own; an operation takes some, or none.
      .replace(/^ {8}parameters: \{\n( +\w+\?: never;\n)+ {8}\};\n/gm, "")
      .replace(/^( {12}parameters: )(\{\n.*?^ {12}\});/gms, (_, key, parameters) => {
        const taken = parameters.replace(/^ +\w+\?: never;\n/gm, "");
        return `${key}Takes<${taken}>;`;
      })
      .replace(/Takes<\{\s+\}>/g, "Takes<{}>")
      .replace(/Takes<\{\s+path: (\{[^}]*\});\s+\}>/g, (_, path) => {
        return `Path<${path.replace(/^ {4}/gm, "")}>`;
      })
      // Other methods, bodies and headers that are not described, and comments that repeat the type.
      .replace(/^ +(get|put|post|delete|options|head|patch|trace|requestBody)\?: never;\n/gm, "")
      .replace(/^ +headers: \{\s+\[name: string\]: unknown;\s+\};\n/gm, "")
      .replace(/^ +\/\*\* @(description Default Response|enum \{string\}|constant) \*\/\n/gm, "")
      // Bodies and answers.
      .replace(/\{\s+content: \{\s+"application\/json": (.+);\s+\};\s+\}/g, "Json<$1>")
      .replace(/\{\s+content\?: never;\s+\}/g, "Nothing")
      .replace(/^( {12}responses: )(\{\n.*?^ {12}\});/gms, (_, key, answers) => {
        const problem = /^ +(\d+): components\["responses"\]\["Problem"\];\n/gm;
        const codes = [...answers.matchAll(problem)].map(([, code]) => code).join(" | ");
        return `${key}Problems<${codes}> & ${answers.replace(problem, "")};`;
      })
  );
}

/** `components["schemas"]["Meeting"]` becomes a type `Meeting`; nothing else of the components is used any more. */
function withSchemasByName(text: string): string {
  const [, paths = ""] = /^(export type paths = .*?^\};\n)/ms.exec(text) ?? [];
  const [, schemas = ""] = /^ {4}schemas: \{\n(.*?)^ {4}\};\n/ms.exec(text) ?? [];
  const types = schemas.replace(/^ {8}/gm, "").replace(/^(\w+): /gm, "export type $1 = ");
  return (paths + types).replace(/components\["schemas"\]\["(\w+)"\]/g, "$1");
}
