import type { Figures } from "@graticule/api/transparency";
import { demandWords } from "./demand-words.ts";

type FromTen = Exclude<Figures["appeals"]["byMonth"][number]["made"], number>;
type AtLeast = Figures["appeals"]["corrected"];
type Over = keyof Figures["orders"]["over"];

/** "1 demand", "2 demands". */
const counted = (one: string, more: string) => (count: number) =>
  count === 1 ? `1 ${one}` : `${count} ${more}`;

const days = counted("day", "days");

const sayShown = (count: number, all: number): string =>
  count < all ? `${count} of ${all} are shown.` : "";

/** Of a day in words, or of none: "up to and including 26 Nov 2026". */
type Through = string | undefined;
const through = (day: Through): string =>
  day === undefined ? "the log’s first day is not over yet" : `up to and including ${day}`;
const since = (day: Through): string => (day === undefined ? "since" : `after ${day}`);

/** What everyone reads of the public log at a glance, in English only. */
export const transparencyWords = {
  title: "Government requests",
  process: "How this service handles government requests",
  lead: "Every demand that an authority sends here, every answer and every order goes into a public log. No one can change it without being noticed. Each number leads to the entries behind it.",
  counted: (entries: number, day: string) =>
    `Counted from ${entries === 1 ? "1 entry" : `${entries} entries`} on ${day}.`,
  /** Kinds that come when their day is over. */
  told: (day: Through) =>
    `Head counts, appeals, corrections, location claims turned down, changes of the location data, and the effects and ends of orders are published when their day is over (UTC). ${day === undefined ? "The first day is not over yet" : `They are shown up to and including ${day}`}.`,
  allEntries: "All entries",
  checkIt: "Check it yourself",
  days,
  figure: {
    requests: {
      label: "Requests",
      none: "None yet.",
      open: (count: number) => `${count}\u00a0open`,
      answered: (count: number) => `${count}\u00a0answered`,
      returned: (count: number) => `${count}\u00a0sent\u00a0back`,
      rejected: (count: number) => `${count}\u00a0rejected`,
      unregistered: (count: number) => `Senders not in the register: ${count}.`,
    },
    endMeeting: {
      label: "Demands to end a meeting",
      neverAsked: "The only possible answer is no.",
      refused: (count: number, isAll: boolean) =>
        isAll ? "Refused every time." : `Refused: ${count}.`,
      sentBack: (count: number) => `Closed unanswered: ${count}.`,
      open: (count: number) => `Not answered yet: ${count}.`,
      neverMet: "Never granted.",
      met: (count: number) => `Granted: ${count}. This can’t be true: see below.`,
    },
    orders: {
      label: "Orders in force",
      through: (day: Through) =>
        day === undefined
          ? "An end is published the next day (UTC)."
          : `An end is published the next day (UTC): none after ${day} is counted yet.`,
      of: (approved: number) => `${approved} made in total.`,
      none: "None made so far.",
      ahead: (count: number) => `${count} scheduled.`,
    },
    time: {
      label: "Time to answer",
      none: "–",
      sameDay: "Same day",
      nothing: "No request answered yet.",
      half: "Half of the closed requests took this long or less.",
      longest: (count: number) => `The longest took ${days(count)}.`,
      noLonger: "None took longer.",
    },
    corrected: {
      label: "Wrong locations corrected",
      how: "How often, at least, someone an order kept out said “I’m not there” and was let in.",
      through: (day: Through) =>
        `Counted ${day === undefined ? "from the end of the first day" : through(day)}.`,
    },
  },
  band: {
    none: "none",
    "fewer-than-10": "fewer than\u00a010",
  } satisfies Record<FromTen, string>,
  atLeast: {
    none: "none",
    "1-or-more": "at least\u00a01",
    "10-or-more": "at least\u00a010",
    "100-or-more": "at least\u00a0100",
    "1000-or-more": "at least\u00a01,000",
  } satisfies Record<AtLeast, string>,
  findings: {
    title: "Some entries can’t be true",
    text: "The log says something impossible, which this service never writes itself. Ask the people who run it.",
    what: {
      "met-what-has-one-answer": "A demand was granted that can only be refused.",
      "met-with-ground": "A demand was granted with the reason for a refusal.",
      "answers-other-demands": "The answers don’t match what was asked.",
      "begins-nowhere": "It is about something that never began in the log.",
    } satisfies Record<Figures["findings"][number]["what"], string>,
    entry: (index: number) => `Entry ${index}`,
  },
  requests: {
    title: "Requests",
    text: "Newest first. Open one to read its story.",
    story: (number: number) => `Request ${number}`,
    received: (day: string) => `Received ${day}`,
    state: {
      open: "open",
      answered: "answered",
      returned: "sent back as incomplete",
      rejected: "rejected",
    },
    closed: (state: string, day: string) => `${state}, ${day}`,
    times: (count: number) => `×\u00a0${count}`,
    more: "Show more",
    shown: sayShown,
    noMore: "The rest couldn’t be loaded. Try again.",
  },
  order: {
    "in-force": (places: string, day: Through) =>
      `Order in force, unless it has ended ${since(day)}: ${places}`,
    ahead: (places: string) => `Order scheduled: ${places}`,
    suspended: (places: string) =>
      `Order without effect since the database was restored: ${places}`,
    over: (places: string) => `Order ended: ${places}`,
  },
  more: (count: number) => counted("more place", "more places")(count),
  asker: {
    sealed: (day: string) => `Can’t be named until after ${day}`,
    takenDown: "Name taken down",
    notInRegister: "Not in the register of authorities",
    allSealed: (day: string) => `Can’t be named yet (the last until ${day})`,
    allTakenDown: "Names taken down",
  },
  branch: {
    court: "Court",
    executive: "Government",
    police: "Police",
    other: "Other authority",
  } as Readonly<Record<string, string>>,
  answer: {
    met: demandWords.answer.met,
    narrowed: demandWords.answer.narrowed,
    refused: demandWords.answer.refused,
    notHandledHere: demandWords.answer["not-handled-here"],
    sentBack: "Closed unanswered",
    open: "Open",
  },
  demands: {
    title: "Demands and answers",
    text: "Only one kind of demand can be granted: keeping people in a place out of one session of one meeting. Every other kind has a fixed answer.",
    what: "Demand",
    asked: "Asked",
    notes: [
      [demandWords.answer.narrowed, "the order does less than was asked."],
      [
        demandWords.answer["not-handled-here"],
        "demands for data go to the people who run this service, which stores little.",
      ],
      [
        "Closed unanswered",
        "the request was sent back as incomplete, or rejected: it wasn’t from an authority, duplicated another request, or was withdrawn.",
      ],
    ],
  },
  months: {
    title: "Month by month",
    text: "Demands by the month they were entered in the log, and orders by the month they were made.",
    recent: (count: number) => `The last ${count} months.`,
    asked: "Demands",
    orders: "Orders",
    table: "Show as a table, with the answers",
    scroll: "Months as a table",
    month: "Month",
    requests: "Requests",
  },
  orders: {
    title: "Orders",
    text: "An order keeps people who are certain to be in a place out of one session of one meeting, for 7 days at most. It takes two people to make one.",
    none: "No orders made so far.",
    standing: "By state",
    made: "Made",
    inForce: (day: Through) => `In\u00a0force, or ended ${since(day)}`,
    ahead: "Scheduled",
    suspended: "Without effect since the database was restored",
    over: {
      lifted: "Lifted",
      overturned: "Overturned on appeal",
      appealNotDecided: "Ended because no one decided an appeal in time",
      occurrenceOver: "Ended with the session",
      lapsed: "Expired",
    } satisfies Record<Over, string>,
    withEffect: (day: Through) => `Kept someone out on at least one day (${through(day)})`,
    withCorrections: (day: Through) => `Let in someone who was wrongly located (${through(day)})`,
    byAuthority: "By authority",
    byPlace: "By place",
    grid: {
      label: "Places of orders, as a grid",
      note: "An illustration, not a map of borders. The list has the same information.",
      partly: (place: string, state: string) => `${place}, parts of it: ${state}`,
      state: { "in-force": "an order in force, or just ended", past: "past orders" },
      legend: { "in-force": "order in force, or just ended", past: "past orders" },
    },
    authority: "Authority",
    place: "Place",
  },
  time: {
    title: "How long it took",
    answer: "To answer a request",
    lift: "To lift or overturn an order",
    what: "What",
    half: "Half took at most",
    longest: "Longest",
    of: "Total",
    sameDay: "same day",
  },
  appeals: {
    title: "Appeals",
    text: "Anyone can appeal against an order. Numbers below ten aren’t shown exactly, so that they say nothing about any one person.",
    none: (day: Through) =>
      day === undefined
        ? "No appeals are shown before the log’s first day is over."
        : `No appeals ${through(day)}.`,
    month: "Month",
    made: "Cases",
    overturned: "Overturned the order",
    corrected: (day: Through) => `Wrong locations corrected (${through(day)})`,
    denied: (day: Through) => `“I’m not there” turned down by the desk (${through(day)})`,
  },
  terms: {
    title: "Terms-of-service actions",
    text: "Against abuse, after a report from inside the meeting, and never because of a demand. An action shortly before or after a request is linked to it, and a third person reviews it.",
    all: "All",
    linked: "Linked to a request",
    reviewed: "Reviewed by a third person",
    reversed: "Reversed after review",
  },
  doors: {
    title: "Changes that take two people",
    text: "Each of these could be a way around the process, so no one can do it alone.",
    none: "None proposed so far.",
    what: {
      staff: "Desk members",
      authority: "An authority’s reach",
      "disputed-places": "Disputed territories",
      "platform-rule": "Rules for the whole service",
      geofeed: "The operator’s location data",
    } as Readonly<Record<string, string>>,
    change: "Change",
    changes: "Proposed and confirmed",
    proposed: "Proposed",
    inEffect: "In\u00a0effect",
    declined: "Declined",
    open: "Open",
    undone: "Undone (by one person or more)",
    staffLeft: "Times a desk member lost or gave up roles, or left",
    authoritiesWithdrawn: "Authorities withdrawn",
    platformRulesLifted: "Rules for the whole service lifted or declined",
  },
  rest: {
    title: "Also in the log",
    looks: (day: Through) =>
      `Head counts, to see whether enough people are in a place (${through(day)})`,
    repeated: "Repeated requests from one authority about one host",
    outsideActs: "Outside actions that the operator was forced to take",
    operatorActs: "Entries on what the operator did to people’s accounts",
    sourcesChanged: "Changes of the location data that decide where people are",
    placesNamed: "Places that the operator named, or stopped naming",
    textsRemoved: "Texts taken down",
    setAside: "Missing entries, which this service could not enter here",
    logGaps: "Times the log stood still, with no orders in force",
    restorations: "Times the database was restored, with no earlier order in force",
    sealedAhead: "Sealed because a law forbids publishing it yet",
    sealedOpened: "Sealed at first, published since",
    existed: "Requests that a law had forbidden to mention, published since",
  },
  take: {
    title: "Follow, keep and check the log",
    follow: "Follow",
    followText: "Get new entries in your feed reader.",
    feed: "Atom feed",
    feedTitle: "Government requests: the public log",
    keep: "Keep",
    keepText: "Download the whole log.",
    jsonl: "JSON Lines",
    csv: "CSV",
    lumen: "Requests in the format of Lumen, a public database of such requests",
    check: "Check",
    checkText:
      "All you need is one file and Node. It reads the whole log, names the first bad entry, and remembers what it saw. Run it again later to find out whether anything has changed since.",
    download: "Download verify.mjs",
    run: "Then run it",
    key: "The key that signs the log",
    keyText: "Compare it with a copy you got elsewhere.",
  },
  none: {
    title: "No authority has sent a request yet",
    text: "When one does, you will find here:",
    will: [
      "who asked, and each thing that was asked, with its answer",
      "each order: for which place, for how long, and how it ended",
      "how long answers took, what was appealed, and what came of it",
      "everything that could be a way around this process",
    ],
  },
  fault: {
    loading: "Reading the log…",
    offlineTitle: "The service can’t be reached",
    offline: "Check your connection. This page keeps trying.",
    uncheckedTitle: "The log can’t be vouched for right now",
    unchecked:
      "The service can’t be sure right now that its log is complete, and it shows nothing that it can’t vouch for. This usually passes within minutes, and this page keeps trying. If it doesn’t, ask the people who run this service.",
    tooManyTitle: "Too many requests",
    tooMany: "Wait a moment. This page keeps trying.",
    failedTitle: "Something went wrong on our side",
    failed: "This page keeps trying.",
    retry: "Try again",
  },
  entries: {
    back: "Government requests",
    count: (count: number) => counted("entry", "entries")(count),
    newestFirst: "Newest first.",
    title: (figure: string) => `Entries behind: ${figure}`,
    slots: (count: number, day: string) => `${count} sealed slots, to be opened by ${day}`,
    slotsText:
      "Every day has the same number of slots. Each may hold something to be published later, or nothing; from outside they all look alike.",
    range: (first: number, last: number) => `Entries ${first} to ${last}`,
    unreadable: (index: number) => `Entry ${index} can’t be read.`,
    empty: "There are no entries behind this figure.",
    emptyAll: "The log has no entries yet.",
    shown: sayShown,
    noMore: "The rest couldn’t be loaded. Try again.",
    unknownTitle: "There is no such figure",
    unknown: "The address may be incomplete. Go back to all figures, or to all entries.",
    month: (month: string) => `what happened in ${month}`,
    demand: (demand: string) => `“${demand}”`,
    place: (place: string) => `orders for ${place}`,
    authority: (name: string) => `orders that ${name} asked for`,
    oneAuthority: "orders that one authority asked for",
    sealedAuthorities: "orders for authorities that can’t be named yet",
    takenDownAuthorities: "orders for authorities whose names were taken down",
    figure: {
      requests: "requests",
      demands: "demands and their answers",
      orders: "orders",
      "orders-in-force": "orders in force, or just ended",
      looks: "head counts",
      appeals: "appeals",
      corrections: "wrong locations corrected",
      denials: "location claims that the desk turned down",
      "terms-acts": "terms-of-service actions",
      "side-doors": "changes that take two people",
      "outside-acts": "outside actions",
      "operator-acts": "the operator’s acts on people’s accounts",
      "sources-changed": "changes of the location data",
      "places-named": "places named by the operator",
      "texts-removed": "texts taken down",
      "set-aside": "entries missing from the log",
      "log-gaps": "times the log stood still",
      restorations: "times the database was restored",
      sealed: "sealed entries",
    } as Readonly<Record<string, string>>,
  },
} as const;
