import { randomInt } from "node:crypto";
import type { ActingRole } from "@graticule/api/hosting";
import type {
  MeetingChange,
  MeetingCreated,
  MeetingInput,
  MeetingManaged,
  MeetingSummary,
} from "@graticule/api/meetings";
import type { RuleInput } from "@graticule/api/rules";
import type { Transaction } from "kysely";
import type { Database } from "../db/schema.ts";
import type { Occupants } from "../decision/occupants.ts";
import type { PastAct } from "../hosting/act-history.ts";
import { hashSecret, newSecret } from "../http/secret.ts";
import type { Identities } from "../presence/identities.ts";
import type { RuleProblem } from "../rooms/expand-rule.ts";
import { disclosedLimits, ordersToldAt } from "../rooms/limits-for.ts";
import { newMeetingRoom } from "../rooms/meeting-room.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import type { Rules } from "../rules/rules.ts";
import { meetingHistoryOf, meetingSummaryOf } from "./describe-meeting.ts";
import {
  isRegionDown,
  mediaServersOf,
  type RegionsOfEngines,
  regionProblems,
} from "./media-region.ts";
import { readSchedule, readScheduleChange } from "./read-schedule.ts";
import type { RoomUse } from "./room-use.ts";
import { nextOpening, type Schedule } from "./schedule.ts";
import { createMeetingStore, type Meeting, type MeetingStore, type MeetingTimes } from "./store.ts";
import type { UsesOf } from "./uses-everywhere.ts";

type Invalid = { readonly kind: "invalid"; readonly problems: readonly RuleProblem[] };

export type CreateOutcome =
  | { readonly kind: "created"; readonly meeting: MeetingCreated }
  | Invalid
  | { readonly kind: "full" };

export interface MeetingsParts {
  readonly store: MeetingStore;
  readonly rules: Pick<Rules, "check" | "current" | "history" | "defaultFor">;
  /** Oldest first. */
  readonly actsIn: (room: string) => Promise<readonly PastAct[]>;
  readonly directory: Pick<StoredRoomDirectory, "find" | "refresh" | "now">;
  readonly occupants: Pick<Occupants, "counts">;
  readonly use: RoomUse;
  readonly usesOf: UsesOf;
  readonly secondCheck: MeetingManaged["secondCheck"];
  readonly engines: RegionsOfEngines;
  readonly identities: Pick<Identities, "ofPerson">;
  readonly publicUrl: string;
  readonly roomsAtMost: number;
  readonly emptyRoom: (room: string) => void;
}

export type Meetings = ReturnType<typeof createMeetings>;

export function createMeetings(parts: MeetingsParts) {
  const { store, rules, directory, occupants, use, publicUrl, engines } = parts;
  const joinUrl = (code: string): string => `${publicUrl}/m/${code}`;
  const manageLink = (code: string, secret: string): string =>
    `${publicUrl}/manage/${code}#${secret}`;
  // The change is durable: if the database fails now, the feed brings it later.
  const refresh = (room: string): Promise<void> =>
    directory.refresh({ kind: "room", room }).catch(() => undefined);

  const summary = (meeting: Meeting, inside = use.of(meeting.room)): MeetingSummary =>
    meetingSummaryOf(meeting, { now: directory.now(), inside });

  const storeEnd = async (
    meeting: Meeting,
    into: Pick<MeetingStore, "end">,
    by: PastAct["by"],
  ): Promise<"ended" | "unchanged"> => {
    const opens = meeting.schedule && nextOpening(meeting.schedule, directory.now());
    const comesAgain = opens !== undefined && meeting.schedule?.repeat !== undefined;
    return await into.end(meeting.code, comesAgain ? new Date(opens) : undefined, by);
  };
  /** Everyone inside leaves. */
  const clear = async ({ room }: { readonly room: string }): Promise<void> => {
    await refresh(room);
    parts.emptyRoom(room);
  };
  /**
   * A host's "end for all": everyone inside leaves and nobody comes in, until the next occurrence
   * opens if one is planned.
   */
  const end = async (meeting: Meeting, by: ActingRole): Promise<void> => {
    await storeEnd(meeting, store, by);
    await clear(meeting);
  };

  return {
    async create(accountId: string, input: MeetingInput): Promise<CreateOutcome> {
      const read = readSchedule(input);
      const problems = [
        ...(read.kind === "problems" ? read.problems : []),
        ...ruleProblems(rules, input.rule),
        ...doorProblems(input.door, parts.secondCheck),
        ...linkProblems(input.encryption, input.linkKey),
        ...vouchingProblems(input),
        ...regionProblems(engines, input.mediaRegion),
      ];
      if (read.kind === "problems" || problems.length > 0) return { kind: "invalid", problems };
      const rule = input.rule === undefined ? await rules.defaultFor(accountId) : input.rule;
      const { entry = "open", locked = false, beacon = "wanted" } = input.door ?? {};
      const code = newCode();
      const room = newMeetingRoom();
      const secret = newSecret();
      const created = await store.create({
        code,
        room,
        accountId,
        title: input.title,
        schedule: read.schedule,
        door: { entry, locked, beacon },
        encryption: input.encryption ?? "off",
        nativeClients: input.nativeClients,
        linkKey: input.linkKey,
        hostHash: input.hostHash,
        mediaRegion: input.mediaRegion,
        manageSecretHash: hashSecret(secret),
        rule: rule ?? undefined,
        roomsAtMost: parts.roomsAtMost,
      });
      if (created === "full") return { kind: "full" };
      await directory.refresh({ kind: "room", room });
      const manageUrl = manageLink(code, secret);
      return { kind: "created", meeting: { code, joinUrl: joinUrl(code), manageUrl } };
    },
    async list(accountId: string): Promise<readonly MeetingSummary[]> {
      const listed = await store.list(accountId);
      const uses = await parts.usesOf(listed.map(({ room }) => room));
      return listed.map((meeting) => summary(meeting, uses.get(meeting.room)));
    },
    find: store.find,
    async managed(meeting: Meeting): Promise<MeetingManaged> {
      const scope = { kind: "room", room: meeting.room } as const;
      const events = await rules.history(scope);
      const acts = await parts.actsIn(meeting.room);
      const { rule, version } = await rules.current(scope);
      const policy = directory.find(meeting.room);
      const told = policy === undefined ? [] : disclosedLimits(policy, directory.now());
      return {
        ...summary(meeting),
        joinUrl: joinUrl(meeting.code),
        linkKey: meeting.linkKey,
        hostHash: meeting.hostHash,
        rule,
        ruleVersion: version,
        otherLimits: told.filter(({ tier }) => tier !== "meeting"),
        orders: policy === undefined ? [] : ordersToldAt(policy, directory.now()),
        door: meeting.door,
        secondCheck: parts.secondCheck,
        mediaServers: mediaServersOf(engines, meeting.mediaRegion),
        ...occupants.counts(meeting.room),
        history: meetingHistoryOf(meeting, events, acts),
      };
    },
    /**
     * `in-use`: encryption and its link's key do not change while someone is inside. `region-down`:
     * no one could join there now.
     */
    async change(
      meeting: Meeting,
      change: MeetingChange,
    ): Promise<{ readonly kind: "changed" | "in-use" | "region-down" } | Invalid> {
      const read = readScheduleChange(meeting.schedule, change);
      if (read.kind === "problems") return { kind: "invalid", problems: read.problems };
      const { encryption = meeting.encryption } = change;
      const { linkKey = meeting.linkKey, hostHash = meeting.hostHash } = change;
      const problems = [
        ...linkProblems(change.encryption, linkKey),
        ...hostProblems(meeting, { linkKey, hostHash: change.hostHash }),
        ...regionProblems(engines, change.mediaRegion),
      ];
      if (problems.length > 0) return { kind: "invalid", problems };
      if (isRegionDown(engines, change.mediaRegion)) return { kind: "region-down" };
      // Otherwise those inside would suddenly send in the open, or with a link that is over.
      const isSame = linkKey === meeting.linkKey && hostHash === meeting.hostHash;
      const isNew = encryption !== meeting.encryption || !isSame;
      if (isNew && use.of(meeting.room) === "in-use") return { kind: "in-use" };
      const times = timesAfter(meeting, read.schedule, directory.now());
      await store.change(meeting.code, change, times);
      await refresh(meeting.room);
      return { kind: "changed" };
    },
    end,
    /**
     * Ends a meeting in the transaction of an act under the terms of service. It is open until the
     * public log says so; then {@link clear} empties it. `unchanged`: it is over or deleted already.
     */
    async endWithin(tx: Transaction<Database>, code: string): Promise<"ended" | "unchanged"> {
      const within = createMeetingStore(tx);
      const meeting = await within.find(code);
      return meeting === undefined ? "unchanged" : await storeEnd(meeting, within, "service");
    },
    clear,
    /**
     * Takes back what `endWithin` did, unless it was ended since. Answers what is to be done once
     * that is durable; undefined: nothing.
     */
    async reopenWithin(
      tx: Transaction<Database>,
      actId: string,
    ): Promise<(() => Promise<void>) | undefined> {
      const room = await createMeetingStore(tx).reopen(actId);
      return room === undefined ? undefined : () => refresh(room);
    },
    /** A new management link. The earlier one no longer opens the meeting, and who came by it is a guest. */
    async renewLink({ code, room, accountId }: Meeting): Promise<{ readonly manageUrl: string }> {
      const secret = newSecret();
      const personId = await store.ownerOf(accountId);
      const owner = personId === undefined ? "" : parts.identities.ofPerson(room, personId);
      await store.renewSecret(code, hashSecret(secret), owner);
      await refresh(room);
      return { manageUrl: manageLink(code, secret) };
    },
    async delete(meeting: Meeting): Promise<void> {
      await store.end(meeting.code, undefined, "host");
      await clear(meeting);
      await store.delete(meeting.code);
      await refresh(meeting.room);
    },
  };
}

/** A meeting that is closed until its next occurrence opens again by its new schedule. */
function timesAfter(
  { reopensAt }: Meeting,
  schedule: Schedule | undefined,
  now: number,
): MeetingTimes {
  if (reopensAt === undefined || reopensAt.getTime() <= now) {
    return { schedule, reopens: "as-it-was" };
  }
  const opens = schedule && nextOpening(schedule, now);
  return { schedule, reopens: opens === undefined ? "at-once" : new Date(opens) };
}

function ruleProblems(
  rules: Pick<Rules, "check">,
  rule: RuleInput | null | undefined,
): readonly RuleProblem[] {
  if (rule === undefined || rule === null) return [];
  return rules.check(rule).map(({ pointer, detail }) => ({ pointer: `/rule${pointer}`, detail }));
}

function doorProblems(
  door: MeetingInput["door"],
  secondCheck: MeetingManaged["secondCheck"],
): readonly RuleProblem[] {
  if (door?.beacon !== "required" || secondCheck === "possible") return [];
  const detail = "This service has no beacon, so no one could come in. Choose another setting.";
  return [{ pointer: "/door/beacon", detail }];
}

/** Only keys can be vouched for. */
function vouchingProblems({ encryption, hostHash }: MeetingInput): readonly RuleProblem[] {
  if (hostHash === undefined || encryption === "end-to-end") return [];
  const detail = "Only an end-to-end encrypted meeting can be vouched.";
  return [{ pointer: "/hostHash", detail }];
}

/** Without it nobody could prove that they have the link, and get keys. */
function linkProblems(
  encryption: MeetingInput["encryption"],
  linkKey: string | undefined,
): readonly RuleProblem[] {
  if (encryption !== "end-to-end" || linkKey !== undefined) return [];
  const detail = "An end-to-end encrypted meeting needs the public key of its link.";
  return [{ pointer: "/linkKey", detail }];
}

/** Whether a meeting is vouched never changes. The new link of a vouched one has a host key. */
function hostProblems(
  meeting: Pick<Meeting, "linkKey" | "hostHash">,
  { linkKey, hostHash }: Pick<MeetingChange, "linkKey" | "hostHash">,
): readonly RuleProblem[] {
  const pointer = "/hostHash";
  if (meeting.hostHash === undefined) {
    const detail = "A meeting can be vouched only from its creation.";
    return hostHash === undefined ? [] : [{ pointer, detail }];
  }
  const isNewLink = linkKey !== meeting.linkKey;
  if (isNewLink === (hostHash !== undefined) || hostHash === meeting.hostHash) return [];
  const detail =
    "Send the host key with a new link of a vouched meeting, and with no other change.";
  return [{ pointer, detail }];
}

/** `abc-defg-hij`, 47 random bits; guessing is limited by address prefix. */
function newCode(): string {
  const letters = Array.from({ length: 10 }, () => String.fromCharCode(97 + randomInt(26)));
  return [letters.slice(0, 3), letters.slice(3, 7), letters.slice(7)]
    .map((part) => part.join(""))
    .join("-");
}
