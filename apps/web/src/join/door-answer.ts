import type { Answer, AnyProblem } from "../api/client.ts";
import type { JoinAnswer } from "../api/joins.ts";
import type { DoorEvent } from "./door-state.ts";
import { endedBy } from "./ended-by.ts";

/** What the answer to a join, or to the same join asked again, means at the door. */
export function eventOfJoin(answer: Answer<JoinAnswer>): DoorEvent {
  if (answer.kind !== "ok") return eventOfFailure(answer);
  const { value } = answer;
  return "held" in value
    ? {
        kind: "held",
        held: value.held,
        seat: { joinId: value.joinId, key: value.key },
        title: value.title,
      }
    : { kind: "admitted", admitted: value };
}

/** Asked again, a join may also be one that the service no longer knows. */
export function eventOfEnter(answer: Answer<JoinAnswer>): DoorEvent {
  const unknown =
    answer.kind === "problem" && (answer.code === "not-found" || answer.code === "unauthorized");
  return unknown ? { kind: "forgotten" } : eventOfJoin(answer);
}

function refusedBy(told: AnyProblem): DoorEvent | undefined {
  if (told.refusal === undefined) return undefined;
  return told.joinId === undefined || told.key === undefined
    ? { kind: "refused", refusal: told.refusal }
    : { kind: "refused", refusal: told.refusal, seat: { joinId: told.joinId, key: told.key } };
}

/** What a failed answer means at the door. */
export function eventOfFailure(answer: Exclude<Answer<unknown>, { kind: "ok" }>): DoorEvent {
  if (answer.kind === "offline") return { kind: "fault", fault: "offline" };
  const refused = refusedBy(answer.problem);
  if (refused !== undefined) return refused;
  switch (answer.code) {
    case "not-found":
      return { kind: "no-such-meeting" };
    case "ended":
      return { kind: "meeting-ended", by: endedBy(answer.problem) };
    case "cannot-check":
      return answer.problem.reason === "media-region"
        ? { kind: "cannot-check", why: "no-media" }
        : { kind: "cannot-check" };
    case "too-many":
      return { kind: "fault", fault: "too-many" };
    case "refused":
    case "invalid":
    case "unauthorized":
    case "forbidden":
    case "conflict":
    case "internal":
      return { kind: "fault", fault: "failed" };
  }
}
