import { schemaNames } from "@graticule/api/names";
import {
  createJsonSchemaTransform,
  createJsonSchemaTransformObject,
} from "fastify-type-provider-zod";
import { z } from "zod";

/**
 * The type provider makes two components of each schema with an id: its output, and, as `…Input`,
 * its input. The dot distinguishes `Meeting.Input` from a schema called `MeetingInput`.
 */
const schemaRegistry = z.registry<{ id: string }>();
for (const [schema, name] of schemaNames()) schemaRegistry.add(schema, { id: `${name}.` });

const where = "#/components/schemas/";
const references = /"#\/components\/schemas\/([\w.]+)"/g;

/** Makes routes refer to the schemas that have names. */
export const referToSchemas = createJsonSchemaTransform({ schemaRegistry });

/** A reference to a schema's output. */
export const answered = (name: string) => ({ $ref: `${where}${name}.` });

const addSchemas = createJsonSchemaTransformObject({ schemaRegistry });

interface Document {
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

/**
 * Adds the schemas to which a document refers, each under one name. Only a schema whose input
 * differs from its output, for instance by a default, has a second one, `…Input`.
 */
export function withSchemas(openapiObject: object): object {
  const { components, ...rest } = addSchemas({ openapiObject }) as unknown as Document;
  const { schemas, ...others } = components;
  const texts = new Map(Object.entries(schemas).map(([id, schema]) => [id, textOf(schema)]));
  const outside = textOf({ ...rest, components: others });
  const names = namesOf(referredFrom(outside, texts), texts);
  const named = (text: string) => JSON.parse(withNames(text, names));
  const used = [...names].map(([id, name]) => [name, named(texts.get(id) ?? "")]);
  const whole = named(outside);
  return {
    ...whole,
    components: { ...whole.components, schemas: Object.fromEntries(used.sort()) },
  };
}

/** Without `additionalProperties: false`: an answer may get further fields one day. */
function textOf(value: object): string {
  return JSON.stringify(value, (key, part) =>
    key === "additionalProperties" && part === false ? undefined : part,
  );
}

/** The ids to which a text refers, and those to which these refer. */
function referredFrom(text: string, texts: ReadonlyMap<string, string>, found = new Set<string>()) {
  for (const [, id = ""] of text.matchAll(references)) {
    if (found.has(id)) continue;
    referredFrom(texts.get(id) ?? "", texts, found.add(id));
  }
  return found;
}

function withNames(text: string, names: ReadonlyMap<string, string>): string {
  return text.replace(references, (_, id: string) => `"${where}${names.get(id)}"`);
}

/** Splits the schemas whose input and output differ, then those that contain them. */
function namesOf(ids: ReadonlySet<string>, texts: ReadonlyMap<string, string>) {
  const names = new Map([...ids].map((id) => [id, id.replace(/\.(Input)?$/, "")]));
  const named = (id: string) => withNames(texts.get(id) ?? "", names);
  const isTwo = (id: string) =>
    names.get(`${id}Input`) === names.get(id) && named(`${id}Input`) !== named(id);
  for (let id = [...ids].find(isTwo); id !== undefined; id = [...ids].find(isTwo)) {
    const name = `${names.get(id)}Input`;
    if ([...names.values()].includes(name)) throw new Error(`Two schemas are called ${name}`);
    names.set(`${id}Input`, name);
  }
  return names;
}
