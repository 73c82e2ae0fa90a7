import { z } from "zod";
import * as account from "./account.ts";
import * as administration from "./administration.ts";
import * as agreement from "./agreement.ts";
import * as appeals from "./appeals.ts";
import * as contests from "./contests.ts";
import * as desk from "./desk.ts";
import * as deskChanges from "./desk-changes.ts";
import * as deskKeys from "./desk-keys.ts";
import * as formats from "./formats.ts";
import * as hostNotices from "./host-notices.ts";
import * as hosting from "./hosting.ts";
import * as keys from "./keys.ts";
import * as ledger from "./ledger.ts";
import * as locationSources from "./location-sources.ts";
import * as meetingName from "./meeting-name.ts";
import * as meetings from "./meetings.ts";
import * as orders from "./orders.ts";
import * as problem from "./problem.ts";
import * as publicWords from "./public-words.ts";
import * as requests from "./requests.ts";
import * as rooms from "./rooms.ts";
import * as rules from "./rules.ts";
import * as safety from "./safety.ts";
import * as session from "./session.ts";
import * as silentSlots from "./silent-slots.ts";
import * as transparency from "./transparency.ts";

const modules = [
  ...[
    account,
    administration,
    agreement,
    appeals,
    contests,
    desk,
    deskChanges,
    deskKeys,
    hostNotices,
  ],
  ...[
    hosting,
    keys,
    ledger,
    locationSources,
    meetingName,
    meetings,
    orders,
    problem,
    publicWords,
    requests,
  ],
  ...[rooms, rules, safety, session, silentSlots, transparency],
];

/** Strings that have a name as well. */
const formatNames = {
  Moment: formats.moment,
  Day: formats.day,
  Uuid: formats.uuid,
  PlaceCode: problem.placeCode,
  MeetingCode: meetings.meetingCode,
};

/** Schemas that the contract calls otherwise than this package does. */
const otherNames = {
  /** `RuleInput` as it is taken: what is left out has a default. */
  Rule: rules.ruleInput,
  MeetingRule: rules.rule,
  RuleTier: rules.tier,
  Meeting: meetings.meetingManaged,
  Hold: meetings.held,
  WaitingPerson: hosting.waiting,
  UnvouchedPerson: hosting.unvouched,
  AppealCreated: appeals.appealMade,
  TextRemovalCreated: ledger.textRemovalMade,
  DeskRequest: requests.requestView,
  LoggedRequest: transparency.story,
  LoggedRequests: transparency.storyRows,
  SourceAgreement: agreement.agreement,
  WrittenTexts: formats.writtenTexts,
};

/** They are read from the address and the head of a request, field by field. */
const unnamed = new Set<unknown>([administration.peopleQuery, meetings.passHeaders]);

/** By export: objects, unions and enumerations take its name with a capital. Others are inlined. */
export function schemaNames(): ReadonlyMap<z.ZodType, string> {
  const names = new Map<z.ZodType, string>();
  for (const [name, schema] of Object.entries({ ...formatNames, ...otherNames })) {
    names.set(schema, name);
  }
  for (const [name, schema] of modules.flatMap((module) => Object.entries<unknown>(module))) {
    if (!isStructured(schema) || unnamed.has(schema) || names.has(schema)) continue;
    names.set(schema, `${name.charAt(0).toUpperCase()}${name.slice(1)}`);
  }
  return names;
}

function isStructured(schema: unknown): schema is z.ZodType {
  return (
    schema instanceof z.ZodObject || schema instanceof z.ZodUnion || schema instanceof z.ZodEnum
  );
}
