import type { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { KeyRing } from "../accounts/key-ring.ts";
import { type Owners, returnMs } from "../cluster/owners.ts";
import { answerTo, outage } from "../decision/gate-answer.ts";
import type { Judge } from "../decision/judge.ts";
import { ordersBehind, outcomeOf } from "../decision/outcome.ts";
import type { SessionGuard } from "../http/session.ts";
import { joinTokenLifeSeconds } from "../media/engine-token.ts";
import type { MediaEngine } from "../media/media-engine.ts";
import type { AdmissionNews } from "../presence/events.ts";
import type { Joins } from "../presence/joins.ts";
import type { GateAnswer, Seat, Seats } from "../presence/seats.ts";
import { isReserved } from "../rooms/meeting-room.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import { foreignRoom, suspended, tooManyRooms } from "./answers.ts";
import type { VerifiedToken } from "./token.ts";

export interface DoorQuestion {
  readonly token: VerifiedToken;
  readonly address: string;
  readonly reconnect: boolean;
  /** Who asks: a socket, or where their answer goes. */
  readonly client: Duplex | ServerResponse;
}

/** Whether the client has ended its connection, or its sending side. */
const hasLeft = (client: DoorQuestion["client"]): boolean =>
  client.destroyed || ("readable" in client && !client.readable);

export interface DoorParts {
  readonly keyRing: KeyRing;
  readonly directory: RoomDirectory;
  readonly judge: Judge;
  readonly seats: Seats;
  readonly mediaEngine: MediaEngine;
  readonly owners: Pick<Owners, "holds" | "since" | "tookOver">;
  readonly news?: Pick<AdmissionNews, "withheld">;
  /** Absent: nobody leaves for good, nor came signed in. */
  readonly joins?: Pick<Joins, "hasLeft" | "ofSeat" | "openSignIn">;
  readonly sessions?: Pick<SessionGuard, "lasts">;
}

/** How long a connection waits while its own identity is being removed. */
const waitMs = 5_000;

/**
 * Decides one connection: whose room it is, whether it may come in from here now, and that its
 * identity is not just being removed. Answers undefined after `enter` was called, and `left` if the client
 * has gone instead.
 * INVARIANT: no await stands between `judged` and `enter`, so nothing can change in between.
 */
export async function askDoor(
  parts: DoorParts,
  question: DoorQuestion,
  enter: () => void,
): Promise<GateAnswer | "left" | undefined> {
  const { client, token } = question;
  const { room, identity } = token;
  const giveUpAt = performance.now() + waitMs;
  const early = await beforehand(token, parts);
  if (early !== undefined) return early;
  let isSeated = false;
  recallReturning(token, parts);
  while (performance.now() <= giveUpAt && !hasLeft(client)) {
    const owner = ownership(token, parts, isSeated);
    const answer =
      owner === "owned" ? judged(parts, question) : await proveOwner(owner, token, parts);
    if (answer !== undefined) return answer;
    isSeated ||= owner === "refreshed";
    if (owner !== "owned") continue;
    const seat = parts.seats.find(room, identity);
    if (seat?.removal === undefined) {
      enter();
      return undefined;
    }
    await settledBefore(seat, seat.removal, { client, giveUpAt });
  }
  return unanswered(client);
}

const unanswered = (client: DoorQuestion["client"]) => (hasLeft(client) ? "left" : outage);

async function beforehand(token: VerifiedToken, parts: DoorParts): Promise<GateAnswer | undefined> {
  if (token.key.suspended) return suspended;
  if ((await parts.directory.load(token.room)) === "outage") return outage;
  return (await outlivedSignIn(token, parts)) ? answerTo({ kind: "absent" }) : undefined;
}

/**
 * Whether the session is over with which the token's holder came. Asked where this process, since a start or a take-over, doesn't
 * know: see `Joins.sessionIs`. While the database can't be asked, people come in.
 */
async function outlivedSignIn(
  { room, identity, key, signIn }: VerifiedToken,
  { joins, seats, sessions }: DoorParts,
): Promise<boolean> {
  if (signIn === undefined || key.owner.kind !== "service") return false;
  if (joins === undefined || sessions === undefined) return false;
  if (joins.ofSeat(room, identity)?.isSignedIn || seats.find(room, identity)) return false;
  const signInId = joins.openSignIn(identity, signIn);
  if (signInId === undefined) return true;
  return (await sessions.lasts(signInId).catch(() => undefined)) === false;
}

function judged(parts: DoorParts, question: DoorQuestion): GateAnswer | undefined {
  const { token, address } = question;
  // INVARIANT: no page opens the gate, past lobby and lock, with a token that outlived its sign-in or its join.
  if (token.key.owner.kind === "service" && parts.joins?.hasLeft(token.identity) === true)
    return answerTo({ kind: "absent" });
  const verdict = parts.judge.judge(token.room, { address, identity: token.identity });
  for (const order of ordersBehind(verdict)) parts.news?.withheld(order);
  const answer = answerTo(outcomeOf(verdict));
  if (answer?.problem.code === "refused") moveSeat(parts, question);
  return answer;
}

/**
 * Only those who were let in get a token of the service's own. One from before this process had the
 * room shows that its identity is not new, so that a door locked meanwhile stays open to those who
 * come back.
 */
function recallReturning(token: VerifiedToken, { seats, directory, owners }: DoorParts): void {
  const { room, identity, key, expiresAtMs } = token;
  const issuedAtMs = expiresAtMs - joinTokenLifeSeconds * 1000;
  const begunAtMs = Date.now() - (performance.now() - owners.since(room));
  // Tokens say to the second when they were signed.
  if (key.owner.kind !== "service" || issuedAtMs + 1_000 > begunAtMs) return;
  if (seats.seatedSince(room, identity) !== undefined) return;
  seats.expect(room, identity, directory.now() - (Date.now() - issuedAtMs));
}

/**
 * `refreshed`: signed by the engine's own key for another account's room, as the engine does for
 * those inside when their token runs out.
 */
type Ownership = "owned" | "foreign" | "gone" | "unbound" | "refreshed";

/** @param isSeated whether the engine was found to list a seat of this identity */
function ownership(token: VerifiedToken, parts: DoorParts, isSeated: boolean): Ownership {
  const policy = parts.directory.find(token.room);
  // INVARIANT: a deleted meeting is over for those who still have a token of it, too.
  if (policy === undefined) return isReserved(token.room) ? "gone" : "unbound";
  // INVARIANT: only a token that the service gave at its own door opens a meeting. A key of the
  // meeting's account could otherwise sit there unseen, or as someone else.
  if (policy.meetingCode !== undefined) {
    return token.key.owner.kind === "service" ? "owned" : "foreign";
  }
  if (policy.accountId === token.key.owner.accountId) return "owned";
  if (token.key.owner.kind !== "service") return "foreign";
  if (isSeated || parts.seats.remembers(token.room, token.identity)) return "owned";
  return "refreshed";
}

/** Undefined: bound, or seated at the engine; the connection is asked about again. */
async function proveOwner(
  owner: Exclude<Ownership, "owned">,
  { room, identity, key }: VerifiedToken,
  parts: DoorParts,
): Promise<GateAnswer | undefined> {
  switch (owner) {
    case "gone":
      return answerTo({ kind: "absent" });
    case "foreign":
      return foreignRoom;
    case "unbound": {
      const bound = await parts.directory.bind(room, key.owner.accountId);
      if (bound === "outage") return outage;
      if (bound === "full") return tooManyRooms;
      return bound === "taken" && key.owner.kind === "account" ? foreignRoom : undefined;
    }
    case "refreshed": {
      const listed = await parts.mediaEngine.listSeats(room);
      if (listed === undefined) return outage;
      const isListed = listed.some((one) => one.identity === identity && one.kind === "standard");
      return isListed ? undefined : foreignRoom;
    }
  }
}

/**
 * The refused identity may have a seat from elsewhere: it is judged by this address if this was
 * its own resumption, or if no other connection holds it. A second device is only refused.
 */
function moveSeat(parts: DoorParts, { token, address, reconnect }: DoorQuestion): void {
  const { seats } = parts;
  const seat = seats.find(token.room, token.identity);
  if (seat === undefined) void moveInheritedSeat(parts, token, address);
  else if (reconnect || seat.legs.length === 0) seats.moved(token.room, token.identity, address);
}

/** The same, for a seat from before a start or a take-over, which only the engine's list shows. */
async function moveInheritedSeat(
  { seats, owners, mediaEngine }: DoorParts,
  { room, identity }: VerifiedToken,
  address: string,
): Promise<void> {
  const isOver = () => performance.now() - owners.since(room) > returnMs;
  if (!owners.tookOver(room) || isOver()) return;
  const listed = await mediaEngine.listSeats(room);
  if (!listed?.some((one) => one.identity === identity && one.kind === "standard")) return;
  // They may have come back meanwhile from where they may, or the room may have gone elsewhere.
  if (!owners.holds(room) || seats.find(room, identity) !== undefined) return;
  seats.hold(room, identity, address).decided = true;
  seats.moved(room, identity, address);
}

/**
 * Until then, or until the client goes. Notes on the seat that someone waits, for as long as someone does.
 * @param work never rejects
 */
async function settledBefore(
  seat: Seat,
  work: Promise<void>,
  { client, giveUpAt }: { readonly client: EventEmitter; readonly giveUpAt: number },
): Promise<void> {
  seat.awaitedBy += 1;
  seat.awaitedSince ??= performance.now();
  let timer: NodeJS.Timeout | undefined;
  let end = (): void => {};
  const late = new Promise<void>((resolve) => {
    end = resolve;
    timer = setTimeout(end, Math.max(0, giveUpAt - performance.now()) + 1);
  });
  client.on("end", end).on("close", end);
  await Promise.race([work, late]);
  client.off("end", end).off("close", end);
  clearTimeout(timer);
  seat.awaitedBy -= 1;
  if (seat.awaitedBy === 0) seat.awaitedSince = undefined;
}
