import { expect, test } from "vitest";
import { newQueries } from "./queries.ts";
import type { lookAtSession } from "./session.ts";
import { sessionQuery } from "./use-session.ts";

type Told = Awaited<ReturnType<typeof lookAtSession>>;

test("who is signed in stays known through an outage, and is asked anew once it is forgotten", async () => {
  const queries = newQueries();
  const ask = (told: Told) =>
    queries.fetchQuery({ ...sessionQuery(queries, async () => told), staleTime: 0 });
  const offline: Told = { kind: "offline" };
  const person = { name: "Ada", email: "ada@example.org" };
  const signedIn = { kind: "ok", value: { setUp: true, person } } as Told;
  const signedOut = { kind: "ok", value: { setUp: true } } as Told;
  expect(await ask(offline)).toEqual(offline);
  expect(await ask(signedIn)).toEqual(signedIn);
  expect(await ask(offline)).toEqual(signedIn);
  expect(await ask(signedOut)).toEqual(signedOut);
  await queries.resetQueries();
  expect(await ask(offline)).toEqual(offline);
});
