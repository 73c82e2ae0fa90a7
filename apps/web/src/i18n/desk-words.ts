import type { AppealCase } from "@graticule/api/appeals";
import type { PermitRefusal } from "@graticule/api/desk";
import type { DeskChange } from "@graticule/api/desk-changes";
import type { TextRemoval } from "@graticule/api/ledger";
import type { DeskOrder } from "@graticule/api/orders";
import type { RequestContent, RequestSummary } from "@graticule/api/requests";
import type { Report, TermsAct } from "@graticule/api/safety";
import type { ContentGap } from "@graticule/desk/completeness";
import type { Bucket, Recommendation } from "@graticule/desk/demand";
import type { DeskRole, Shortage } from "@graticule/desk/staff";
import { demandWords } from "./demand-words.ts";

/** Why a session can't come to the desk at all. */
type NoEntry = "no-member" | "no-second-factor" | "session-too-old";

/** Why somebody is not the second person of a change. */
type NoChange = "about-you" | "not-proved";

/** Why an act under the terms of service does not happen. */
type NoAct =
  | "near-request"
  | "no-report-from-inside"
  | "report-too-old"
  | "report-used"
  | "nobody-reported"
  | "is-host";

/** What the staff of the desk read, in English only. */
export const deskWords = {
  name: "Desk",
  nav: {
    overview: "What waits",
    new: "New request",
    register: "Register",
    appeals: "Appeals",
    contests: "“I’m not there”",
    safety: "Terms of service",
    log: "Public log",
  },
  role: {
    intake: "intake",
    reviewer: "reviewer",
    approver: "approver",
    appeals: "appeals",
    safety: "terms of service",
  } satisfies Record<DeskRole, string>,
  roleHint: {
    intake: "Types requests in, and calls back.",
    reviewer: "Looks, writes findings, answers demands, proposes orders.",
    approver: "Approves what another proposed; for the first time 72 hours from now.",
    appeals: "Decides appeals against orders that others made.",
    safety: "Acts under the terms of service; nothing to do with requests, and no liaison.",
  } satisfies Record<DeskRole, string>,
  noEntry: {
    "no-member": {
      title: "This page is for the desk",
      text: "The desk answers what governments send. Your account holds no role in it. A desk is made of people whom an administrator proposes; none of them is an administrator.",
      administrator: "Propose people for the desk",
      proposedTitle: "You have no role at the desk yet",
      proposed: (roles: string, time: string) => `You were proposed (${time}) for: ${roles}.`,
      confirmed:
        "Another person must confirm it. Until then there is nothing for you to do here; this page opens by itself.",
      byItself: (time: string) =>
        `Nobody of the desk can confirm it yet, so it takes effect by itself ${time}, unless the proposal is withdrawn. This page opens by itself then.`,
      afterwards: "From then on you can act.",
      approverAfterwards:
        "From then on you can act, but for approving: an approver approves for the first time 72 hours later.",
    },
    "no-second-factor": {
      title: "The desk asks for the second step",
      text: "A passkey alone is not enough here: turn on the second step, a code from an app, then come back.",
      action: "Turn it on",
    },
    "session-too-old": {
      title: "Sign in again for the desk",
      text: "Sessions at the desk last four hours.",
      action: "Sign in again",
    },
  } satisfies Record<NoEntry, unknown>,
  /** At what another role does: "For a reviewer or an approver". */
  forRoles: (roles: readonly string[]) => `For ${roles.join(" or ")}`,
  oneOfRole: {
    intake: "intake",
    reviewer: "a reviewer",
    approver: "an approver",
    appeals: "appeals",
    safety: "safety",
  } satisfies Record<DeskRole, string>,
  /** What is refused, by the reason that the service gives. */
  reason: {
    "no-such-role": "Your roles don’t include this. Somebody with the right one can do it.",
    "typed-it-in": "You typed this request in, so another person decides about it.",
    liaison:
      "You are a liaison to this authority, so others read what it asks for and decide about it.",
    "near-request":
      "You are a liaison to an authority, or had a hand in a request about this meeting or its host, so others act here.",
    "proposed-it": "You proposed this, so another person decides about it.",
    "approved-it": "You approved this, so another person decides about it.",
    "decided-it": "You decided the appeal before this one, so another person decides this one.",
    "about-you": "This takes your own roles away, so another person confirms it.",
    "too-new": "Whoever becomes an approver can approve after 72 hours.",
    inside:
      "Your connection is inside the territory of this authority. Someone who is surely outside can do this.",
    "not-proved":
      "Nothing shows yet who holds this account: its address isn’t verified, and the person hasn’t accepted.",
    "may-be-inside":
      "It is not certain where your own connection is, so it may be inside the territory of this authority. Come from another network; or have your office’s network entered in the operator’s own location data. Someone who is surely outside can do this, too.",
    "no-source-there":
      "No location source here can establish a place in this territory, so an order would touch no one. That isn’t about your connection: it takes location data that are up to date.",
    "look-cannot-tell":
      "The last look couldn’t tell whether anyone is there. Now that the location data can, take a second look first.",
    "not-explained":
      "A look since then says that fewer than 10 are there, and the order gives no reason for that. Decline it, and have it proposed anew with a reason.",
    closed: "This is closed: nothing happens to it any more.",
    "not-yet": "A step before this one is missing.",
    "findings-not-fresh":
      "These findings are word for word those of an earlier order of this authority on this meeting. A renewal needs findings of its own: look at it anew, and write down what you find.",
    "no-report-from-inside":
      "An act needs an open report by somebody who was inside, and never one from a state.",
    "report-too-old": "This report is older than 30 days: an act needs a newer one.",
    "report-used": "This report has led to such an act already: another one needs a new report.",
    "nobody-reported": "This report names nobody, or the sitting is over.",
    "is-host":
      "The host gave this person powers: one person of this service can mute them, and not take them out.",
    "no-member": "You hold no role at the desk any more.",
    "no-second-factor":
      "The desk asks for the second step. Turn it on, on the page of your account.",
    "session-too-old": "Your session is too old for the desk. Sign in again.",
  } satisfies Record<PermitRefusal | NoEntry | NoChange | NoAct, string>,
  overview: {
    roles: (roles: string) => `Your roles: ${roles}.`,
    session: (time: string) => `Your session at the desk lasts until ${time}.`,
    approvesFrom: (time: string) => `You can approve for the first time ${time}.`,
    liaison:
      "You are a liaison to an authority: others decide about its requests, and of these you see only what you typed in yourself.",
    shortages: "What the desk can’t do",
    shortage: {
      "no-intake": "Nobody can type in requests: somebody for intake is missing.",
      "no-call-back": "Nobody can call back an authority: it takes two people.",
      "no-orders":
        "The desk can refuse and lift, but not make orders: that takes three people, one for intake, a reviewer, and an approver of at least 72 hours.",
      "no-sources":
        "No location source here can establish any place, so no order can be made, and a look can’t tell who is where. It takes location data that are up to date.",
      "no-appeals":
        "Nobody can decide appeals: an order that somebody appeals against ends after 72 hours.",
    } satisfies Record<Shortage, string>,
    toRegister: "Propose people in the register",
    open: "Open requests",
    closed: "Closed requests",
    none: "No request has come in. When one does, somebody for intake types it in.",
    noneOpen: "Nothing waits.",
    new: "New request",
    changes: (count: number) =>
      count === 1
        ? "1 change waits for a second person"
        : `${count} changes wait for a second person`,
    contests: (count: number) =>
      count === 1
        ? "1 person says “I’m not there” and waits for an answer"
        : `${count} people say “I’m not there” and wait for an answer`,
    appeals: (count: number) => (count === 1 ? "1 open appeal" : `${count} open appeals`),
    reports: (count: number) => (count === 1 ? "1 open report" : `${count} open reports`),
  },
  request: {
    title: (number: number) => `Request ${number}`,
    state: {
      received: "received",
      "under-review": "under review",
      returned: "returned",
      rejected: "rejected",
      answered: "answered",
    } satisfies Record<RequestSummary["state"], string>,
    due: {
      receipt: (time: string) => `Confirm receipt by ${time}`,
      answer: (time: string) => `Answer by ${time}`,
    },
    overdue: {
      receipt: (time: string) => `Receipt was due ${time}`,
      answer: (time: string) => `The answer was due ${time}`,
    },
    demands: (count: number) => (count === 1 ? "1 demand" : `${count} demands`),
    missing: (count: number) =>
      count === 1 ? "1 thing is missing" : `${count} things are missing`,
    back: "All requests",
    came: "What came",
    steps: "Steps",
    record: "Record",
    repeated: "This authority made three requests or more on one host within 30 days.",
    alike: "Likely the same, or about the same",
    because: {
      "same-reference": "same reference",
      "same-meeting": "same meeting",
      "same-host": "same host",
    } as Readonly<Record<string, string>>,
    termsActs: "Acts under the terms of service around this request",
    termsReviewed: "reviewed by a third person",
    termsNotReviewed: "a third person still reviews it",
    whatYouTyped:
      "You are a liaison to this authority. This is what you typed in; others see what becomes of it, and decide.",
    typedBy: (names: string) => `Typed in by ${names}`,
  },
  gap: {
    office: "the office that sent it",
    instrument: "the kind of document",
    reference: "its reference",
    "legal-basis": "the law and its provision",
    reasons: "reasons",
    meeting: "the meeting that is to be withheld",
    duration: "for how long",
    redress: "how it can be contested",
    "tell-effect-to": "who is to be told of the effect",
    "forbids-notice-law": "the law that forbids telling",
    originals: "the original files",
    translation: "a translation",
  } satisfies Record<ContentGap, string>,
  branch: {
    court: "Court",
    executive: "Executive",
    police: "Police",
    other: "Other",
  } satisfies Record<RequestContent["branch"], string>,
  channel: {
    post: "Post",
    "e-mail": "E-mail",
    portal: "Portal",
    "in-person": "In person",
    telephone: "Telephone",
    other: "Other",
  } satisfies Record<RequestContent["channel"], string>,
  ...demandWords,
  form: {
    lead: "Type in what came, as it came. What is still missing is named below; an incomplete request can be kept, and goes back with what is missing.",
    sections: {
      who: "Who asks",
      document: "The document",
      demands: "What it demands",
      scope: "How far and how long",
      telling: "Telling and contesting",
      originals: "Originals and language",
    },
    authorityId: "Authority",
    chooseAuthority: "Choose one",
    noAuthorities: "The register holds no authority yet. Two people enter one there first.",
    toRegister: "To the register",
    branch: "Branch",
    office: "Office",
    officeHint: "The office, never a person’s name.",
    receivedAt: "When it came",
    channel: "How it came",
    instrument: "Kind of document",
    instrumentHint: "Court order, letter, notice.",
    reference: "Reference",
    statute: "Law",
    provision: "Provision",
    url: "Link to the law",
    reasons: "Reasons, in its own words",
    paste: "Paste the whole text here",
    pasteHint: "Select a passage and make it a demand. Only what you take from here is kept.",
    take: "Make the selected text a demand",
    demand: (index: number) => `Demand ${index}`,
    kind: "What it asks for",
    verbatim: "In its own words",
    about: "About which meeting",
    aboutNone: "None, or all",
    addDemand: "Add a demand",
    removeDemand: (index: number) => `Remove demand ${index}`,
    meetings: "Codes of the meetings that it names",
    meetingsHint: "One a line, such as abc-defg-hij.",
    placesAsked: "Places, in its own words",
    placesStated: "Places that it names",
    placesStatedHint: "An order begins with these, and can go beyond them only with a reason.",
    durationAsked: "For how long, in its own words",
    lengthKind: "How long that is",
    lengthStatedHint: "An order begins with this, and can go beyond it only with a reason.",
    lengthKinds: {
      "": "Not stated",
      hours: "Hours",
      days: "Days",
      until: "Until a time",
      "without-end": "Without an end",
    },
    lengthCount: "How many",
    lengthUntil: "Until when",
    redress: "How it can be contested",
    tellEffectTo: "Who is to be told of the effect",
    forbids: "It forbids telling who asked and why",
    forbidsHint:
      "That can delay the authority’s name, law and reasons, for at most a year. It never delays that something happened.",
    forbidsUntil: "Until",
    forbidsLaw: "By which law",
    answerBy: "A court’s own term for the answer",
    language: "Language",
    languageHint: "Its code: en, fr, zh-Hans.",
    translation: "Translation into English",
    files: "Original files",
    filesHint: "They stay on this device. Only their names and SHA-256 are sent.",
    hashing: "Computing …",
    noHashing: "This browser computes SHA-256 only on a page served by HTTPS.",
    remove: "Remove",
    removeFile: (name: string) => `Remove ${name}`,
    gapsTitle: "Still missing",
    complete: "Nothing is missing.",
    fault: {
      authorityId: "Choose who asks.",
      receivedAt: "Say when it came; it can’t be later than now.",
      url: "A link looks like https://law.example.org/act.",
      statute: "Give the law and its provision, or neither.",
      demands: "Enter at least one demand, each in its own words.",
      meetings: "A code looks like abc-defg-hij. Each stands once.",
      forbidsUntil: "Say until when, at most a year from now.",
      forbidsLaw: "Name the law that forbids it. Without one nothing is delayed.",
      lengthKind: "Say how many hours or days, or until when.",
      answerBy: "That is no date and time.",
      language: "A language’s code looks like en or zh-Hans.",
    },
    faultOf: "Look again at:",
    send: "Enter the request",
    correct: "Keep the correction",
    leaveTitle: "Leave without keeping it?",
    leaveText: "What you typed in is only on this page, and is lost then.",
    leave: "Leave",
  },
  checklist: {
    state: { done: "done", now: "to do", waits: "not yet", stopped: "not needed" },
    step: {
      complete: "Check that everything is there",
      authentic: "Call back",
      review: "Begin the review",
      look: "Take the one look",
      demands: "Answer every demand",
      order: "Write an order, and have it approved",
      letter: "Send the answer",
    },
    missing: (gaps: string) => `Missing: ${gaps}.`,
    correct: "Correct what was typed in",
    callBack: {
      text: "Find a contact of the authority that is not in the letter, and ask whether it is theirs. Somebody else than who typed it in does this.",
      how: "Whom you asked, and where the contact came from",
      missing: "Write whom you asked, and where the contact came from.",
      authentic: "It is theirs",
      notAuthentic: "It is not theirs",
      confirmed: "The authority says that it is theirs.",
      failed: "It is not theirs. Reject it.",
    },
    begin: "Begin the review",
    beginText: "From then on nothing that was typed in changes.",
    begun: "What was typed in is fixed.",
    noOrder: "No demand needs an order.",
    return: "Send back as incomplete",
    returnText: "It goes back with what is missing, closes, and is counted.",
    returnLetter: (gaps: string) =>
      `We can’t answer this request, because it does not state: ${gaps}. Please send it again with what is missing.`,
    reject: "Reject",
    rejectText: "It closes without an answer to its demands.",
    rejectGround: "Why",
    rejectGrounds: {
      "not-authentic": "Not authentic",
      "not-an-authority": "Not an authority",
      duplicate: "The same again",
      withdrawn: "Withdrawn",
    },
    letterText: "Text that goes back",
    letterMissing: "Write what goes back.",
  },
  look: {
    title: (code: string) => `Meeting ${code}`,
    state: {
      running: "It runs now.",
      scheduled: "It is planned, and does not run yet: there is nothing to see.",
      idle: "It does not run, and nothing is planned.",
      ended: "It is over.",
      gone: "It is deleted.",
    },
    occurrence: (from: string, until: string | undefined) =>
      until === undefined ? `This sitting: since ${from}.` : `This sitting: ${from} to ${until}.`,
    text: "It tells one of four sizes, or that it can’t tell, for the authority’s whole territory, and nothing else. Each look is in the public record.",
    take: "Take the one look",
    second: "Ask for a second look",
    secondAsked: (name: string) => `${name} asked for a second look. Another person agrees.`,
    agree: "Agree, and look a second time",
    bucket: {
      "cannot-tell": "Can’t tell",
      "fewer-than-10": "Fewer than 10",
      "10-99": "10 to 99",
      "100-999": "100 to 999",
      "1000-or-more": "1,000 or more",
    } satisfies Record<Bucket, string>,
    seen: (ordinal: number, by: string, time: string) =>
      `${ordinal === 1 ? "First" : "Second"} look, by ${by}, ${time}`,
    recommendation: {
      "no-action": "Recommended: no action. Too few are there.",
      "cannot-tell":
        "No location source here can establish a place in this territory: this says nothing of how many are there, and an order would touch no one.",
      "findings-decide": "The findings decide.",
    } satisfies Record<Recommendation, string>,
  },
  demands: {
    fixed: "The one answer that exists for it",
    give: {
      refused: "Refuse",
      "not-handled-here": "Answer: not handled here",
    },
    giveTo: (index: number, what: string) => `${what}: demand ${index}`,
    ground: "Why it is refused, or met only in part",
    chooseGround: "Choose one",
    groundMissing: "Choose why.",
    goesBack: "Goes back:",
    met: "Met by the order",
    narrowed: "Met in part by the order",
    metWhen: "It can be met only by an order that is approved.",
    toHeld: "What we hold",
    by: (name: string, time: string) => `${name}, ${time}`,
  },
  order: {
    title: "Order",
    propose: "Write an order",
    noOpenDemand:
      "No order can be proposed: every demand to withhold a meeting has its answer. A further order takes a new request.",
    meeting: "Meeting",
    meetingHint: "One that a demand asks to withhold, as long as that demand is not answered.",
    asked: "Asked",
    granted: "Granted",
    places: "Places",
    placesHint: "Only inside the authority’s territory:",
    time: "Time",
    notSaid: "not said",
    askedWithoutEnd: "without an end",
    askedUntil: (time: string) => `until ${time}`,
    askedHours: (hours: number) => {
      const [count, unit] = hours % 24 === 0 ? [hours / 24, "day"] : [hours, "hour"];
      return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
    },
    from: "From",
    until: "Until",
    untilHint: "At most 7 days, and never past this sitting.",
    zone: (zone: string) => `Times are in ${zone}.`,
    noticeMinutes: "Minutes of notice for those inside",
    reason: "Reason, for the public",
    law: "Law, for the public",
    sealedUntil: "Delay authority, law and reason until",
    findings: "Findings",
    findingsText:
      "In writing, one by one. They stay at the desk. A renewal needs findings of its own: those of an earlier order, word for word, are refused.",
    finding: {
      procedure: "Procedure: did it come the way the law asks?",
      authority: "Authority: may this office ask for it?",
      legality: "Legality: does the law say what it says?",
      necessity: "Necessity and proportion: would less do?",
      rights: "Human rights: whose, and what speaks against it?",
    },
    fault: {
      meeting: "Choose a meeting.",
      places: "Choose at least one place.",
      outside: (places: string) => `The authority has no power over: ${places}.`,
      from: "Say from when until when: the end after the beginning, in the future, and at most 7 days later.",
      noticeMinutes: "0 to 10 minutes.",
      reason: "Write the reason for the public.",
      law: "Write the law for the public.",
      sealedUntil: "At most a year from now.",
      findings: "Write all five findings.",
      beyondWhy: "Write why.",
    },
    beyond: {
      advice: "fewer than 10 are there, and the recommendation is to do nothing",
      length: "it is longer than what was asked",
      places: "it is for more places than were asked",
      noLength: "the request states no length",
      noPlaces: "the request states no places",
    },
    beyondNote: (what: string) => `This goes beyond something: ${what}.`,
    beyondWhy: "Why it does so all the same",
    beyondWhyHint:
      "Everyone can read this at once in the public log, also where authority and law are told later: name neither.",
    beyondSaid: (why: string) => `The reason: ${why}`,
    findingMissing: "Write this finding.",
    proposeButton: "Propose it",
    proposeThen: (typists: string) =>
      `Nothing happens yet. It takes effect when an approver agrees who is not you and not ${typists}.`,
    approve: "Approve",
    approveThen: (name: string) =>
      `${name} proposed it, and you are the second person: with this it takes effect at its time, without another question.`,
    needsOther: (typists: string) =>
      `Nothing happens until an approver agrees who is not you and not ${typists}.`,
    approveTitle: "Approve this order?",
    approveWhat: (places: string, code: string, time: string) =>
      `Nobody who is surely in ${places} can be in ${code}, ${time}.`,
    decline: "Decline",
    declineTitle: "Decline this order?",
    declineText: "It never takes effect. One person suffices.",
    lift: "Lift",
    liftTitle: "Lift this order?",
    liftText:
      "It ends at once, and whoever it kept out can join. It can’t be put back: that takes a new request.",
    why: "Why",
    whyMissing: "Write why.",
    state: {
      proposed: "proposed",
      "not-approved": "declined",
      approved: "approved, begins later",
      "in-force": "in force",
      lifted: "lifted",
      overturned: "overturned on appeal",
      lapsed: "over",
    } satisfies Record<DeskOrder["state"], string>,
    excepted: (places: string) => `Without ${places}: disputed.`,
    reachesNow: (places: string, without: string) =>
      `It reaches less than was approved, since the register or the list of disputed places changed: ${places}${without === "" ? "" : `, without ${without}`}.`,
    reachesNothing:
      "It has no effect any more: none of its places is in this authority’s territory now. Lift it.",
    range: (from: string, until: string) => `${from} to ${until}`,
    proposed: (name: string, time: string) => `Proposed by ${name}, ${time}`,
    approved: (name: string, time: string) => `Approved by ${name}, ${time}`,
    ended: (time: string) => `Ended ${time}`,
    appealDue: (time: string) =>
      `An appeal is open; it ends the order at ${time}, if nobody decides.`,
    noticeOf: (minutes: number) =>
      minutes === 0
        ? "No notice."
        : `${minutes === 1 ? "1 minute" : `${minutes} minutes`} of notice for those inside.`,
    sealedTold: (time: string) => `Authority, law and reason are told from ${time}.`,
  },
  letter: {
    text: "Drafted from the answers. It says whether and since when there is effect, never a number.",
    label: "The letter",
    copy: "Copy",
    copied: "Copied",
    send: "Close the request with this letter",
    sendTitle: "Close this request?",
    sendText:
      "You send the letter by the authority’s own channel. The answers become public, and the request is closed for good.",
    after: "Every demand needs its answer first.",
  },
  step: {
    received: "typed in",
    corrected: "corrected",
    authenticated: "called back: theirs",
    "not-authentic": "called back: not theirs",
    "review-began": "review begun",
    "look-asked": "second look asked for",
    looked: "looked",
    "demand-answered": "demand answered",
    "order-proposed": "order proposed",
    "order-approved": "order approved",
    "order-refused": "order declined",
    "order-ended": "order ended",
    returned: "sent back",
    rejected: "rejected",
    answered: "answered",
    "words-prepared": "words prepared for the public",
    "words-published": "words made public",
    "words-declined": "words for the public declined",
  } as Readonly<Record<string, string>>,
  register: {
    changes: "Open changes",
    changesText: "What one proposes, another confirms. Both are in the public record.",
    noChanges:
      "Nothing waits to be confirmed. What somebody proposes below is listed here until another person has decided.",
    decided: "Decided changes",
    confirm: "Confirm",
    decline: "Decline",
    withdraw: "Withdraw",
    confirmTitle: "Confirm this change?",
    confirmText: (name: string) =>
      `${name} proposed it, and you are the second person: it takes effect at once.`,
    another: "Another person must confirm it.",
    aboutUnverified: (email: string) =>
      `${email} is not verified, and the person has not accepted yet. They accept on their account’s page.`,
    aboutAccepted: (email: string) =>
      `${email} is not verified. The person who has the account accepted with a passkey: make sure that it’s who you mean.`,
    proposed: (name: string, time: string) => `Proposed by ${name}, ${time}`,
    waits: (time: string) => `Takes effect by itself ${time}, if nobody declines it`,
    waitsAlone: (time: string) =>
      `Takes effect by itself ${time}, unless an approver or the one concerned declines it.`,
    aboutYou: "It is about you. You can decline it.",
    state: {
      open: "open",
      confirmed: "confirmed",
      declined: "declined",
      withdrawn: "withdrawn",
      waited: "took effect after its wait",
      alone: "took effect: their own roles",
    } satisfies Record<DeskChange["state"], string>,
    decidedBy: (state: string, name: string | undefined, time: string) =>
      name === undefined ? `${state}, ${time}` : `${state} by ${name}, ${time}`,
    sent: "Proposed. Another person must confirm it.",
    sentAlone: (time: string) => `Proposed. It takes effect by itself ${time}.`,
    done: "Done: your own roles you take away alone.",
    geofeed: "The operator’s own location data wait",
    geofeedText:
      "They would move somebody into the places of an order in force. Until two people have seen them, what was there before goes on.",
    geofeedPropose: "Propose to take them in",
    withdrawAuthority: "Withdraw",
    withdrawTitle: (name: string) => `Withdraw ${name}?`,
    withdrawText: "It can demand nothing more. One person suffices. To have it again takes two.",
    authorities: "Authorities",
    authoritiesText: "Who may demand, and how far its power goes.",
    noAuthorities: "None yet.",
    kind: {
      country: "Country",
      state: "State of a federation",
      union: "Union",
    },
    kindLabel: "Its territory",
    reach: "Power over",
    instruments: "By published instrument",
    contact: "Contact, found independently",
    withdrawn: (time: string) => `withdrawn ${time}`,
    widen: "Change",
    addAuthority: "Propose an authority",
    authorityName: "Name",
    home: "Its own place",
    union: "Which union",
    unionOf: (name: string, day: string) => `${name}, by its members as of ${day}`,
    unionHint:
      "Its member countries, without their territories that have a code of their own. The list ships with the service.",
    unlisted: "It named its members itself, which no union does any more: it can demand nothing.",
    addInstrument: "Add an instrument",
    instrumentPlace: "Place",
    noPlace: "No place is called so.",
    instrumentCitation: "Citation",
    instrumentHint:
      "A published instrument of that place’s own legal order. A territory with a code of its own is not its country’s without one.",
    removeInstrument: (index: number) => `Remove instrument ${index}`,
    propose: "Propose it",
    fault: {
      name: "Give it its name.",
      home: "Choose one place.",
      contact: "Say where to reach it.",
      instruments: "Each instrument has a place and a citation.",
    },
    disputed: "Disputed places",
    disputedText: "In nobody’s jurisdiction but their own authorities’.",
    noDisputed: "None is listed.",
    since: (day: string) => `since ${day}`,
    changeDisputed: "Propose a change",
    addPlaces: "Add",
    removePlaces: "Take out",
    source: "Source",
    disputedFault: { places: "Choose at least one place.", source: "Name the source." },
    staff: "Staff",
    staffText: "An administrator holds no role here. A new approver can approve after 72 hours.",
    noStaff: "Nobody yet.",
    noFactor: "no second step",
    unverified: "address not verified",
    approvesFrom: (time: string) => `approves from ${time}`,
    liaison: (names: string) => `liaison to ${names}`,
    proposeStaff: "Propose somebody",
    changeStaffOf: (name: string) => `Change the roles of ${name}`,
    email: "E-mail address of the account",
    emailHint:
      "Somebody with an account, the second step turned on, and no administration. You take your own roles away at once. Taking somebody else’s needs a second person; where there is none it waits 7 days, and they can decline it.",
    roles: "Roles",
    liaisonTo: "Liaison to",
  },
  appeals: {
    title: "Appeals",
    text: "A case is decided by somebody who neither proposed nor approved the order. Undecided, it ends the order. After it is decided, those kept out or the host appeal again if none of them was heard: then another person decides.",
    none: "Nobody has appealed.",
    case: (number: number, no: number) =>
      no === 1 ? `Appeal in request ${number}` : `Appeal ${no} in request ${number}`,
    morePublic: "Show more of the public",
    due: (time: string) => `Decide by ${time}`,
    by: { refused: "Somebody kept out", host: "The host", public: "The public" } satisfies Record<
      AppealCase["statements"][number]["by"],
      string
    >,
    reasons: "Reasons",
    reasonsHint: "Whoever appealed reads them.",
    reasonsFault: "Write the reasons.",
    upheld: "The order stays",
    overturned: "The order ends",
    outcome: "Decision",
    decide: "Decide",
    decideTitle: { upheld: "Let the order stay?", overturned: "End the order now?" },
    decideText: {
      upheld: "Whoever appealed reads your reasons.",
      overturned: "It ends at once, and whoever it kept out can join.",
    },
    decided: (outcome: string, name: string, time: string) => `${outcome}. ${name}, ${time}`,
    toRequest: "To the request",
  },
  contests: {
    text: "Somebody whom an order reaches says that they are somewhere else. Nothing that this service knows speaks for it, or they would be in already. Answer within ten minutes: no answer lets them in. You see neither who it is nor from which address they come.",
    none: "Nobody waits. New ones appear here by themselves.",
    title: (place: string) => `“I’m not in ${place}”`,
    left: (clock: string) => `${clock} left`,
    over: "In: nobody answered in time",
    toRequest: (number: number) => `Order of request ${number}`,
    speaks: "What speaks for this place",
    because: {
      "records-agree": "Several independent records of networks name it.",
      "own-list": "This service’s own list of networks names it.",
      "paths-agree": "Sound and picture come from there too.",
    } as Readonly<Record<string, string>>,
    device: "Where their device says to be",
    deviceSays: (place: string) =>
      `${place}. A device says what its owner lets it say, so this alone proves nothing.`,
    deviceSilent: "It was not asked.",
    letIn: "Let them in",
    keepOut: "Keep them out…",
    keepOutTitle: "Keep this person out?",
    keepOutText: "They read your words, and can appeal against the order all the same.",
    why: "Why they stay out",
    whyFault: "Write why: they read it.",
    confirm: "Keep them out",
  },
  misplacements: {
    title: "Placed wrongly again and again",
    text: "More than one person on one network was let in within a day. You can correct where this service takes that network to be, for everybody on it. You don’t see which one it is, and after your answer, or a day, nobody does.",
    was: (place: string, request: number) =>
      `A network that seemed to be in ${place}, by the order of request ${request}.`,
    instead: "Where it is, as devices and records say",
    unknown:
      "No device and no record says where it is, so only the operator’s own list can correct it.",
    correct: "Correct it",
    leave: "Leave it",
    done: {
      serves: "Corrected. Everybody on that network is there from now on.",
      waits:
        "It would move people into the places of an order, so another person confirms it: it stands in the register.",
      left: "Left as it was, and forgotten.",
    },
  },
  safety: {
    title: "Terms of service",
    text: "For abuse by people inside a meeting. What a state complains about goes to the desk, under whatever name.",
    reports: "Reports",
    noReports: "No reports.",
    what: {
      harassment: "Harassment",
      threat: "Threat",
      sexual: "Sexual content",
      "child-safety": "Safety of children",
      spam: "Spam",
      other: "Other",
    } satisfies Record<Report["what"], string>,
    inside: "from inside",
    notInside: "not from inside",
    fromState: "from a state: the desk answers it",
    goneMeeting: "meeting deleted",
    outcome: {
      "no-action": "no action",
      acted: "acted on",
      "to-the-desk": "given to the desk",
    } satisfies Record<NonNullable<Report["outcome"]>, string>,
    noAction: "No action",
    toDesk: "Give to the desk",
    close: {
      "no-action": {
        title: "Close this report without an act?",
        says: "It stays closed: an act then needs a new report.",
        confirm: "Close it",
      },
      "to-the-desk": {
        title: "Give this report to the desk?",
        says: "It is closed here. What a state asks for is answered there.",
        confirm: "Give it to the desk",
      },
    },
    propose: "Propose an act",
    about: (name: string) => `About one participant: ${name}`,
    aboutText: "The name is deleted when the sitting is over.",
    alone: {
      "mute-participant": "Mute",
      "remove-participant": "Take out",
    },
    aloneText: {
      "mute-participant":
        "Their microphone goes off at once. They are told that it was this service, and can turn it on again.",
      "remove-participant":
        "They leave at once and wait in the lobby until the sitting is over or the host lets them in. They are told that it was this service, and how to object.",
    },
    aloneThen:
      "You do this alone: the host is told, and it is a public entry that names nobody. Don’t name anybody in the reason either: it is kept.",
    needsInside: "An act needs a report by somebody who was inside.",
    act: {
      "end-meeting": "End the meeting",
      "suspend-account": "Suspend the host’s account",
      "reinstate-account": "Reinstate the account",
      "mute-participant": "Mute the participant",
      "remove-participant": "Take the participant out of this sitting",
    } satisfies Record<TermsAct["kind"], string>,
    actKind: "What",
    reason: "Reason",
    reasonFault: "Write the reason.",
    proposeThen:
      "Nothing happens yet: another person must approve it. Where a request names this meeting or its host, a third one, too.",
    acts: "Acts",
    noActs: "No acts.",
    state: {
      "waits-for-second": "a second person must approve it",
      "waits-for-third": "a third person must approve it",
      "in-effect": "in effect",
      withdrawn: "withdrawn",
      reversed: "reversed",
    } satisfies Record<TermsAct["state"], string>,
    around: (numbers: string) =>
      `In the time of request ${numbers}: publicly linked, and reviewed by a third person.`,
    proposed: (name: string, time: string) => `Proposed by ${name}, ${time}`,
    approvedAs: { second: "Second person", third: "Third person" },
    approval: (which: string, name: string, time: string) => `${which}: ${name}, ${time}`,
    approve: "Approve",
    approveTitle: "Approve this act?",
    approveText: "If it needs nobody else, it takes effect at once.",
    withdraw: "Withdraw",
    reinstate: "Propose to reinstate",
    review: "Review",
    reviewTitle: (number: number) => `Review for request ${number}`,
    reviewOutcome: "Outcome",
    stands: "It stands",
    reversed: "It is reversed",
    outside: "Acts outside the product",
    outsideText: "What a court forced whoever runs the service to do elsewhere. Public.",
    noOutside: "None.",
    enterOutside: "Enter an outside act",
    outsideWhat: "What was done",
    forcedBy: "Who forced it",
    on: "On which day",
    code: "Code of the meeting, if it was about one",
    outsideFault: {
      what: "Say what was done.",
      forcedBy: "Say who forced it.",
      on: "Say on which day.",
    },
    enter: "Enter it",
  },
  log: {
    text: "Entries of the public log stay for good. The texts beside them can be taken down: one person proposes it, another confirms. The log then says that a text was taken down, and on what ground. Nobody can bring it back.",
    waiting: "Texts that somebody wants to take down",
    none: "Nothing waits.",
    name: {
      authority: "the name of the authority",
      reason: "the reason",
      law: "the law",
      says: "what would be changed",
      what: "what was done outside",
      forcedBy: "who forced it",
      demand: "what was demanded, in the authority’s words",
      translation: "its translation",
      title: "the title of a meeting",
      beyondWhy: "why an order goes beyond something",
    } satisfies Record<TextRemoval["text"], string>,
    ground: {
      "court-order": "A court ordered it",
      unlawful: "It is unlawful to show it",
      "personal-data": "It is about a person",
      mistake: "It was told by mistake",
    } satisfies Record<TextRemoval["ground"], string>,
    which: (entry: number, name: string) => `Entry ${entry}: ${name}`,
    proposed: (ground: string, name: string, time: string) =>
      `${ground}. Proposed by ${name}, ${time}`,
    confirm: "Take it down",
    decline: "Decline",
    withdraw: "Withdraw",
    confirmTitle: "Take this text down?",
    confirmText: "This can’t be undone: the text is deleted here, and the log says so.",
    propose: "Propose to take a text down",
    entry: "Number of the entry in the public log",
    whichText: "Which of its texts",
    whichGround: "Ground, which everybody will read",
    look: "Look at the text",
    proposeTitle: "Propose to take this text down?",
    proposeText: "Another person must confirm it. Until then everybody can read it.",
    proposeIt: "Propose it",
    sent: "Proposed. Another person confirms or declines it.",
    fault: {
      entry: "Give the number of an entry: 0 or more.",
      absent: "This entry has no such text, or it is not told yet.",
      "taken-down": "This text was taken down already.",
      offline: "The public log can’t be read just now. Try again in a moment.",
    },
  },
  administration: {
    title: "Desk",
    text: "The people who answer what governments send. You propose them; you can’t be one of them.",
    alone:
      "While nobody of the desk can confirm it, a proposal takes effect after 7 days. It is public from now on.",
    missing: (who: string, someApprover: boolean) =>
      `An order takes three people: one for intake, a reviewer and an approver. Still missing: ${who}. ${
        someApprover
          ? "An approver confirms whom you propose."
          : "Propose them all today: each waits 7 days, and an approver 72 hours more."
      } Whoever is proposed counts from the day it takes effect.`,
    missingPeople: "enough people, since nobody does two of these for one order",
    reports: (count: number) =>
      count === 1
        ? "1 report of abuse waits at the desk."
        : `${count} reports of abuse wait at the desk.`,
    reportsUnread: (count: number) =>
      count === 1
        ? "1 report of abuse waits, and no one can read it yet"
        : `${count} reports of abuse wait, and no one can read them yet`,
    readerNeeded:
      "Whoever sends one is told so. While no one at the desk can confirm it, a proposal takes effect after 7 days. Now:",
    noReader:
      "No one can read reports of abuse yet, and whoever sends one is told so. A proposal takes 7 days while no one at the desk can confirm it. Now:",
    proposeReader: "propose someone for the terms of service on Desk",
  },
} as const;
