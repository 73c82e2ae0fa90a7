import { randomBytes } from "node:crypto";
import swagger from "@fastify/swagger";
import scalar from "@scalar/fastify-api-reference";
import { jsonSchemaTransform } from "fastify-type-provider-zod";
import { version } from "../version.ts";
import type { App } from "./app.ts";

const description = `Limits by place, at the door and during the call.

Errors are problem details (RFC 9457) with a \`code\` from a closed list. A refusal is 403 when a rule
is the reason and 451 when a government's order is; both say why, in \`refusal\`.`;

/** Must be registered before the routes that it describes. */
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
            description: "The secret in the fragment of a meeting's management link.",
          },
          join: {
            type: "apiKey",
            in: "header",
            name: "authorization",
            description: "`Join <joinId>.<key>`: somebody inside who may act as host.",
          },
          joinKey: { type: "http", scheme: "bearer", description: "The key of this join." },
          apiKey: {
            type: "http",
            scheme: "basic",
            description: "The id and the secret of an account's key.",
          },
        },
      },
    },
    transform: jsonSchemaTransform,
  });
}

/** `/openapi.json`, and a page at `/docs` that reads it: all of it served from here. */
export async function registerApiDocs(app: App): Promise<void> {
  let contract: Buffer | undefined;
  app.get("/openapi.json", { schema: { hide: true } }, async (_request, reply) => {
    contract ??= Buffer.from(JSON.stringify(app.swagger()));
    return reply
      .type("application/json")
      .serializer((body: string) => body)
      .send(contract);
  });
  // Stands in the page as it is made, once; each answer has a nonce of its own in its place.
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

/** The page starts by an inline script, which the policy of our own pages forbids. */
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
