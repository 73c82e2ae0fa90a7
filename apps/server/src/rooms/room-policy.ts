import {
  type CompiledLimits,
  compileLimits,
  type Limit,
  noLimits,
  type Order,
  type Rule,
} from "@graticule/admission/limits";
import type { RuleInput } from "@graticule/api/rules";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { expandRule } from "../rules/expand-rule.ts";
import type { RoomPolicy } from "./room-directory.ts";
import type { StoredOrder, StoredRoom } from "./store.ts";

/**
 * Compiles what is stored of a room. Its own rule holds, else its account's; orders always.
 * A stored rule that this version can't read (a group that no longer exists) lets nobody in, since
 * nobody can say what it means; an order that it can't read binds the places that it can.
 * Rooms that only their account's rule limits share `accountLimits`.
 */
export function compileRoomPolicy(
  stored: StoredRoom,
  accountLimits = compileAccountLimits(stored),
): RoomPolicy {
  return {
    room: stored.room,
    accountId: stored.accountId,
    ...(stored.meetingCode === null ? {} : { meetingCode: stored.meetingCode }),
    limits: isLimitedByAccountOnly(stored) ? accountLimits : compileAll(stored),
    ended: stored.ended,
    serviceSeats: stored.kind === "meeting" ? "refused" : stored.serviceSeats,
  };
}

/** What the account's rule alone amounts to. */
export function compileAccountLimits({ accountRule }: StoredRoom): CompiledLimits {
  return accountRule === null ? noLimits : compileLimits([readRule(accountRule, "account")]);
}

function isLimitedByAccountOnly({ ownRule, orders }: StoredRoom): boolean {
  return ownRule === null && orders.length === 0;
}

function compileAll({ ownRule, accountRule, orders }: StoredRoom): CompiledLimits {
  const limits: Limit[] = orders.map(readOrder);
  if (ownRule !== null) limits.push(readRule(ownRule, "meeting"));
  else if (accountRule !== null) limits.push(readRule(accountRule, "account"));
  return compileLimits(limits);
}

function readRule(input: RuleInput, tier: "meeting" | "account"): Rule {
  const expanded = expandRule(input, { id: `${tier}-rule`, tier });
  if (expanded.kind === "rule") return expanded.rule;
  return {
    kind: "rule",
    id: `${tier}-rule`,
    tier,
    deny: [],
    allow: [],
    matches: "probable",
    onDoubt: "refuse",
  };
}

function readOrder(stored: StoredOrder): Order {
  return {
    kind: "order",
    id: `order-${stored.id}`,
    jurisdiction: stored.jurisdiction
      .map(parsePlace)
      .filter((place): place is Place => place !== undefined),
    from: stored.from,
    until: stored.until,
    ...(stored.authority === null ? {} : { authority: stored.authority }),
    ...(stored.law === null ? {} : { law: stored.law }),
  };
}
