import type { FamilyPair } from "@graticule/admission/location/shares";
import {
  alive,
  type Health,
  health,
  inForceAnswer,
  readiness,
  sources,
} from "@graticule/api/rooms";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { type Everywhere, shared } from "../cluster/everywhere.ts";
import type { Config } from "../config/config.ts";
import { addressTold } from "../http/client-address.ts";
import {
  type ClientAddressOf,
  failed,
  type RequestLimits,
  refuseAfterFailures,
} from "../http/limits.ts";
import { type App, routesFor } from "../http/routing.ts";
import { hashSecret, isSecret } from "../http/secret.ts";
import type { SessionGuard } from "../http/session.ts";
import type { Sequencer } from "../ledger/sequencer.ts";
import { tellLog } from "../ledger/tell-log.ts";
import type { SourceStatus } from "../location/locator.ts";
import { correctionsId } from "../location/source-spec.ts";
import type { Metrics } from "./prometheus.ts";
import { type ReadinessParts, readinessOf } from "./readiness.ts";

export interface StatusRouteParts extends ReadinessParts {
  readonly databaseAnswers: () => Promise<boolean>;
  readonly engineAnswers: () => Promise<boolean>;
  readonly sources: () => readonly SourceStatus[];
  /** See `Locator.certain`. */
  readonly certain: () => FamilyPair | undefined;
  readonly everywhere: Everywhere;
  readonly sequencer: Pick<Sequencer, "state" | "setAside">;
  readonly metrics: Metrics;
  readonly config: Pick<Config, "metrics">;
  readonly limits: Pick<RequestLimits, "failures">;
  readonly guard: SessionGuard;
  readonly addressOf: ClientAddressOf;
}

/** How long one answer to `/healthz` is kept: asking often must not burden what is asked. */
const healthKeptMs = 1_000;

export function registerStatusRoutes(app: App, parts: StatusRouteParts): void {
  const { metrics, guard } = parts;
  const anyone = routesFor(app, "anyone", ["status"]);
  const person = routesFor(app, "person", ["status"], guard.require);
  const known = shared(parts.everywhere);
  const monitor = routesFor(app, "monitor", ["status"]);
  let last: { readonly atMs: number; readonly answer: Promise<Health> } | undefined;

  anyone.get(
    "/healthz",
    {
      summary:
        "Check that the database, the media engine and the location sources answer, and that the public log is signed",
      response: { 200: health, 503: health },
    },
    async (_request, reply) => {
      if (last === undefined || performance.now() - last.atMs > healthKeptMs) {
        last = { atMs: performance.now(), answer: askHealth(parts) };
      }
      const answer = await last.answer;
      return reply
        .code(answer.status === "ok" ? 200 : 503)
        .header("cache-control", "no-store")
        .send(answer);
    },
  );

  anyone.get(
    "/livez",
    { summary: "Check that the process answers", response: { 200: alive } },
    async (_request, reply) => reply.header("cache-control", "no-store").send({ status: "ok" }),
  );

  anyone.get(
    "/readyz",
    {
      summary: "Check whether people who join can be sent here, for load balancers",
      response: { 200: readiness, 503: readiness },
    },
    async (_request, reply) => {
      const answer = readinessOf(parts);
      return reply
        .code(answer.status === "ready" ? 200 : 503)
        .header("cache-control", "no-store")
        .send(answer);
    },
  );

  anyone.get(
    "/api/sources",
    { summary: "See where the location data comes from", response: { 200: sources } },
    async () => {
      const certain = parts.certain();
      return {
        sources: parts.sources().filter(isTold).map(tellSource),
        certain: certain && { ipv4: wholePercent(certain.ipv4), ipv6: wholePercent(certain.ipv6) },
      };
    },
  );

  person.get(
    "/api/in-force",
    {
      summary: "Check whether all that was changed until now is in force at every instance",
      response: { 200: inForceAnswer },
    },
    async () => ({ everywhere: (await known()) === "everywhere" }),
  );

  monitor.get(
    "/metrics",
    {
      summary: "Get counts in the Prometheus format, as the administrator or with METRICS_TOKEN",
      response: { 200: { content: { "text/plain": { schema: z.string() } } } },
    },
    async (request, reply) => {
      if (!readsMetrics(request, parts)) await guard.requireAdministrator(request);
      const text = await metrics.text();
      return reply
        .serializer((body: string) => body)
        .type(metrics.contentType)
        .send(text);
    },
  );
}

async function askHealth(parts: StatusRouteParts): Promise<Health> {
  const [database, engine] = await Promise.all([parts.databaseAnswers(), parts.engineAnswers()]);
  const located = parts.sources().some((source) => ["fresh", "stale"].includes(source.state));
  const said = (well: boolean) => (well ? "ok" : "failing");
  const { state: log, reason, since, setAside } = tellLog(parts.sequencer);
  return {
    status: said(database && engine && located),
    database: said(database),
    engine: said(engine),
    sources: said(located),
    log,
    logSetAside: setAside,
    ...(reason === undefined ? {} : { logReason: reason }),
    ...(since === undefined ? {} : { logSince: since }),
  };
}

/** INVARIANT: no page tells that the desk corrected a network: people who waited at a door came in then. */
export function isTold({ id }: SourceStatus): boolean {
  return id !== correctionsId;
}

export function tellSource(source: SourceStatus) {
  const { id, maker, basis, kind, licence, attribution, state, builtAt } = source;
  const built = builtAt === undefined ? {} : { builtAt: new Date(builtAt).toISOString() };
  return { id, maker, basis, kind, licence, attribution, state, ...built };
}

/** As pages say it: a share below 1 % is told as half of that, and 0 is 0. */
function wholePercent(share: number): number {
  return share > 0 && share < 0.01 ? 0.005 : Math.floor(share * 100) / 100;
}

/** @throws ProblemError `unauthorized`, `too-many` for a token that is not the one */
function readsMetrics(request: FastifyRequest, parts: StatusRouteParts): boolean {
  const { token, openToThisMachine } = parts.config.metrics;
  const [, given] = /^Bearer (\S{1,200})$/i.exec(request.headers.authorization ?? "") ?? [];
  if (given !== undefined) {
    const address = parts.addressOf(request);
    refuseAfterFailures(parts.limits.failures, address);
    if (token !== undefined && isSecret(given, hashSecret(token))) return true;
    throw failed(parts.limits.failures, address);
  }
  return openToThisMachine && isThisMachine(request, parts.addressOf);
}

const forwardingHeaders = ["x-forwarded-for", "forwarded", "x-real-ip", "via"];
const namesThisMachine = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;

/**
 * A loopback peer that no proxy speaks for, and that asks for this machine by its own name: a page of
 * another site, in a browser here, asks for that site's (DNS rebinding).
 */
function isThisMachine(request: FastifyRequest, addressOf: ClientAddressOf): boolean {
  const address = addressOf(request);
  const isLoopback = address === "::1" || address.startsWith("127.");
  return (
    isLoopback &&
    addressTold(request.raw.socket) === undefined &&
    namesThisMachine.test(request.headers.host ?? "") &&
    forwardingHeaders.every((name) => request.headers[name] === undefined)
  );
}
