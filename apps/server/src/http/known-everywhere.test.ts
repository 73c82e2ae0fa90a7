import fastify from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { expect, test } from "vitest";
import { z } from "zod";
import { awaitEverywhere } from "./known-everywhere.ts";
import { type App, routesFor } from "./routing.ts";

test("only a change that must hold at once waits, and its answer says if it isn't known everywhere", async () => {
  let known: "everywhere" | "not-yet" = "everywhere";
  let asked = 0;
  const app = fastify() as unknown as App;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  awaitEverywhere(app, async () => {
    asked += 1;
    return known;
  });
  const routes = routesFor(app, "anyone", []);
  const answer = { 200: z.object({ done: z.boolean() }) };
  const summary = "Do it";
  routes.put("/rule", { summary, holds: "everywhere", response: answer }, async () => ({
    done: true,
  }));
  routes.put("/title", { summary, response: answer }, async () => ({ done: true }));
  routes.delete(
    "/rule",
    { summary, holds: "everywhere", response: { 204: z.null() } },
    async (_, reply) => reply.code(204).send(null),
  );
  routes.put("/no", { summary, holds: "everywhere" }, async (_, reply) => reply.code(409).send());
  const ask = async (method: "PUT" | "DELETE", url: string) => {
    const { statusCode, headers, body } = await app.inject({ method, url });
    expect(headers["graticule-in-force"]).toBe(statusCode === 202 ? "not-yet" : undefined);
    return [statusCode, body];
  };

  expect(await ask("PUT", "/rule")).toEqual([200, '{"done":true}']);
  known = "not-yet";
  expect(await ask("PUT", "/rule")).toEqual([202, '{"done":true}']);
  expect(await ask("DELETE", "/rule")).toEqual([202, "null"]);
  expect(asked).toBe(3);
  expect(await ask("PUT", "/title")).toEqual([200, '{"done":true}']);
  expect(await ask("PUT", "/no")).toEqual([409, ""]);
  expect(asked).toBe(3);
});
