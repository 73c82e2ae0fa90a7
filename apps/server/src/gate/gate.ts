import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import type { GateProblem } from "@graticule/api/meetings";
import type { ClientStream } from "../cluster/forwarded.ts";
import { answerTo, outage } from "../decision/gate-answer.ts";
import { outcomeOf } from "../decision/outcome.ts";
import { type EngineKey, mintRequestToken } from "../media/engine-token.ts";
import type { PlacedEngine, Service } from "../media/placed-engine.ts";
import type { Counters } from "../presence/counters.ts";
import type { AdmissionNews } from "../presence/events.ts";
import type { WhoWasInside } from "../presence/first-list.ts";
import type { GateAnswer, Seat } from "../presence/seats.ts";
import {
  answerHeaders,
  answerToEngine,
  invalidRequest,
  noMedia,
  notFound,
  rawAnswer,
  tooMany,
  unauthorized,
} from "./answers.ts";
import type { Fault } from "./client-frames.ts";
import { Deadlines, type DeadlineTimes, usualTimes } from "./deadlines.ts";
import { askDoor, type DoorParts } from "./door.ts";
import type { OtherGates } from "./elsewhere.ts";
import { type FloodEnd, FloodGuard, type FloodLimits, usualFloodLimits } from "./flood-limits.ts";
import { Leg, type LegEvents, onError, sendLast } from "./leg.ts";
import { looksLikeEngine, parseSignalTarget, type SignalRequest } from "./signal-path.ts";
import { type VerifiedToken, verifyToken } from "./token.ts";
import { readUpgradeHeaders, type UpgradeHeaders, valuesIn } from "./upgrade-request.ts";
import { createUpstream, type Upstream } from "./upstream.ts";

export interface GateParts extends DoorParts {
  /** Where a room's connections go; undefined: nowhere now. */
  readonly engineOf: (room: string) => GateEngine | undefined;
  /** Where a loaded room stands with its engine. Absent: it is always `served`. */
  readonly serviceOf?: PlacedEngine["serviceOf"];
  /** Asked before a connection is judged. Absent: nobody was inside before. */
  readonly whoWasInside?: WhoWasInside;
  readonly clientAddress: (request: IncomingMessage) => string;
  readonly counters: Counters;
  /** Backends' rooms alone: who joins a meeting is known when its page asks. */
  readonly news?: Pick<AdmissionNews, "joined" | "refused" | "withheld">;
  readonly keyUsed?: (keyId: string) => void;
  readonly publicUrl: string;
  /** Of several instances. */
  readonly otherGates?: OtherGates | undefined;
  readonly floodLimits?: FloodLimits;
  /** For tests. */
  readonly times?: Partial<DeadlineTimes>;
}

export interface GateEngine {
  readonly url: string;
  /** Its own, with which every token for it is signed. */
  readonly key: EngineKey;
  /** It may be gone. Who comes waits until it answers again, or the room has another. */
  readonly isInDoubt: boolean;
  /** Told when it took no connection. */
  suspect(): void;
}

export type Gate = ReturnType<typeof createGate>;

/** The one public way to the engine's signalling port. */
export function createGate(parts: GateParts) {
  const gate = new SignalGate(parts);
  return {
    /** Listener for the server's `upgrade` event: answers every upgrade. */
    handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      gate.upgrade(request, socket as ClientStream, head),
    /**
     * For every ordinary request, before any router. True if it was answered here: the two validate
     * paths, and everything that looks like one of the engine's (404).
     */
    handleRequest: (request: IncomingMessage, response: ServerResponse) =>
      gate.request(request, response),
    /**
     * Ends a room's connections, so that its people come back at once: their engine answers no more,
     * or is to be left. To be called in the same turn in which the room got its new engine.
     * @param afterMs those that stand may stay for so long
     */
    sendAgain: (room: string, afterMs?: number) => gate.sendAgain(room, afterMs),
    /** Ends all connections, which the server's own close does not. */
    close: () => gate.close(),
    /** How many connections are open or being opened. */
    connections: () => gate.legs.size,
  };
}

interface Incoming {
  readonly signal: SignalRequest;
  readonly token: VerifiedToken;
}

interface From {
  readonly address: string;
  readonly request: IncomingMessage;
  /** Another object once it had to wait for its room's next owner. */
  socket: ClientStream;
  readonly head: Buffer;
  /** When its request arrived, in monotonic ms. */
  readonly arrivedAt: number;
  /** See {@link FloodGuard.begin}. */
  readonly end: FloodEnd;
}

/** What the gate has to remember of a connection until the engine answers. */
type Handshake = Pick<From, "end" | "arrivedAt">;

/**
 * How long someone waits for an engine in doubt, or for their room to move: some clients wait 5 s for
 * an answer.
 */
const doubtMs = 4_000;
const doubtPauseMs = 50;

class SignalGate implements LegEvents {
  readonly legs = new Map<Leg, Seat>();
  readonly #parts: GateParts;
  readonly #upstreams = new Map<string, Upstream>();
  readonly #flood: FloodGuard;
  readonly #handshakes = new Map<Leg, Handshake>();
  readonly #deadlines: Deadlines;
  readonly #handshakeMs: number;
  #closed = false;

  constructor(parts: GateParts) {
    this.#parts = parts;
    this.#flood = new FloodGuard(parts.floodLimits ?? usualFloodLimits);
    const times = { ...usualTimes, ...parts.times };
    this.#handshakeMs = times.handshakeMs;
    const legs = () => this.legs.keys();
    this.#deadlines = new Deadlines(times, legs, (leg) => leg.refuse(outage));
  }

  upgrade(request: IncomingMessage, socket: ClientStream, head: Buffer): void {
    socket.on("error", onError);
    const arrivedAt = performance.now();
    const address = this.#parts.clientAddress(request);
    const end = this.#flood.begin(address, () => this.#insider(request, "upgrade"));
    if (end === undefined) {
      this.#answer(socket, tooMany);
      return;
    }
    const from = { address, request, socket, head, arrivedAt, end };
    this.#ask(from)
      .catch(() => outage)
      .then((answer) => {
        if (answer === undefined) return;
        end(answer === "left");
        if (answer === "left") from.socket.destroy();
        else this.#answer(from.socket, answer);
      })
      .catch(() => socket.destroy());
  }

  async #ask(from: From): Promise<GateAnswer | "left" | undefined> {
    if (this.#closed) return outage;
    const { request, address } = from;
    const incoming = this.#read(request, "upgrade");
    if ("problem" in incoming) return incoming;
    const headers = request.httpVersion === "1.1" && readUpgradeHeaders(request.rawHeaders);
    if (!headers) return invalidRequest("This isn't a plain WebSocket handshake.");
    const { token, signal } = incoming;
    const asked = Object.assign(from, { key: headers.key, resumes: signal.reconnect });
    const elsewhere = (await this.#parts.otherGates?.upgrade(token.room, asked, address)) ?? "here";
    if (elsewhere === "done") from.end(true);
    if (elsewhere !== "here") return elsewhere === "done" ? undefined : elsewhere;
    return await this.#decide(incoming, headers, from);
  }

  async #decide(incoming: Incoming, headers: UpgradeHeaders, from: From) {
    const { token, signal } = incoming;
    const { room } = token;
    await this.#settled(room);
    const { address, socket } = from;
    const question = { token, address, reconnect: signal.reconnect, client: socket };
    let unplaced: GateAnswer | undefined;
    const answer = await askDoor(this.#parts, question, () => {
      unplaced = this.#closed ? outage : this.#enter(incoming, headers, from);
    });
    if (answer !== undefined && answer !== "left") this.#tellRefused(room, answer.problem);
    return unplaced ?? answer;
  }

  #serviceOf(room: string): Service {
    return this.#parts.serviceOf?.(room) ?? "served";
  }

  #noMedia(room: string): GateAnswer {
    return noMedia(this.#parts.directory.find(room)?.mediaRegion);
  }

  #isUnsettled(room: string): boolean {
    if (this.#closed) return false;
    return this.#parts.engineOf(room)?.isInDoubt === true || this.#serviceOf(room) === "moving";
  }

  /**
   * Waits while the room's engine may be gone, or is about to be another one, and until it is known who was inside.
   * Refused at once, a client would come again only after pauses that grow.
   */
  async #settled(room: string): Promise<void> {
    const { directory } = this.#parts;
    // Until then it isn't known where the room has to be.
    await directory.load(room);
    const giveUpAt = performance.now() + doubtMs;
    while (this.#isUnsettled(room) && performance.now() < giveUpAt) await delay(doubtPauseMs);
    await this.#parts.whoWasInside?.(room);
  }

  #tellRefused(room: string, { code, status }: GateProblem): void {
    if (code !== "refused" || status === 451) return;
    if (this.#isBackends(room)) this.#parts.news?.refused(room);
  }

  #isBackends(room: string): boolean {
    const policy = this.#parts.directory.find(room);
    return policy !== undefined && policy.meetingCode === undefined;
  }

  /** Answers if the room has no engine, or none that its host wants. */
  #enter({ signal, token }: Incoming, headers: UpgradeHeaders, from: From): GateAnswer | undefined {
    const { room, identity } = token;
    const engine = this.#parts.engineOf(room);
    const service = this.#serviceOf(room);
    if (service === "none") return this.#noMedia(room);
    if (engine === undefined || service === "moving") return outage;
    const to = this.#upstreamTo(engine);
    const upstream = to.connect();
    // In a backend's room the engine removes, so that the backend sees the reason.
    const who = { room, identity, address: from.address, leavable: !this.#isBackends(room) };
    const leg = new Leg(who, { client: from.socket, upstream, early: from.head }, this);
    // INVARIANT: the seat is known before the engine is, so that no change is missed in between.
    this.legs.set(leg, this.#parts.seats.register(leg));
    this.#handshakes.set(leg, from);
    this.#deadlines.began(leg);
    const engineToken = mintRequestToken(token.claims, engine.key);
    const target = `${signal.path}${signal.query === "" ? "" : `?${signal.query}`}`;
    upstream.write(to.upgradeRequest(target, engineToken, headers), "latin1");
    from.socket.setTimeout(0);
    return undefined;
  }

  #upstreamTo({ url }: GateEngine): Upstream {
    const known = this.#upstreams.get(url);
    if (known !== undefined) return known;
    const made = createUpstream(url);
    this.#upstreams.set(url, made);
    return made;
  }

  request(request: IncomingMessage, response: ServerResponse): boolean {
    const target = request.url ?? "";
    if (!looksLikeEngine(target)) return false;
    if (request.method === "OPTIONS") {
      response.writeHead(204, preflight).end();
      return true;
    }
    const end = this.#flood.begin(this.#parts.clientAddress(request), () =>
      this.#insider(request, "question"),
    );
    const answered =
      end === undefined ? Promise.resolve(tooMany) : this.#validate(request, response);
    answered
      .catch(() => outage)
      .then((answer) => {
        end?.(answer === undefined || answer === "done");
        if (answer === "done") return;
        if (answer === undefined) response.writeHead(200, success).end("success");
        else {
          if (answer.counted !== undefined) this.#parts.counters.count(answer.counted);
          const { problem } = answer;
          response.writeHead(problem.status, answerHeaders(problem, this.#parts.publicUrl));
          response.end(JSON.stringify(problem));
        }
      })
      .catch(() => response.destroy());
    return true;
  }

  async #validate(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<GateAnswer | "done" | undefined> {
    const incoming = this.#read(request, "question");
    if ("problem" in incoming) return incoming;
    const { signal, token } = incoming;
    const address = this.#parts.clientAddress(request);
    const asked = { request, response };
    const elsewhere = (await this.#parts.otherGates?.request(token.room, asked, address)) ?? "here";
    if (elsewhere !== "here") return elsewhere;
    await this.#settled(token.room);
    const question = { token, address, reconnect: false, client: response };
    const answer = await askDoor(this.#parts, question, () => undefined);
    if (answer === "left") return "done";
    if (answer !== undefined) return answer;
    const engine = this.#parts.engineOf(token.room);
    const service = this.#serviceOf(token.room);
    if (service === "none") return this.#noMedia(token.room);
    if (engine === undefined || service === "moving") return outage;
    const engineToken = mintRequestToken(token.claims, engine.key);
    const url = `${this.#upstreamTo(engine).url}${signal.path}/validate?${signal.query}`;
    const reply = await fetch(url, {
      headers: { authorization: `Bearer ${engineToken}` },
      redirect: "manual",
      signal: AbortSignal.timeout(this.#handshakeMs),
    });
    await reply.arrayBuffer();
    const verdict = this.#parts.judge.judge(token.room, { address, identity: token.identity });
    const engineAnswer = reply.status === 200 ? undefined : answerToEngine(reply.status);
    return answerTo(outcomeOf(verdict)) ?? engineAnswer;
  }

  /** Someone by a good token who has a seat of this instance, or had one a moment ago. */
  #insider(request: IncomingMessage, asked: "upgrade" | "question"): string | undefined {
    const incoming = this.#read(request, asked);
    if ("problem" in incoming) return undefined;
    const { room, identity } = incoming.token;
    return this.#parts.seats.remembers(room, identity) ? `${room} ${identity}` : undefined;
  }

  #read(request: IncomingMessage, asked: "upgrade" | "question"): Incoming | GateAnswer {
    if (request.method !== "GET") return notFound;
    const authorization = valuesIn(request.rawHeaders, "authorization");
    const outcome = parseSignalTarget(request.url ?? "", authorization, asked);
    if (outcome.kind === "malformed") return invalidRequest(outcome.detail);
    if (outcome.kind === "not-found") return notFound;
    const verified = verifyToken(outcome.request.token, this.#parts.keyRing, Date.now());
    switch (verified.kind) {
      case "verified":
        this.#parts.keyUsed?.(verified.token.key.id);
        return { signal: outcome.request, token: verified.token };
      case "unfit":
        return invalidRequest("The token must name a room and an identity.");
      case "malformed":
      case "unauthorized":
        return unauthorized;
    }
  }

  #answer(socket: Duplex, answer: GateAnswer): void {
    if (answer.counted !== undefined) this.#parts.counters.count(answer.counted);
    sendLast(socket, rawAnswer(answer.problem, this.#parts.publicUrl));
  }

  opening(leg: Leg): GateAnswer | undefined {
    const answer = answerTo(outcomeOf(this.#parts.judge.judge(leg.room, leg)));
    if (answer?.problem.code === "refused") {
      // The engine has given the seat already: it has to go again.
      queueMicrotask(() => this.#parts.seats.moved(leg.room, leg.identity, leg.address));
    }
    return answer;
  }

  opened(leg: Leg): void {
    const begun = this.#handshakes.get(leg);
    if (begun !== undefined) {
      this.#parts.counters.time("connection", performance.now() - begun.arrivedAt);
    }
    this.#endHandshake(leg, true);
    const seat = this.legs.get(leg);
    const { room, identity } = leg;
    const isNew = this.#parts.seats.seatedSince(room, identity) === undefined;
    if (seat !== undefined) this.#parts.seats.established(seat, leg);
    if (isNew && this.#isBackends(room)) this.#parts.news?.joined(room, identity);
    this.#parts.counters.count("gate-admitted");
  }

  closed(leg: Leg, late: boolean): void {
    this.#endHandshake(leg, false);
    const seat = this.legs.get(leg);
    this.legs.delete(leg);
    if (seat !== undefined) this.#parts.seats.closed(seat, leg, late);
  }

  unreachable(leg: Leg): void {
    this.#parts.engineOf(leg.room)?.suspect();
  }

  refused(_leg: Leg, answer: GateAnswer): string {
    if (answer.counted !== undefined) this.#parts.counters.count(answer.counted);
    return rawAnswer(answer.problem, this.#parts.publicUrl);
  }

  broken(_leg: Leg, fault: Fault): void {
    this.#parts.counters.count(fault === 1009 ? "gate-too-long" : "gate-bad-frame");
  }

  stalled(leg: Leg): void {
    this.#deadlines.stalled(leg);
  }

  flowing(leg: Leg): void {
    this.#deadlines.flowing(leg);
  }

  sendAgain(room: string, afterMs = 0): void {
    const legs = this.#parts.seats.inRoom(room).flatMap((seat) => seat.legs);
    for (const leg of legs) if (afterMs === 0 || leg.state === "pending") leg.refuse(outage);
    if (afterMs === 0) return;
    setTimeout(() => {
      for (const leg of legs) leg.refuse(outage);
    }, afterMs).unref();
  }

  close(): void {
    this.#closed = true;
    this.#parts.otherGates?.close();
    for (const leg of [...this.legs.keys()]) leg.cut();
    this.#deadlines.close();
  }

  #endHandshake(leg: Leg, admitted: boolean): void {
    this.#handshakes.get(leg)?.end(admitted);
    this.#handshakes.delete(leg);
    this.#deadlines.answered(leg);
  }
}

const success = { "content-type": "text/plain", "access-control-allow-origin": "*" };
const preflight = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET",
  "access-control-allow-headers": "*, authorization",
  "access-control-max-age": "86400",
};
