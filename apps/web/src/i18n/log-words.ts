import type { Entry, EntryOf, TextName } from "@graticule/ledger/entry";
import { demandWords } from "./demand-words.ts";
import { inQuotes } from "./in-quotes.ts";

type TermsAct = EntryOf<"terms-act">["what"];
type Upheld = EntryOf<"contest-upheld">;
type OperatorAct = EntryOf<"operator-act">;
type Missing = EntryOf<"entry-set-aside">["why"];
type AppealBy = NonNullable<EntryOf<"appeal-made">["by"]>;
type Removal = EntryOf<"text-removed">;
type HiddenKind = EntryOf<"demand-shown">["redacted"][number];
type ChangeKind = EntryOf<"change-proposed">["what"];
type Role = EntryOf<"staff-left">["roles"][number];
type Branch = EntryOf<"request-received">["branch"];

const request = (number: number): string => `request ${number}`;

/** What the public reads of entries of the log, in English. A day is written already; a place is named. */
export const logWords = {
  ...{ demand: demandWords.demand, ground: demandWords.ground },
  answer: {
    ...demandWords.answer,
    returned: "Sent back",
    rejected: "Rejected",
  } satisfies Record<EntryOf<"request-closed">["answers"][number]["answer"], string>,
  asker: {
    sealed: (day: string) => `An authority that can’t be named until after ${day}`,
    notInRegister: "Someone who isn’t in the register of authorities",
    takenDown: "An authority whose name was taken down",
    unclear: "An authority whose name can’t be shown",
  },
  say: {
    received: (who: string, of: number, demands: string) =>
      `${who} sent ${request(of)}. It demands: ${demands}.`,
    asksNothing: "nothing on the list of demands",
    corrected: (of: number, demands: string) =>
      `The record of ${request(of)} was corrected before anyone reviewed it. It now demands: ${demands}.`,
    toldEarlier: (day: string) => `Who asked is published when ${day} is over.`,
    repeated: (of: number) =>
      `This authority sent, or this service entered, three or more of its requests about one host within 30 days. Request ${of} is one of them.`,
    closed: {
      answered: (of: number, sum: string) => `Request ${of} was answered${sum}.`,
      returned: (of: number) => `Request ${of} was sent back as incomplete.`,
      rejected: (of: number) =>
        `Request ${of} was rejected: it wasn’t from an authority, duplicated another request, or was withdrawn.`,
    },
    shown: (of: number, without: string) =>
      `What ${request(of)} demands was published in the authority’s own words, ${without}.`,
    nothingHidden: "with nothing hidden",
    without: (kinds: string) => `with ${kinds} hidden`,
    look: {
      1: (of: number) =>
        `For ${request(of)}, the desk checked the head count, to see whether enough people are in the place. The log doesn’t give the result. An order after it says only whether it goes against the advice that the desk gets when there are fewer than 10 networks.`,
      2: (of: number) =>
        `For ${request(of)}, two people at the desk checked the head count a second time. The log doesn’t give the result. An order after it says only whether it goes against the advice that the desk gets when there are fewer than 10 networks.`,
    },
    approved: (of: number, places: string, days: string) =>
      `Two people at the desk made an order on ${request(of)}: it keeps people who are certain to be in ${places} out of one session of one meeting, ${days}.`,
    signed: (proposer: string, approver: string) =>
      ` Proposed with desk key ${proposer}, approved with desk key ${approver}.`,
    signedDecision: (key: string) => ` Decided with desk key ${key}.`,
    signedChange: (proposer: string, approver: string) =>
      ` Proposed with desk key ${proposer}, confirmed with desk key ${approver}.`,
    upheld: (people: string, because: string) =>
      `${people} affected by the order said “I’m not there” and got in, ${because}.`,
    upheldPeople: {
      "1-or-more": "At least one person",
      "10-or-more": "At least 10 people",
      "100-or-more": "At least 100 people",
      "1000-or-more": "At least 1,000 people",
    } satisfies Record<Upheld["people"], string>,
    upheldBy: {
      support: "because other evidence supported it",
      answer: "because the desk agreed",
      "no-answer": "because no one answered in time",
    } satisfies Record<Upheld["because"], string>,
    denied: (times: string) =>
      `${times} the desk answered someone affected by the order who said “I’m not there” that they stay out.`,
    deniedTimes: {
      "1-or-more": "At least once",
      "10-or-more": "At least 10 times",
      "100-or-more": "At least 100 times",
      "1000-or-more": "At least 1,000 times",
    } satisfies Record<EntryOf<"contest-denied">["times"], string>,
    confirmed:
      "Two people confirmed the order again, after the service’s database had been restored. It has effect again.",
    effect: (day: string) => `The order had effect on ${day}.`,
    ended: {
      lifted: "The order ended early: the desk lifted it.",
      overturned: "The order ended early: an appeal overturned it.",
      "appeal-not-decided": "The order ended early: no one decided an appeal in time.",
      "occurrence-over": "The order ended with the session of the meeting.",
    } satisfies Record<EntryOf<"order-ended">["how"], string>,
    appeal: {
      public: "Someone appealed against the order.",
      concerned: "Someone kept out, or the host, appealed against the order.",
    } satisfies Record<AppealBy, string>,
    again: {
      public: "Someone appealed against the order again.",
      concerned:
        "Someone kept out, or the host, appealed against the order. They hadn’t been heard before, so it is decided again.",
    } satisfies Record<AppealBy, string>,
    decided: {
      upheld: "The appeal was decided: the order stands.",
      overturned: "The appeal was decided: the order is overturned.",
    } satisfies Record<EntryOf<"appeal-decided">["outcome"], string>,
    onPublicAlone: " Only the public was heard: people kept out and the host can still appeal.",
    proposed: (what: string) => `A change was proposed that takes two people: ${what}.`,
    changed: {
      confirmed: "A second person confirmed the change.",
      declined: "A second person declined the change.",
      withdrawn: "The person who proposed the change withdrew it.",
      waited: "The waiting period is over, and no one declined the change.",
      alone: "The change took effect: someone gave up only their own roles.",
    } satisfies Record<EntryOf<"change-decided">["outcome"], string>,
    inEffect: " It is in effect.",
    /** The entry doesn’t say whether it is a rule. */
    inEffectUnlessHeld:
      " It is in effect, unless it is a rule for the whole service that waits for a third person.",
    keyHolds: (key: string, roles: string) =>
      ` The holder of desk key ${key} now has ${roles === "" ? "no role" : `these roles: ${roles}`}.`,
    keyReplaces: (key: string) =>
      ` This key takes the place of desk key ${key}, which signs nothing from now on.`,
    keyEnded: (key: string) => ` Desk key ${key} signs nothing from now on.`,
    ruleLifted:
      "A rule about places for the whole service was lifted, or declined before it took effect.",
    staffLeft: (roles: string) => `Someone at the desk lost or gave up roles, or left: ${roles}.`,
    authorityWithdrawn: (who: string) => `${who} can no longer demand anything here.`,
    act: {
      "end-meeting": "A meeting was ended",
      "suspend-account": "An account was suspended",
      "reinstate-account": "An account was reinstated",
      "mute-participant": "A participant was muted",
      "remove-participant": "A participant was removed from a meeting",
    } satisfies Record<TermsAct, string>,
    actUnderTerms: (what: string, linked: string) =>
      `${what} under the terms of service, after a report from someone who was inside.${linked}`,
    reinstated:
      "Two people reinstated an account that had been suspended under the terms of service.",
    linked: (requests: string) =>
      ` It is close in time to ${requests}, so a third person reviews it.`,
    linkedWithThird: (requests: string) =>
      ` It is close in time to ${requests}, so it took a third person.`,
    linkedLater: (what: string, day: string, requests: string) =>
      `${what} under the terms of service on ${day}. It is now linked to ${requests}: it is close in time, so a third person reviews it.`,
    review: {
      stands: (of: number) =>
        `A third person reviewed a terms-of-service action close in time to ${request(of)}: it stands.`,
      reversed: (of: number) =>
        `A third person reviewed a terms-of-service action close in time to ${request(of)}: it is reversed.`,
    } satisfies Record<EntryOf<"terms-review">["outcome"], (of: number) => string>,
    outside: (day: string) =>
      `The operator was forced to take an action outside this service on ${day}.`,
    onAccount: {
      "reset-link": "a link that sets a new password for an account",
      "key-added": "an API key added to someone’s account",
      "key-removed": "an API key removed from someone’s account",
      "seats-allowed": "agents and telephone gateways let into the rooms of someone’s account",
      "seats-refused": "agents and telephone gateways kept out of the rooms of someone’s account",
    } satisfies Record<OperatorAct["what"], string>,
    byOperator: {
      announced: (what: string) =>
        `The operator acts on someone’s account: ${what}. It takes effect after a day, unless the person stops it.`,
      stopped: (what: string) => `It was stopped, and had no effect: ${what}.`,
      done: (what: string) => `What the operator announced has taken effect: ${what}.`,
    } satisfies Record<OperatorAct["step"], (what: string) => string>,
    named: (title: string) => `The host lets the log name the meeting: ${inQuotes(title)}.`,
    namedBefore: "The host let the log name the meeting. The name was taken down.",
    namedUnclear: "The host lets the log name the meeting. The name can’t be shown.",
    slot: (day: string) => `This slot may hold something or nothing. It opens on or before ${day}.`,
    slotOpened: "This slot was opened. A later entry says what it held.",
    opened: {
      nothing: (slot: number) => `The slot of entry ${slot} was opened. It held nothing.`,
      request: (who: string, of: number) => `Who sent ${request(of)} is now published: ${who}.`,
      order: "The law and the reason of the order are now published.",
      existed: (slot: number, what: string) =>
        `The slot of entry ${slot} was opened. It held that a request existed which a law had forbidden to mention${what}.`,
      existedBranch: {
        court: "sent by a court",
        executive: "sent by a government",
        police: "sent by the police",
        other: "sent by another authority",
      } satisfies Record<Branch, string>,
      existedIn: (place: string) => `from ${place}`,
      existedCame: (day: string) => `received on ${day}`,
    },
    removed: (name: string, entry: number, why: string) =>
      `A text of entry ${entry} was taken down: ${name}. ${why}.`,
    setAside: {
      "not-sayable": (day: string) =>
        `An entry of ${day} is missing here. This service could not enter it, but has kept it.`,
      gone: (day: string) =>
        `An entry is missing here. It was waiting to be entered, and on ${day} it was no longer in the service’s database.`,
      "seal-not-readable": (day: string) =>
        `Something that was sealed can’t be published. On ${day} this service could not read it.`,
    } satisfies Record<Missing, (day: string) => string>,
    unnamedRequest: "a request that can’t be named yet",
    ruleLinked: {
      waits: (requests: string) =>
        `A rule for the whole service was proposed close in time to ${requests}, and touches the territory of the authority that asked. A third person reviews it.`,
      stands: (requests: string) =>
        `A third person reviewed a rule for the whole service close in time to ${requests}: it stands.`,
      reversed: (requests: string) =>
        `A third person reviewed a rule for the whole service close in time to ${requests}: it is lifted.`,
    } satisfies Record<EntryOf<"platform-rule-linked">["review"], (requests: string) => string>,
    sources: {
      everywhere: "Other location data decide where people are.",
      "in-part":
        "Other location data decide where people are, except where they would move someone into the places of an order in force. There the former data decide, until two people at the desk agree or no such order is in force.",
    } satisfies Record<EntryOf<"sources-changed">["serves"], string>,
    placeNamed: (code: string, name: string) =>
      `On this service, the place with the code ${code} is called ${inQuotes(name)}.`,
    placeNamedUnshown: (code: string) =>
      `On this service, the place with the code ${code} has a name that the operator gave it.`,
    placeUnnamed: (code: string, name: string) =>
      `On this service, the place with the code ${code} has its usual name again: ${name}.`,
    logGap: (since: string, day: string) =>
      `The log stood still for more than ten minutes (${since === day ? `on ${day}` : `${since} to ${day}`}). Until it went on, no order and no rule for the whole service was in force.`,
    restored: (day: string, since: string | undefined) =>
      `On ${day} the operator said, or the service noticed, that its database had been restored${since === undefined ? "" : `, to what it was on ${since}`}. Orders from before have no effect until two people confirm them again, and rules for the whole service until they are made again.`,
  },
  beyond: {
    advice: "the desk’s own advice to take no action, because fewer than 10 networks are there",
    length: "the duration asked for (or none was stated)",
    places: "the places asked for (or none were stated)",
  } satisfies Record<NonNullable<EntryOf<"order-approved">["beyond"]>[number], string>,
  days: (from: string, until: string) => (from === until ? `on ${from}` : `${from} to ${until}`),
  change: {
    staff: "who works at the desk",
    authority: "which authority may make demands, or how far its power reaches",
    "disputed-places": "the list of disputed territories",
    "platform-rule": "a rule about places for the whole service",
    geofeed: "the operator’s own location data",
  } satisfies Record<ChangeKind, string>,
  role: {
    appeals: "appeals",
    approver: "approver",
    intake: "intake",
    reviewer: "reviewer",
    safety: "safety",
  } satisfies Record<Role, string>,
  hidden: {
    contact: "contact details",
    link: "links",
    meeting: "meetings",
    other: "other parts",
    person: "people’s names",
  } satisfies Record<HiddenKind, string>,
  text: {
    authority: "Who asked",
    reason: "Reason",
    law: "Law",
    says: "What would change",
    what: "What was done",
    forcedBy: "Who forced it",
    demand: "What was demanded",
    translation: "In English",
    title: "Title of the meeting",
    beyondWhy: "Why it goes beyond that",
    makers: "Who made the data",
    name: "Name of the place",
  } satisfies Record<TextName, string>,
  textInSentence: {
    authority: "the name of the authority",
    reason: "the reason",
    law: "the law",
    says: "what would change",
    what: "what was done",
    forcedBy: "who forced it",
    demand: "what was demanded",
    translation: "its translation",
    title: "the title of a meeting",
    beyondWhy: "why an order goes beyond what was asked or advised",
    makers: "the names of those who made location data",
    name: "the operator’s name of a place",
  } satisfies Record<TextName, string>,
  removal: {
    "court-order": "A court ordered it",
    unlawful: "Showing it was unlawful",
    "personal-data": "It was about a person",
    mistake: "It had been published by mistake",
    "host-withdrew": "The host withdrew it, or the meeting was deleted",
  } satisfies Record<Removal["ground"], string>,
  missing: {
    "not-sayable": "the service could not enter it",
    gone: "it was gone before it could be entered",
    "seal-not-readable": "the service could not read what was sealed",
  } satisfies Record<Missing, string>,
  told: {
    takenDown: (why: string) => `Taken down. ${why}.`,
    takenDownUnsaid: "Taken down, but no entry in this history says so. That should never happen.",
    missing: "Not shown, but no entry says that it was taken down. That should never happen.",
    differs:
      "What the service shows here doesn’t match the entry. It can’t be trusted, so it is left out.",
    sealed: (day: string) =>
      `A law forbids publishing it until ${day} is over. After that it opens automatically.`,
    toldLater: "Not published at first. A later entry has it.",
  },
  kind: {
    "request-received": "Request received",
    "request-corrected": "Request corrected",
    "repeated-requests": "Repeated requests",
    "request-closed": "Request closed",
    "demand-shown": "Demand published",
    look: "Head count",
    "order-approved": "Order made",
    "order-confirmed": "Order confirmed again",
    "order-effect": "Order had effect",
    "contest-upheld": "Wrong location corrected",
    "contest-denied": "Location claim turned down",
    "order-ended": "Order ended",
    "appeal-made": "Appeal",
    "appeal-decided": "Appeal decided",
    "change-proposed": "Change proposed",
    "change-decided": "Change decided",
    "platform-rule-lifted": "Rule lifted",
    "platform-rule-linked": "Rule linked",
    "staff-left": "Desk roles ended",
    "authority-withdrawn": "Authority withdrawn",
    "terms-act": "Terms-of-service action",
    "terms-review": "Action reviewed",
    "outside-act": "Outside action",
    "operator-act": "Operator’s act on an account",
    "sources-changed": "Location data changed",
    "place-named": "Place named",
    "meeting-named": "Meeting named",
    "sealed-slot": "Sealed slot",
    "sealed-opened": "Seal opened",
    "text-removed": "Text taken down",
    "entry-set-aside": "Entry missing",
    "log-gap": "Log stood still",
    restored: "Database restored",
  } satisfies Record<Entry["kind"], string>,
} as const;
