import { existsSync } from "node:fs";
import { join, sep } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyRequest } from "fastify";
import { problemOf } from "./problem.ts";
import { type App, sendProblem } from "./routing.ts";

const dist = join(import.meta.dirname, "../../../web/dist");

/**
 * The web page as it was built. Files with a hash in their names never change; every path without a
 * file is a page of the application, which routes by itself.
 */
export async function registerPages(app: App, publicUrl: string, root = dist): Promise<void> {
  const moved = otherNameOf(publicUrl);
  app.addHook("onRequest", async (request, reply) => {
    if (!wantsPage(request) || !moved(request.headers.host)) return;
    await reply.header("cache-control", "no-store").redirect(`${publicUrl}${request.url}`, 307);
  });
  const isBuilt = existsSync(join(root, "index.html"));
  if (isBuilt) await registerFiles(app, root);
  else app.log.warn("the web page isn't built, so only the API answers");
  app.setNotFoundHandler((request, reply) => {
    if (!isBuilt || !wantsPage(request)) {
      return sendProblem(reply, problemOf("not-found"));
    }
    return reply.header("cache-control", "no-cache").sendFile("index.html");
  });
}

const ownNames = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Whether a request came under another loopback name than the public URL's, at the same port: a
 * browser keeps cookies and passkeys by name, and changes from a page of another name are refused.
 * Always false if the public URL is no loopback name: a proxy may ask by any.
 */
function otherNameOf(publicUrl: string): (host: string | undefined) => boolean {
  const { hostname, port } = new URL(publicUrl);
  const others = ownNames.filter((name) => name !== hostname).map((name) => `${name}:${port}`);
  return (host) => ownNames.includes(hostname) && others.includes(host ?? "");
}

async function registerFiles(app: App, root: string): Promise<void> {
  const hashed = join(root, "assets") + sep;
  await app.register(fastifyStatic, {
    root,
    schemaHide: true,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.startsWith(hashed);
      reply.header("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
}

/** Whether a browser navigates to a page, rather than a program asking the API. */
function wantsPage(request: FastifyRequest): boolean {
  const isRead = request.method === "GET" || request.method === "HEAD";
  const readsHtml = /\btext\/html\b/.test(request.headers.accept ?? "");
  return isRead && readsHtml && !request.url.startsWith("/api/");
}
