import { randomBytes, randomInt } from "node:crypto";
import type {
  MeetingCreated,
  MeetingInput,
  MeetingManaged,
  MeetingSummary,
} from "@graticule/api/meetings";
import { hashSecret, isSecret, newSecret } from "../http/secret.ts";
import { type Occupants, occupancyOf } from "../rooms/occupants.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import type { RuleProblem } from "../rules/expand-rule.ts";
import type { Rules } from "../rules/rules.ts";
import type { RuleEvent } from "../rules/store.ts";
import type { Meeting, MeetingStore } from "./store.ts";

export type CreateOutcome =
  | { readonly kind: "created"; readonly meeting: MeetingCreated }
  | { readonly kind: "invalid"; readonly problems: readonly RuleProblem[] };

export interface Meetings {
  create(input: MeetingInput): Promise<CreateOutcome>;
  list(): Promise<readonly MeetingSummary[]>;
  /** Whether `secret` is the one of this meeting's management link, in constant time. */
  authenticate(code: string, secret: string): Promise<Meeting | "wrong" | "absent">;
  managed(meeting: Meeting): Promise<MeetingManaged>;
  /** A host's own "end for all": nobody comes in any more, and everybody inside leaves. */
  end(meeting: Meeting): Promise<void>;
}

export interface MeetingsParts {
  readonly store: MeetingStore;
  readonly rules: Rules;
  readonly directory: StoredRoomDirectory;
  readonly occupants: Occupants;
  readonly publicUrl: string;
  readonly operatorAccountId: string;
  /** Makes everybody in an ended meeting's room leave. */
  readonly emptyRoom: (room: string) => void;
}

export function createMeetings(parts: MeetingsParts): Meetings {
  const { store, rules, directory, occupants, publicUrl } = parts;
  const joinUrl = (code: string): string => `${publicUrl}/m/${code}`;

  return {
    async create(input) {
      const problems = input.rule === undefined ? [] : rules.check(input.rule);
      if (problems.length > 0) return { kind: "invalid", problems };
      const code = newCode();
      const room = `m-${randomBytes(18).toString("base64url")}`;
      const secret = newSecret();
      await store.create({
        code,
        room,
        accountId: parts.operatorAccountId,
        title: input.title,
        startsAt: input.startsAt === undefined ? undefined : new Date(input.startsAt),
        manageSecretHash: hashSecret(secret),
        rule: input.rule,
      });
      await directory.refresh({ kind: "room", room });
      const manageUrl = `${publicUrl}/manage/${code}#${secret}`;
      return { kind: "created", meeting: { code, joinUrl: joinUrl(code), manageUrl } };
    },
    list: async () => (await store.list()).map(summaryOf),
    async authenticate(code, secret) {
      const meeting = await store.find(code);
      if (meeting === undefined) return "absent";
      return isSecret(secret, meeting.manageSecretHash) ? meeting : "wrong";
    },
    async managed(meeting) {
      const events = await rules.history({ kind: "room", room: meeting.room });
      const { rule, version } = await rules.current({ kind: "room", room: meeting.room });
      return {
        ...summaryOf(meeting),
        joinUrl: joinUrl(meeting.code),
        ...(rule === undefined ? {} : { rule }),
        ruleVersion: version,
        ...occupancyOf(occupants.fixesIn(meeting.room)),
        history: historyOf(meeting, events),
      };
    },
    async end(meeting) {
      await store.end(meeting.code);
      await directory.refresh({ kind: "room", room: meeting.room }).catch(() => undefined);
      parts.emptyRoom(meeting.room);
    },
  };
}

function summaryOf(meeting: Meeting): MeetingSummary {
  const { code, title, createdAt, startsAt, endedAt } = meeting;
  return {
    code,
    title,
    createdAt: createdAt.toISOString(),
    ...(startsAt === undefined ? {} : { startsAt: startsAt.toISOString() }),
    ...(endedAt === undefined ? {} : { endedAt: endedAt.toISOString() }),
  };
}

function historyOf(meeting: Meeting, events: readonly RuleEvent[]): MeetingManaged["history"] {
  const changes = events.map(({ at, change }) =>
    change.kind === "set"
      ? ({ at: at.toISOString(), kind: "rule-set", rule: change.rule } as const)
      : ({ at: at.toISOString(), kind: "rule-lifted" } as const),
  );
  const ended =
    meeting.endedAt === undefined
      ? []
      : [{ at: meeting.endedAt.toISOString(), kind: "ended" } as const];
  return [{ at: meeting.createdAt.toISOString(), kind: "created" }, ...changes, ...ended];
}

/** `abc-defg-hij`, 47 random bits; guessing is limited by address prefix. */
function newCode(): string {
  const letters = Array.from({ length: 10 }, () => String.fromCharCode(97 + randomInt(26)));
  return [letters.slice(0, 3), letters.slice(3, 7), letters.slice(7)]
    .map((part) => part.join(""))
    .join("-");
}
