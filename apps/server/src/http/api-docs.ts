import { randomBytes } from "node:crypto";
import swagger, { type SwaggerTransformObject } from "@fastify/swagger";
import scalar from "@scalar/fastify-api-reference";
import { version } from "../config/version.ts";
import type { App } from "./routing.ts";
import { answered, referToSchemas, withSchemas } from "./schema-names.ts";

const description = `Meetings with limits by place, applied when people join and during the call.

Errors are problem details (RFC 9457) with a \`code\` from a fixed list. Someone who can't join gets 403
if a rule is the reason, and 451 if a government's order is. Both say why, in \`refusal\`.

Where several instances run, a change that must hold at once is answered with 202 in place of 200, 201 or 204
if it is stored, but may not be in force at every instance yet. Such an answer has the header
\`graticule-in-force: not-yet\`.`;

/** Must be called before the routes are registered. */
export async function registerOpenApi(app: App, publicUrl: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Graticule", version, description, license: { name: "Apache-2.0" } },
      servers: [{ url: publicUrl }],
      components: {
        securitySchemes: {
          session: { type: "apiKey", in: "cookie", name: "graticule.session_token" },
          managementSecret: {
            type: "http",
            scheme: "bearer",
            description: "The secret after the # sign of a meeting's host link.",
          },
          join: {
            type: "apiKey",
            in: "header",
            name: "authorization",
            description: "`Join <joinId>.<key>`: someone inside who may act as host.",
          },
          metricsToken: {
            type: "http",
            scheme: "bearer",
            description: "The METRICS_TOKEN set on the service.",
          },
          joinKey: { type: "http", scheme: "bearer", description: "The key of this join." },
          apiKey: {
            type: "http",
            scheme: "basic",
            description: "The id and secret of an account's API key.",
          },
        },
      },
    },
    transform: referToSchemas,
    transformObject: whole,
  });
}

interface Operation {
  readonly parameters?: readonly unknown[];
  readonly requestBody?: unknown;
  readonly security?: readonly unknown[];
  readonly responses?: object;
}

/** Adds the problems that routes have in common, and the schemas. */
const whole: SwaggerTransformObject = (made) => {
  if (!("openapiObject" in made)) return made.swaggerObject;
  const document = withSchemas(withProblems(made.openapiObject as Document));
  return document as ReturnType<SwaggerTransformObject>;
};

interface Document {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: object;
}

/**
 * Adds the problems that follow from what a route takes: 400 if it reads something, 401 and 403 if
 * it authenticates, 429 always. What a route itself declares stays.
 */
function withProblems(document: Document): Document {
  const problem = { $ref: "#/components/responses/Problem" };
  const complete = (operation: Operation): Operation => {
    const { parameters = [], requestBody, security = [], responses } = operation;
    const reads = parameters.length > 0 || requestBody !== undefined;
    const asks = security.length > 0;
    const problems = [...(reads ? [400] : []), ...(asks ? [401, 403] : []), 429];
    const own = Object.fromEntries(problems.map((code) => [code, problem]));
    return { ...operation, responses: { ...own, ...responses } };
  };
  const paths = Object.entries(document.paths ?? {}).map(([path, item]) => {
    const operations = Object.entries(item).map(([method, one]) => [method, complete(one)]);
    return [path, Object.fromEntries(operations)];
  });
  const content = { "application/problem+json": { schema: answered("Problem") } };
  const responses = { Problem: { description: "A problem (RFC 9457)", content } };
  return {
    ...document,
    paths: Object.fromEntries(paths),
    components: { ...document.components, responses },
  };
}

/** `/openapi.json`, and a page at `/docs` that reads it, all served from here. */
export async function registerApiDocs(app: App): Promise<void> {
  let contract: Buffer | undefined;
  app.get("/openapi.json", { schema: { hide: true } }, async (_request, reply) => {
    contract ??= Buffer.from(JSON.stringify(app.swagger()));
    return reply
      .type("application/json")
      .serializer((body: string) => body)
      .send(contract);
  });
  // Stands in the page, which is made once; each answer gets a nonce of its own instead.
  const placeholder = randomBytes(16).toString("base64url");
  await app.register((docs, _options, done) => {
    docs.addHook("onSend", async (_request, reply, payload) => {
      const nonce = randomBytes(16).toString("base64url");
      reply.header("content-security-policy", docsPolicy(nonce));
      return typeof payload === "string" ? payload.replaceAll(placeholder, nonce) : payload;
    });
    docs.register(scalar, {
      routePrefix: "/docs",
      configuration: {
        url: "/openapi.json",
        nonce: placeholder,
        pageTitle: "Graticule API",
        withDefaultFonts: false,
        telemetry: false,
        hideClientButton: true,
        hideTestRequestButton: true,
        showDeveloperTools: "never",
        agent: { disabled: true },
        mcp: { disabled: true },
      },
    });
    done();
  });
}

/** The page needs an inline script, which the policy of our own pages forbids. */
function docsPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
