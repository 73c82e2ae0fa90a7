import fc from "fast-check";
import type { Answered } from "../api-service.ts";
import { administratorMoves } from "./administrator-moves.ts";
import { deskMoves } from "./desk-moves.ts";
import { logMoves } from "./log-moves.ts";
import { operatorMoves } from "./operator-moves.ts";
import type { Play, Playing } from "./playing.ts";
import { settle } from "./settle.ts";
import { termsMoves } from "./terms-moves.ts";
import type { World } from "./world.ts";

const moves = {
  ...deskMoves,
  ...administratorMoves,
  ...operatorMoves,
  ...termsMoves,
  ...logMoves,
} satisfies Record<string, Play>;

/** One attempt; its target is picked from what exists by then. */
export interface Move {
  readonly kind: keyof typeof moves;
  readonly who: number;
  readonly which: number;
  readonly how: number;
}

/** How often each move is tried: closing a request or authority is rare, so less ends early. */
const weights: Readonly<Record<Move["kind"], number>> = {
  receive: 3,
  correct: 1,
  "call-back": 2,
  begin: 2,
  look: 6,
  "second-look": 4,
  propose: 14,
  approve: 20,
  decline: 2,
  lift: 4,
  answer: 4,
  close: 2,
  reject: 1,
  appeal: 8,
  decide: 6,
  wait: 8,
  "change-staff": 4,
  "change-authority": 3,
  confirm: 10,
  withdraw: 1,
  overview: 3,
  "admin-staff": 4,
  "admin-withdraw": 1,
  "admin-rule": 3,
  "admin-lift": 1,
  "review-rule": 2,
  "admin-settings": 1,
  "reset-link": 2,
  "add-key": 2,
  "remove-key": 2,
  seats: 1,
  "setup-link": 1,
  "use-link": 2,
  "use-key": 2,
  "stop-act": 1,
  visit: 8,
  report: 6,
  "report-outside": 1,
  "close-report": 1,
  "terms-act": 10,
  reinstate: 2,
  "terms-approve": 12,
  "terms-withdraw": 1,
  "terms-review": 3,
  "log-stops": 2,
  "log-lapses": 2,
  "log-goes-on": 6,
  restore: 2,
  "appoint-again": 4,
  "propose-again": 5,
  "approve-again": 5,
};
export const anyMove: fc.Arbitrary<Move> = fc.record({
  kind: fc.oneof(
    ...Object.entries(weights).map(([kind, weight]) => ({
      weight,
      arbitrary: fc.constant(kind as Move["kind"]),
    })),
  ),
  who: fc.nat(83),
  which: fc.nat(83),
  how: fc.nat(83),
});

export async function play(world: World, move: Move): Promise<void> {
  const { who, which, how } = move;
  const { players } = world;
  const pick = <One>(list: readonly One[]): One | undefined =>
    which % 2 === 0 ? list.at(-1) : list[which % Math.max(1, list.length)];
  const one = <One>(first: One, ...others: readonly One[]): One =>
    [first, ...others][how % (others.length + 1)] ?? first;
  const [first] = players;
  // Two times in three, someone whose part it is: otherwise hardly anything would happen.
  const usual = players.filter(({ part }) => part.includes(move.kind));
  const among = who % 3 > 0 && usual.length > 0 ? usual : players;
  const player = among[Math.floor(who / 3) % among.length] ?? first;
  if (player === undefined) throw new Error("nobody plays");
  await perform(move.kind, { world, who: player, pick, one });
}

/** A move, and all that follows from it at once. */
export async function perform(kind: Move["kind"], playing: Playing): Promise<Answered | undefined> {
  const { world } = playing;
  const answer = await moves[kind](playing);
  if (answer !== undefined) world.answers.push(answer);
  await settle(world);
  return answer;
}
