import type { AppealMade } from "@graticule/api/appeals";
import { makeAppeal } from "../api/appeals.ts";
import type { Answer } from "../api/client.ts";
import { type JoinAnswer, type JoinKey, joinMeeting, leaveJoin } from "../api/joins.ts";
import { words } from "../i18n/words.ts";

/** What a person who is kept out says about the order. */
export interface AppealHere {
  readonly orderId: string;
  readonly text: string;
}

const appealBy = ({ joinId, key }: JoinKey, { orderId, text }: AppealHere) =>
  makeAppeal({ orderId, by: "refused", joinId, text }, { kind: "secret", secret: key });

function keyIn(answer: Answer<JoinAnswer>): JoinKey | undefined {
  if (answer.kind === "offline") return undefined;
  const { joinId, key } = answer.kind === "ok" ? answer.value : answer.problem;
  return joinId === undefined || key === undefined ? undefined : { joinId, key };
}

/**
 * Appeals by the join that the order keeps out. Without a name there is none yet: one is made for the
 * appeal alone, under no name of theirs, and forgotten.
 */
export async function appealHere(
  code: string,
  seat: JoinKey | undefined,
  appeal: AppealHere,
): Promise<Answer<AppealMade>> {
  if (seat !== undefined) return appealBy(seat, appeal);
  const joined = await joinMeeting(code, { name: words.call.someone });
  const brief = keyIn(joined);
  if (brief === undefined) return joined.kind === "ok" ? { kind: "offline" } : joined;
  const answer = await appealBy(brief, appeal);
  void leaveJoin(brief);
  return answer;
}
