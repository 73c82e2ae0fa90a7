import fastify from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { expect, onTestFinished, test } from "vitest";
import { listenForPeers, secret } from "../../tests/peers.ts";
import { registerDeliveryRoutes } from "../delivery/routes.ts";
import type { App } from "../http/routing.ts";
import { Forwarder } from "./forwarder.ts";
import { createPeerTls } from "./peer-tls.ts";
import { routeToOwner } from "./route-to-owner.ts";

// Broken on purpose: the forwarder reads 512 kB of any request.
test("what is forwarded may be as long as its route takes: the welcome of a large meeting", async () => {
  const sizes: number[] = [];
  const { peer } = await listenForPeers("one", {
    onRequest: async (request, response) => {
      const parts: Buffer[] = await request.toArray();
      sizes.push(Buffer.concat(parts).length);
      response.writeHead(204).end();
    },
  });
  const app = fastify() as unknown as App;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  const forwarder = new Forwarder({
    tls: createPeerTls({ secret }),
    publicUrl: "http://meet.test",
    count: () => undefined,
  });
  onTestFinished(async () => {
    forwarder.close();
    await app.close();
  });
  routeToOwner(app, {
    owners: { find: async () => ({ kind: "peer", peer }) },
    forwarder,
    addressOf: () => "192.0.2.1",
    roomOf: async () => "room",
    count: () => undefined,
  });
  registerDeliveryRoutes(app, { deliveries: {} as never });
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  const post = async (path: string, body: string) =>
    (await fetch(`${url}${path}`, { method: "POST", body })).status;
  const commit = {
    kind: "commit",
    group: "g",
    epoch: 1,
    commit: "a",
    welcome: "a".repeat(1_500_000),
  };
  const body = JSON.stringify(commit);
  expect(await post("/api/joins/j/keys", body)).toBe(204);
  expect(sizes).toEqual([body.length]);
  expect(await post("/api/joins/j/keys", "a".repeat(2_001_001))).toBe(413);
});
