import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import type { Judge } from "../decision/judge.ts";
import type { Occupants } from "../decision/occupants.ts";
import type { ClientAddressOf } from "../http/limits.ts";
import type { SessionGuard } from "../http/session.ts";
import type { Corrections } from "../location/corrections.ts";
import type { Locator } from "../location/locator.ts";
import type { RoomUse } from "../meetings/room-use.ts";
import type { SittingMeeting } from "../meetings/sitting.ts";
import type { Contests } from "../presence/contests.ts";
import type { Joins } from "../presence/joins.ts";
import type { Misplacements } from "../presence/misplacements.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import { type Appeals, createAppeals } from "./appeals/appeals.ts";
import { createKeptOut, type KeptOut } from "./appeals/kept-out.ts";
import type { Changes } from "./changes/changes.ts";
import { type AnswerContests, createAnswerContests } from "./contests/answer-contests.ts";
import {
  type AnswerMisplacements,
  createAnswerMisplacements,
} from "./contests/answer-misplacements.ts";
import { createHostNotices, type HostNoticeParts, type HostNotices } from "./orders/notices.ts";
import { createOrderWatch, type OrderWatch } from "./orders/order-watch.ts";
import { createOverview, type Overview } from "./overview.ts";
import type { Register } from "./register/register.ts";
import { createRequests, type Requests } from "./requests/requests.ts";
import { createStaffGuard, type StaffGuard } from "./staff-guard.ts";

/** The desk's parts. */
export interface Desk {
  readonly staffGuard: StaffGuard;
  readonly appeals: Appeals;
  readonly keptOut: KeptOut;
  readonly answerContests: AnswerContests;
  readonly answerMisplacements: AnswerMisplacements;
  readonly requests: Requests;
  readonly overview: Overview;
  readonly hostNotices: HostNotices;
  readonly orderWatch: OrderWatch;
}

export interface DeskParts extends Pick<HostNoticeParts, "sender" | "send"> {
  readonly db: Kysely<Database>;
  readonly guard: SessionGuard;
  readonly locator: Locator;
  readonly addressOf: ClientAddressOf;
  readonly directory: StoredRoomDirectory;
  readonly joins: Joins;
  readonly contests: Contests;
  readonly misplacements: Misplacements;
  readonly corrections: Corrections;
  readonly changes: Changes;
  readonly judge: Judge;
  readonly publicUrl: string;
  readonly occupants: Occupants;
  readonly use: RoomUse;
  readonly findMeeting: (code: string) => Promise<SittingMeeting | undefined>;
  readonly register: Register;
  /** Where the operator takes questions of law, if that is published. */
  readonly contact: () => string | undefined;
}

/** What it starts is ended by `undo`. */
export function composeDesk(parts: DeskParts, undo: (() => void)[]): Desk {
  const { directory } = parts;
  const hostNotices = createHostNotices(parts);
  const requests = createRequests({ ...parts, notices: hostNotices });
  const orderWatch = createOrderWatch({ ...parts, notices: hostNotices });
  undo.push(() => orderWatch.close());
  const answerContests = createAnswerContests(parts);
  return {
    ...{ requests, hostNotices, orderWatch, answerContests },
    answerMisplacements: createAnswerMisplacements(parts),
    overview: createOverview({ ...parts, requests, answerContests }),
    staffGuard: createStaffGuard({ ...parts, now: directory.now }),
    appeals: createAppeals({ ...parts, notices: hostNotices }),
    keptOut: createKeptOut(parts),
  };
}
