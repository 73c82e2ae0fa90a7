import { existsSync } from "node:fs";
import { join, sep } from "node:path";
import fastifyStatic from "@fastify/static";
import { type App, sendProblem } from "./app.ts";
import { problemOf } from "./problem.ts";

const dist = join(import.meta.dirname, "../../../web/dist");

/**
 * The web page as it was built. Files whose names carry a hash never change; every path that names
 * no file is a page of the application, which finds its way by itself.
 */
export async function registerPages(app: App, publicUrl: string, root = dist): Promise<void> {
  const notFound = problemOf("not-found");
  if (!existsSync(join(root, "index.html"))) {
    app.log.warn("the web page is not built: only the API answers");
    return;
  }
  const hashed = join(root, "assets") + sep;
  await app.register(fastifyStatic, {
    root,
    schemaHide: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.startsWith(hashed);
      reply.header("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  app.setNotFoundHandler((request, reply) => {
    const wantsPage = /\btext\/html\b/.test(request.headers.accept ?? "");
    const isRead = request.method === "GET" || request.method === "HEAD";
    if (!wantsPage || !isRead || request.url.startsWith("/api/")) {
      return sendProblem(reply, notFound, publicUrl);
    }
    return reply.header("cache-control", "no-cache").sendFile("index.html");
  });
}
