import { roomName } from "@graticule/api/rooms";
import { rule, ruleInput } from "@graticule/api/rules";
import { z } from "zod";
import { entityTag, expectedVersion } from "../http/if-match.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import { type App, routesFor, sendProblem } from "../http/routing.ts";
import type { OwnedRooms } from "../keys/owned-rooms.ts";
import { answerChange } from "./answer-change.ts";
import type { Rules } from "./rules.ts";

export interface RuleRouteParts {
  readonly rules: Rules;
  readonly rooms: OwnedRooms;
}

const tags = ["rules"];
const url = "/api/rooms/:room/rule";
const params = z.object({ room: roomName });

/** Rules of single rooms over the API with a key. */
export function registerRuleRoutes(app: App, { rules, rooms }: RuleRouteParts): void {
  const reading = routesFor(app, "backend", tags, (request) =>
    rooms.accountOf(request, "rooms:read"),
  );
  const writing = routesFor(app, "backend", tags, (request) => {
    const account = rooms.accountOf(request, "rules:write");
    rooms.countChange(account);
    return account;
  });

  reading.get(
    url,
    { params, summary: "Get a room's rule", response: { 200: rule } },
    async (request, reply) => {
      const { room } = request.params;
      await rooms.owned(room, request.who);
      const state = await rules.current({ kind: "room", room });
      if (state.rule === undefined) throw new ProblemError(problemOf("not-found"));
      return reply.headers(entityTag(state.version)).send(state.rule);
    },
  );

  writing.put(
    url,
    {
      holds: "everywhere",
      params,
      summary: "Set a room's rule",
      body: ruleInput,
      response: { 200: rule },
    },
    async (request, reply) => {
      const expected = expectedVersion(request);
      const { room } = request.params;
      await rooms.register(room, request.who);
      const answer = answerChange(await rules.set({ kind: "room", room }, request.body, expected));
      if ("problem" in answer) return sendProblem(reply, answer.problem);
      if (answer.rule === undefined) throw new TypeError("a rule that was set is missing");
      return reply.headers(entityTag(answer.version)).send(answer.rule);
    },
  );

  writing.delete(
    url,
    { holds: "everywhere", params, summary: "Lift a room's rule", response: { 204: z.null() } },
    async (request, reply) => {
      const expected = expectedVersion(request);
      const { room } = request.params;
      await rooms.owned(room, request.who);
      const answer = answerChange(await rules.lift({ kind: "room", room }, expected));
      if ("problem" in answer) return sendProblem(reply, answer.problem);
      return reply.headers(entityTag(answer.version)).code(204).send(null);
    },
  );
}
