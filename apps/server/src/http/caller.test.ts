import fastify from "fastify";
import { expect, test } from "vitest";
import type { App } from "./routing.ts";
import { declareCallers } from "./routing.ts";

function newApp(): App {
  const app = fastify() as unknown as App;
  declareCallers(app);
  return app;
}

test("an API route that doesn't say who may call it stops the start", () => {
  const app = newApp();
  expect(() => app.get("/api/new", () => null)).toThrow("GET /api/new does not say");
  expect(() => app.get("/api/new", { schema: { hide: true } }, () => null)).toThrow();
  expect(() => app.get("/described", () => null)).toThrow();
  app.get("/file", { schema: { hide: true } }, () => null);
  expect(app.declaredRoutes).toEqual([]);
});

test("a route doesn't declare its credentials itself", () => {
  const schema = { security: [{ session: [] }] };
  const options = { config: { caller: "anyone" }, schema } as const;
  expect(() => newApp().get("/api/new", options, () => null)).toThrow("follows from");
});

test("a route's credentials follow from who may call it, and a shared schema stays unchanged", () => {
  const app = newApp();
  const described = new Map<string, unknown>();
  app.addHook("onRoute", ({ method, schema }) => {
    described.set(String(method), schema);
  });
  const schema = { summary: "One" };
  app.get("/api/one", { config: { caller: "backend" }, schema }, () => null);
  app.put("/api/one", { config: { caller: "anyone" }, schema }, () => null);
  const asked = { ...schema, security: [{ apiKey: [] }] };
  expect(Object.fromEntries(described)).toEqual({ GET: asked, HEAD: asked, PUT: schema });
  expect(schema).toEqual({ summary: "One" });
  const url = "/api/one";
  expect(app.declaredRoutes).toEqual([
    { method: "GET", url, caller: "backend" },
    { method: "HEAD", url, caller: "backend" },
    { method: "PUT", url, caller: "anyone" },
  ]);
});
