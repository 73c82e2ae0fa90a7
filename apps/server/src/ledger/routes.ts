import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { parseResourcePath } from "@graticule/ledger/tile";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { type ClientAddressOf, type RequestLimits, takeOrRefuse } from "../http/limits.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import type { App } from "../http/routing.ts";
import type { LedgerFiles } from "./ledger.ts";

export interface LedgerRouteParts {
  readonly ledgerFiles: LedgerFiles;
  /** Undefined: the key can't be read. */
  readonly ledgerKeys: () => readonly string[] | undefined;
  readonly limits: Pick<RequestLimits, "log">;
  readonly addressOf: ClientAddressOf;
}

const compress = promisify(gzip);
/** The program with which outsiders check the log, as it was built. */
const verifier = join(import.meta.dirname, "../../../verify/dist/verify.mjs");
const textParams = z.object({
  leaf: z.string().regex(/^(0|[1-9]\d{0,14})$/),
  file: z.string().regex(/^[a-zA-Z]{1,20}\.json$/),
});
/** Files, not an API: their form is c2sp.org/tlog-tiles'. */
const schema = { hide: true };

/** The log as static files. Nobody is asked who they are, and any page may read it. */
export function registerLedgerRoutes(app: App, parts: LedgerRouteParts): void {
  const { ledgerFiles, ledgerKeys, limits, addressOf } = parts;

  const open = (request: FastifyRequest, reply: FastifyReply): void => {
    reply.header("access-control-allow-origin", "*");
    reply.header("cross-origin-resource-policy", "cross-origin");
    takeOrRefuse(limits.log, addressOf(request));
  };
  /** Asked when the answer is there: the log may have been found unsound while it was read. */
  const mustBeSound = (): void => {
    if (!ledgerFiles.isSound()) throw new ProblemError(problemOf("cannot-check"));
  };
  const plain = (reply: FastifyReply, body: Uint8Array | string, type = "plain") =>
    reply
      .header("cache-control", "no-cache")
      .type(`text/${type}; charset=utf-8`)
      .serializer((text: unknown) => text as string)
      .send(Buffer.from(body));

  app.get("/log/checkpoint", { schema }, async (request, reply) => {
    open(request, reply);
    const checkpoint = await ledgerFiles.checkpoint();
    if (checkpoint === undefined) throw new ProblemError(problemOf("cannot-check"));
    return plain(reply, checkpoint);
  });

  app.get("/log/key", { schema }, async (request, reply) => {
    open(request, reply);
    const keys = ledgerKeys();
    if (keys === undefined) throw new ProblemError(problemOf("cannot-check"));
    return plain(reply, keys.map((key) => `${key}\n`).join(""));
  });

  app.get("/log/verify.mjs", { schema }, async (request, reply) => {
    open(request, reply);
    const program = await readFile(verifier).catch(() => undefined);
    if (program === undefined) throw new ProblemError(problemOf("not-found"));
    return plain(reply, program, "javascript");
  });

  app.get(
    "/log/tile/*",
    { schema: { ...schema, params: z.object({ "*": z.string() }) } },
    async (request, reply) => {
      open(request, reply);
      const resource = parseResourcePath(`tile/${request.params["*"]}`);
      const bytes = resource && (await ledgerFiles.file(resource));
      mustBeSound();
      if (resource === undefined || bytes === undefined) {
        throw new ProblemError(problemOf("not-found"));
      }
      // A partial one is of one size for ever, too.
      reply.header("cache-control", "public, max-age=31536000, immutable");
      reply.type("application/octet-stream").serializer((body: unknown) => body as string);
      if (resource.kind === "tile") return reply.send(Buffer.from(bytes));
      // Hashes don't get shorter; entries do.
      reply.header("vary", "accept-encoding");
      if (!takesGzip(request)) return reply.send(Buffer.from(bytes));
      return reply.header("content-encoding", "gzip").send(await compress(bytes));
    },
  );

  app.get(
    "/log/text/:leaf/:file",
    { schema: { ...schema, params: textParams } },
    async (request, reply) => {
      open(request, reply);
      const { leaf, file } = request.params;
      const found = await ledgerFiles.text(Number(leaf), file.slice(0, -".json".length));
      mustBeSound();
      if (found === "absent") throw new ProblemError(problemOf("not-found"));
      if (found === "taken-down") {
        const detail = "This text was taken down. An entry in the log says so, and why.";
        const problem = problemOf("not-found", { status: 410, detail });
        throw new ProblemError({ ...problem, title: "This text was taken down" });
      }
      // No cache shows it longer than we do.
      return reply.header("cache-control", "no-cache").send(found);
    },
  );
}

function takesGzip({ headers }: FastifyRequest): boolean {
  const offers = String(headers["accept-encoding"] ?? "").split(",");
  return offers.some((offer) => /^\s*(gzip|\*)\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(offer));
}
