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
import { accountWords } from "./account-words.ts";
import { demandWords } from "./demand-words.ts";

/** Why a session can't come to the desk at all. */
type NoEntry = "no-member" | "no-second-factor" | "session-too-old";

/** Why someone is not the second person of a change. */
type NoChange =
  | "signed-it"
  | "only-approver"
  | "not-proposed"
  | "about-you"
  | "is-liaison"
  | "proposer-is-liaison"
  | "appointed-since"
  | "no-key-yet";

/** Why a terms-of-service action does not happen, or a text is not taken down. */
type NoAct =
  | "near-entry"
  | "proposer-barred"
  | "near-request"
  | "role-lost"
  | "no-report-from-inside"
  | "report-too-old"
  | "report-used"
  | "nobody-reported"
  | "is-host";

/** What the staff of the desk read, in English only. */
export const deskWords = {
  name: "Desk",
  nav: {
    overview: "Inbox",
    new: "New request",
    register: "Register",
    appeals: "Appeals",
    contests: "Location claims",
    safety: "Abuse reports",
    log: "Public log",
  },
  role: {
    intake: "intake",
    reviewer: "reviewer",
    approver: "approver",
    appeals: "appeals",
    safety: "safety",
  } satisfies Record<DeskRole, string>,
  roleHint: {
    intake: "Enters requests and calls authorities back.",
    reviewer: "Checks head counts, writes findings, answers demands and proposes orders.",
    approver: "Approves what someone else proposed. Can start 72 hours after taking the role.",
    appeals: "Decides appeals against orders made by others.",
    safety:
      "Handles abuse reports and terms-of-service actions. Has nothing to do with requests, and can’t be a liaison.",
  } satisfies Record<DeskRole, string>,
  /** Before a signature. */
  willSign: "You sign it with your desk key: your browser will ask for it.",
  noEntry: {
    "no-member": {
      title: "This page is for desk members",
      text: "The desk answers requests from governments. Your account has no role there. Administrators propose its members, but can’t be members themselves.",
      administrator: "Propose people for the desk",
      proposedTitle: "You have no role at the desk yet",
      proposed: (roles: string, time: string) =>
        `You were proposed for these roles: ${roles} (${time}).`,
      keyFirst: "Create a desk key on your account page first. Nothing happens until you do.",
      confirmed: "Someone else must confirm this. This page will then open automatically.",
      byItself: (time: string) =>
        `No one at the desk can confirm this yet, so it takes effect automatically (${time}) unless the proposal is withdrawn. This page will then open automatically.`,
      toAccount: "Go to your account",
      afterwards: "You can act from then on.",
      approverAfterwards: "You can act from then on, and start approving 72 hours later.",
    },
    "no-second-factor": {
      title: "Turn on the second step to use the desk",
      text: "A passkey alone is not enough here. Turn on the second step (a code from an app), then come back.",
      action: "Turn it on",
    },
    "session-too-old": {
      title: "Sign in again to use the desk",
      text: "You stay signed in to the desk for four hours at a time.",
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
    "no-such-role": "Your roles don’t include this. Someone with the right role can do it.",
    "typed-it-in": "You entered this request, so someone else must decide on it.",
    liaison: "You are a liaison to this authority, so others read its requests and decide on them.",
    "is-liaison":
      "You are a liaison to an authority, so others decide which territories authorities have, and where networks are.",
    "proposer-is-liaison":
      "The person who proposed this has become a liaison to an authority. Decline it; someone else can propose it again.",
    "own-meeting": "This is about your own meeting or account, so others deal with it.",
    "near-request":
      "You are a liaison to an authority, or took part in a request about this meeting or its host, so someone else must act here.",
    "near-entry":
      "You are a liaison to an authority, or this entry is about your own meeting or something that you had a part in, so someone else must act here.",
    "proposed-it": "You proposed this, so someone else must decide on it.",
    "signed-it": "You signed this proposal, so someone else must confirm it.",
    "only-approver":
      "Only you can confirm this, and you can’t also sign its proposal. Another member of the desk signs it first.",
    "not-proposed":
      "The proposal isn’t signed, or it was signed before the person’s desk key changed. In that case withdraw it and propose it again.",
    "approved-it": "You approved this, so someone else must decide on it.",
    "handled-it": "You took part in this request, so someone else must decide the appeal.",
    "decided-it": "You decided the previous appeal, so someone else must decide this one.",
    "about-you": "This is about your own roles or desk key, so someone else must confirm it.",
    "appointed-since":
      "This person’s roles have changed since this was proposed. Decline it; it can then be proposed again.",
    "too-new": "You haven’t had this role for 72 hours yet, so someone else must do this.",
    "new-key": "Your desk key is new. It can sign three days after its entry in the public log.",
    inside:
      "Your connection is inside this authority’s territory. Someone who is certain to be outside it can do this.",
    "no-key-yet":
      "This person hasn’t created their desk key yet. They do that on their account page, where they see that they were proposed.",
    "no-desk-key": accountWords.fault["no-desk-key"],
    "not-signed":
      "Your signature doesn’t match: this may have changed meanwhile, or it’s a new day (UTC). Reload the page and try again.",
    "brought-back":
      "Your roles came back with a restored database. Until you are appointed again, none of this rests on them: no order, no end of a meeting or suspension of an account, no removal of a text from the public log other than a name that an administrator gave since, and no authority’s words in it. The administrator or a colleague proposes it, someone else confirms it.",
    "proposal-brought-back":
      "This was proposed before the database was restored, and may have been declined or withdrawn in what was lost. Decline or withdraw it, then propose it again.",
    "may-be-inside":
      "It isn’t certain where your own connection is, so it may be inside this authority’s territory. Use another network, or have your office’s network added to the operator’s own location data. Someone who is certain to be outside can also do this.",
    "no-source-there":
      "The location data here can establish hardly any address in this territory, or none, so an order would affect hardly anyone. This isn’t about your connection: the service needs up-to-date location data.",
    "look-cannot-tell":
      "The last head count couldn’t tell whether anyone is there. The location data now can, so check the head count a second time first.",
    "session-moved":
      "The session that this order was proposed for is over, or the host moved it to a later time. Decline the order. If it’s still needed, propose it again: it is then for the session that comes next.",
    "looks-spent":
      "Enough head counts have been made for one day: two for a meeting, ten for a host’s meetings, fifty in all, for whatever requests. Wait a day, or continue without one.",
    "not-explained":
      "A later head count says otherwise than this order: either that people from fewer than 10 networks are there, and the order gives no reason for acting anyway; or that there are more, and the order says that it goes against the advice. Decline it, and have it proposed again.",
    closed: "This is closed. Nothing more can be done with it.",
    "not-yet": "An earlier step must be done first.",
    "not-in-register": "The sender isn’t in the register, so this can only be rejected.",
    "findings-not-fresh":
      "These findings repeat, word for word, those of an earlier order for this authority on this meeting. A renewal needs its own: review it again and write down what you find.",
    "no-report-from-inside":
      "An action needs an open report from someone who was inside, and never one from a state.",
    "proposer-barred":
      "The person who proposed this may no longer do so: they no longer have the role, or have had a part in what this entry says. Decline it; someone else can propose it.",
    "role-lost":
      "Someone who agreed to this no longer has the role. Withdraw it; it can then be proposed again.",
    "report-too-old": "This report is more than 30 days old. An action needs a newer one.",
    "report-used": "This report has already led to such an action. Another one needs a new report.",
    "nobody-reported": "This report names no one, or the session has ended.",
    "is-host":
      "This person is a host or co-host. One person alone can mute them, but not remove them.",
    "no-member": "You no longer have a role at the desk.",
    "no-second-factor": "The desk requires the second step. Turn it on under Account.",
    "session-too-old": "You signed in too long ago to use the desk. Sign in again.",
  } satisfies Record<PermitRefusal | NoEntry | NoChange | NoAct, string>,
  overview: {
    roles: (roles: string) => `Your roles: ${roles}.`,
    session: (time: string) => `You are signed in to the desk until ${time}.`,
    approvesFrom: (time: string) => `You can start approving ${time}.`,
    hearsFrom: (time: string) => `You can start deciding appeals ${time}.`,
    liaison:
      "You are a liaison to an authority. Others decide on its requests, and you see only those that you entered yourself.",
    shortages: "What the desk can’t do right now",
    shortage: {
      "no-intake": "No one can enter requests: no one has the intake role.",
      "no-call-back": "No one can call an authority back: that takes two people.",
      "no-refusals":
        "No one can refuse a demand: that takes a reviewer or an approver who didn’t enter the request.",
      "no-orders":
        "The desk can lift orders, but it can’t make them. That takes three people: one for intake, a reviewer, and an approver who has had the role for 72 hours. The last two sign, each with a desk key that has been in the public log for three days.",
      "no-sources":
        "The location data here can’t establish enough of any territory, so no order can be made, and a head count can’t tell how many people are where. The service needs up-to-date location data.",
      "no-appeals":
        "No one can decide appeals: that takes someone who has had the appeals role for 72 hours and had no part in the request. An order that someone appeals against ends after 72 hours, or after half of its remaining time if that is less.",
    } satisfies Record<Shortage, string>,
    toRegister: "Propose people in the register",
    open: "Open requests",
    closed: "Closed requests",
    none: "No requests yet. When one arrives, someone with the intake role enters it.",
    noneOpen: "No open requests.",
    new: "New request",
    changes: (count: number) =>
      count === 1
        ? "1 change is waiting for a second person"
        : `${count} changes are waiting for a second person`,
    contests: (count: number) =>
      count === 1
        ? "1 location claim is waiting for an answer"
        : `${count} location claims are waiting for an answer`,
    appeals: (count: number) => (count === 1 ? "1 open appeal" : `${count} open appeals`),
    reports: (count: number) =>
      count === 1 ? "1 open abuse report" : `${count} open abuse reports`,
  },
  request: {
    title: (number: number) => `Request ${number}`,
    state: {
      received: "received",
      "under-review": "under review",
      returned: "sent back",
      rejected: "rejected",
      answered: "answered",
    } satisfies Record<RequestSummary["state"], string>,
    due: {
      receipt: (time: string) => `Start the review by ${time}`,
      answer: (time: string) => `Answer by ${time}`,
    },
    overdue: {
      receipt: (time: string) => `The review was due to start ${time}`,
      answer: (time: string) => `The answer was due ${time}`,
    },
    demands: (count: number) => (count === 1 ? "1 demand" : `${count} demands`),
    missing: (count: number) => (count === 1 ? "1 item missing" : `${count} items missing`),
    notInRegister: "Not in the register",
    notInRegisterText:
      "No authority of the register sent this, and anyone can write or call in an authority’s name. So it can only be rejected: there is no head count, no order and no other answer. If you find out, through a contact that isn’t in the letter, that it is a real authority, have it registered, reject this, and enter the request again.",
    back: "All requests",
    came: "As received",
    steps: "Steps",
    record: "Record",
    repeated: "This authority has made three or more requests about one host within 30 days.",
    alike: "Probably the same, or about the same thing",
    because: {
      "same-reference": "same reference",
      "same-meeting": "same meeting",
      "same-host": "same host",
    } as Readonly<Record<string, string>>,
    termsActs: "Terms-of-service actions around this request",
    termsReviewed: "reviewed by a third person",
    termsNotReviewed: "waiting for review by a third person",
    textsKept: (day: string) =>
      `The texts of this request are destroyed on ${day}, a year after it was closed and its orders were over, or later while a law forbids mentioning it.`,
    textsDestroyed: (day: string) =>
      `These words were destroyed on ${day}, a year after the request was closed and its orders were over, or later while a law forbade mentioning it.`,
    textsWithoutKey:
      "The database was restored without the keys of texts, so the words written before that can’t be read.",
    whatYouTyped:
      "You are a liaison to this authority, or host a meeting that the request names. This is what you entered. Others decide on it and see what becomes of it.",
    typedBy: (names: string) => `Entered by ${names}`,
  },
  gap: {
    office: "the office that sent it",
    instrument: "the kind of document",
    reference: "its reference",
    "legal-basis": "the law and provision it relies on",
    reasons: "its reasons",
    meeting: "the meeting to keep people out of",
    duration: "for how long",
    redress: "how it can be challenged",
    "tell-effect-to": "who should be told about its effect",
    "forbids-notice-law": "the law that forbids saying who asked and why",
    originals: "the original files",
    translation: "an English translation",
  } satisfies Record<ContentGap, string>,
  branch: {
    court: "Court",
    executive: "Government",
    police: "Police",
    other: "Other",
  } satisfies Record<RequestContent["branch"], string>,
  channel: {
    post: "Post",
    "e-mail": "Email",
    portal: "Portal",
    "in-person": "In person",
    telephone: "Phone",
    other: "Other",
  } satisfies Record<RequestContent["channel"], string>,
  ...demandWords,
  form: {
    lead: "Enter the request exactly as it came. Anything missing is listed below. You can enter an incomplete request and send it back with that list.",
    sections: {
      who: "Who is asking",
      document: "The document",
      demands: "What it demands",
      scope: "Scope and duration",
      telling: "Notice and appeal",
      originals: "Originals and language",
    },
    authorityId: "Authority",
    chooseAuthority: "Choose one",
    noAuthorities:
      "The register has no authorities yet. Until two people have added one, requests can only be rejected.",
    notInRegister: "None: it isn’t in the register",
    notInRegisterText:
      "Enter it all the same, so that it is counted. The desk can only reject it. The public log and the host read that the sender isn’t in the register, never who it says it is.",
    sender: "Who it says it is",
    senderHint: "An office or an organisation, never a person’s name. Only the desk reads this.",
    toRegister: "Go to the register",
    branch: "Branch",
    office: "Office",
    officeHint: "The office, never a person’s name.",
    receivedAt: "Received",
    channel: "Channel",
    instrument: "Kind of document",
    instrumentHint: "For example, a court order, a letter or a notice.",
    reference: "Reference",
    statute: "Law",
    provision: "Provision",
    url: "Link to the law",
    reasons: "Reasons, in its own words",
    paste: "Paste the full text here",
    pasteHint: "Select a passage and make it a demand. Only the passages you select are kept.",
    take: "Make the selected text a demand",
    demand: (index: number) => `Demand ${index}`,
    kind: "What it asks for",
    verbatim: "In its own words",
    about: "Which meeting it is about",
    aboutNone: "None, or all",
    addDemand: "Add a demand",
    removeDemand: (index: number) => `Remove demand ${index}`,
    meetings: "Codes of the meetings it names",
    meetingsHint: "One per line, for example abc-defg-hij.",
    placesAsked: "Places, in its own words",
    placesStated: "Places it names",
    placesStatedHint: "An order starts with these. Going beyond them takes a reason.",
    durationAsked: "How long, in its own words",
    lengthKind: "Duration",
    lengthStatedHint: "An order starts with this. Going beyond it takes a reason.",
    lengthKinds: {
      "": "Not stated",
      hours: "Hours",
      days: "Days",
      until: "Until a time",
      "without-end": "No end",
    },
    lengthCount: "How many",
    lengthUntil: "Until",
    redress: "How it can be challenged",
    tellEffectTo: "Who should be told about its effect",
    forbids: "It forbids saying who asked and why",
    forbidsHint:
      "This can delay publishing the authority’s name, law and reasons for up to a year, but never the fact that something happened.",
    forbidsUntil: "Until",
    forbidsLaw: "Under which law",
    answerBy: "Deadline for the answer, if a court set one",
    language: "Language",
    languageHint: "As a code: en, fr, zh-Hans.",
    translation: "English translation",
    files: "Original files",
    filesHint: "They stay on this device. Only their names and SHA-256 hashes are sent.",
    hashing: "Computing hashes…",
    noHashing: "This browser can compute SHA-256 hashes only on a page served over HTTPS.",
    remove: "Remove",
    removeFile: (name: string) => `Remove ${name}`,
    gapsTitle: "Still missing",
    complete: "Nothing is missing.",
    fault: {
      authorityId: "Choose who is asking.",
      sender: "Enter who it says it is.",
      receivedAt: "Enter when it was received. That can’t be in the future.",
      url: "Enter a full link, such as https://law.example.org/act.",
      statute: "Enter both the law and its provision, or neither.",
      demands: "Enter at least one demand, each in its own words.",
      meetings: "A code looks like abc-defg-hij. Enter each one only once.",
      forbidsUntil: "Enter until when, at most a year from now.",
      forbidsLaw: "Name the law that forbids it. Without one, nothing is delayed.",
      lengthKind: "Enter how many hours or days, or until when.",
      answerBy: "Enter a full date and time.",
      language: "A language code looks like en or zh-Hans.",
    },
    faultOf: "Check these:",
    send: "Enter the request",
    correct: "Save the correction",
    leaveTitle: "Leave without saving?",
    leaveText: "What you entered exists only on this page and will be lost.",
    leave: "Leave",
  },
  checklist: {
    state: { done: "done", now: "to do", waits: "not yet", stopped: "not needed" },
    step: {
      complete: "Check that it is complete",
      authentic: "Call back",
      review: "Start the review",
      look: "Check the head count",
      demands: "Answer every demand",
      order: "Write an order and have it approved",
      letter: "Send the answer",
    },
    missing: (gaps: string) => `Missing: ${gaps}.`,
    correct: "Correct the entry",
    callBack: {
      text: "Find a contact for the authority that isn’t in the letter, and ask whether the request is genuine. Someone other than the person who entered it must do this. Check first that nothing is missing from the entry: afterwards no one can correct it.",
      how: "Who you asked, and where you found the contact",
      missing: "Write who you asked and where you found the contact.",
      authentic: "Confirm it is genuine",
      notAuthentic: "Mark as not genuine",
      confirmed: "The authority confirmed that it is genuine.",
      failed: "It is not genuine. Reject it.",
    },
    begin: "Start the review",
    beginText: "Confirm receipt to the authority through its own channel.",
    begun: "The entry can no longer be changed.",
    noOrder: "No demand needs an order.",
    return: "Send back as incomplete",
    returnText:
      "It goes back with a list of what is missing, is closed, and still counts in the public figures.",
    returnLetter: (gaps: string) =>
      `We can’t answer this request because these are missing: ${gaps}. Please complete it and send it again.`,
    notInRegisterLetter:
      "We know of no authority that sent this, so we do nothing about it. An authority that wants to demand something of this service first asks to be entered in our register.",
    reject: "Reject",
    rejectText: "It is closed without an answer to its demands.",
    rejectGround: "Why",
    rejectGrounds: {
      "not-authentic": "Not genuine",
      "not-an-authority": "Not an authority",
      duplicate: "Duplicate",
      withdrawn: "Withdrawn",
    },
    letterText: "Text to send back",
    letterMissing: "Write the text to send back.",
  },
  look: {
    title: (code: string) => `Meeting ${code}`,
    state: {
      running: "In progress.",
      scheduled: "Scheduled, but not started: there is no one to count yet.",
      idle: "Not in progress, and nothing is scheduled.",
      ended: "Ended.",
      gone: "Deleted.",
    },
    occurrence: (from: string, until: string | undefined) =>
      until === undefined ? `This session: since ${from}.` : `This session: ${from} to ${until}.`,
    text: "You can check once; a second time takes two people. A head count gives one of four ranges for the authority’s whole territory, or says that it can’t tell, and nothing else. It counts networks: everyone on one network counts once. Every head count is recorded in the public log.",
    take: "Check the head count",
    second: "Ask for a second head count",
    secondAsked: (name: string) =>
      `${name} asked for a second head count. Someone else must agree to it.`,
    agree: "Agree and check a second time",
    bucket: {
      "cannot-tell": "Can’t tell",
      "fewer-than-10": "Fewer than 10 networks",
      "10-99": "10 to 99 networks",
      "100-999": "100 to 999 networks",
      "1000-or-more": "1,000 or more networks",
    } satisfies Record<Bucket, string>,
    seen: (ordinal: number, by: string, time: string) =>
      `${ordinal === 1 ? "First" : "Second"} head count, by ${by}, ${time}`,
    recommendation: {
      "no-action":
        "Recommended: no action. Few are certain to be there. To refuse, say that it is not proportionate: a refusal doesn’t tell how many are there. An order against this advice tells everyone that they are fewer than 10 networks.",
      "cannot-tell":
        "The location data here can establish hardly any address in this territory, or none. This says nothing about how many people are there, and an order would affect hardly anyone.",
      "findings-decide": "Your findings decide.",
    } satisfies Record<Recommendation, string>,
  },
  demands: {
    fixed: "This demand has only one possible answer",
    give: {
      refused: "Refuse",
      "not-handled-here": "Answer: not handled here",
    },
    giveTo: (index: number, what: string) => `${what}: demand ${index}`,
    ground: "Why",
    chooseGround: "Choose one",
    groundMissing: "Choose a reason.",
    goesBack: "The letter says:",
    met: "Granted by the order",
    narrowed: "Granted in part by the order",
    overturned: "An appeal overturned the order. The letter says so.",
    back: "Back",
    askTitle: {
      met: "Answer: granted?",
      narrowed: "Answer: granted in part?",
      refused: "Refuse this demand?",
      "not-handled-here": "Answer: not handled here?",
    },
    askText: "This answer can’t be changed afterwards.",
    metWhen: "Only an approved order can grant it.",
    toHeld: "What this service stores",
    by: (name: string, time: string) => `${name}, ${time}`,
  },
  order: {
    title: "Order",
    propose: "Write an order",
    noOpenDemand:
      "No order can be proposed: every demand to keep people out of a meeting has been answered. Another order takes a new request.",
    overturned: "An appeal overturned the order. Another order takes a new request.",
    meeting: "Meeting",
    meetingHint: "Only a meeting that an unanswered demand asks to keep people out of.",
    asked: "Asked",
    granted: "Granted",
    places: "Places",
    placesHint: "Only within the authority’s territory:",
    time: "Time",
    notSaid: "not stated",
    askedWithoutEnd: "no end",
    askedUntil: (time: string) => `until ${time}`,
    askedHours: (hours: number) => {
      const [count, unit] = hours % 24 === 0 ? [hours / 24, "day"] : [hours, "hour"];
      return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
    },
    from: "From",
    until: "Until",
    untilHint: "At most 7 days, and never beyond this session.",
    zone: (zone: string) => `Times are in ${zone}.`,
    noticeMinutes: "Minutes of notice for people inside",
    reason: "Reason (public)",
    law: "Law (public)",
    sealedUntil: "Publish authority, law and reason only after",
    findings: "Findings",
    findingsText:
      "In writing, one by one. They stay at the desk. A renewal needs its own findings: a word-for-word copy of an earlier order’s is refused.",
    finding: {
      procedure: "Procedure: did it come the way the law requires?",
      authority: "Authority: does this office have the power to ask for it?",
      legality: "Legality: does the law say what the request says it does?",
      necessity: "Necessity and proportionality: would less be enough?",
      rights: "Human rights: whose are affected, and what speaks against it?",
    },
    fault: {
      meeting: "Choose a meeting.",
      places: "Choose at least one place.",
      outside: (places: string) => `The authority has no power over ${places}.`,
      from: "Enter a start and an end. The end must be in the future, after the start, and at most 7 days later.",
      noticeMinutes: "Enter 0 to 10 minutes.",
      reason: "Enter the reason to publish.",
      law: "Enter the law to publish.",
      sealedUntil: "Enter a time in the future, at most a year from now.",
      findings: "Write all five findings.",
      beyondWhy: "Write why.",
    },
    beyond: {
      advice: "people from fewer than 10 networks are there, and the recommendation is no action",
      length: "it lasts longer than was asked",
      places: "it covers more places than were asked",
      noLength: "the request states no duration",
      noPlaces: "the request states no places",
    },
    beyondNote: (what: string) => `This goes beyond what was asked or advised: ${what}.`,
    beyondWhy: "Why it goes beyond that",
    beyondWhyHint:
      "Everyone can read this in the public log at once, even if the authority and the law are published later. Name neither.",
    beyondSaid: (why: string) => `Reason: ${why}`,
    findingMissing: "Write this finding.",
    proposeButton: "Propose it",
    proposeThen: (typists: string) =>
      `Nothing happens yet. It takes effect only when an approver other than you or ${typists} approves it.`,
    approve: "Approve",
    approveThen: (name: string) =>
      `${name} proposed it, and you are the second person. Your approval puts it into effect at its start time, with no further step.`,
    needsOther: (typists: string) =>
      `Nothing happens until an approver other than you or ${typists} approves it.`,
    approveTitle: "Approve this order?",
    approveWhat: (places: string, code: string, time: string) =>
      `From ${time}, people who are certain to be in ${places} can’t be in meeting ${code}.`,
    decline: "Decline",
    declineTitle: "Decline this order?",
    declineText: "It will never take effect. One person is enough for this.",
    lift: "Lift",
    liftTitle: "Lift this order?",
    liftText:
      "It ends at once, and everyone it kept out can join. It can’t be restored: that takes a new request.",
    why: "Why",
    whyMissing: "Write why.",
    state: {
      proposed: "proposed",
      "not-approved": "declined",
      "waits-for-log": "begins once it is in the public log",
      approved: "scheduled",
      suspended: "suspended",
      "in-force": "in force",
      lifted: "lifted",
      overturned: "overturned on appeal",
      lapsed: "expired",
    } satisfies Record<DeskOrder["state"], string>,
    suspended: {
      log: "It has no effect while the public log isn’t being signed.",
      restored: (time: string) =>
        `It has had no effect since ${time}: the database was restored then, and this order may have been lifted in what was lost. Check whether it should still hold. If so, two people confirm it again, first a reviewer, then an approver. If not, lift it.`,
      inLog: "The restore in the public log:",
      confirmed: (name: string) => `${name} confirmed it again. An approver has to confirm it too.`,
    },
    proposeAgain: "Confirm it again",
    proposeAgainTitle: "Confirm this order again?",
    proposeAgainText:
      "As if you proposed it now, with its findings. It has effect only once an approver confirms it too.",
    approveAgain: "Confirm it as the second person",
    approveAgainThen: (name: string) =>
      `${name} confirmed it again, and you are the second person. It has effect once the public log says so.`,
    excepted: (places: string) => `Except ${places} (disputed).`,
    reachesNow: (places: string, without: string) =>
      `It now covers less than was approved, because the register or the list of disputed territories changed: ${places}${without === "" ? "" : `, except ${without}`}.`,
    reachesNothing:
      "It no longer has any effect: none of its places is in this authority’s territory now. Lift it.",
    range: (from: string, until: string) => `${from} to ${until}`,
    proposed: (name: string, time: string) => `Proposed by ${name}, ${time}`,
    approved: (name: string, time: string) => `Approved by ${name}, ${time}`,
    ended: (time: string) => `Ended ${time}`,
    appealDue: (time: string) =>
      `An appeal is open. If no one decides it by ${time}, the order ends.`,
    noticeOf: (minutes: number) =>
      minutes === 0
        ? "No notice."
        : `${minutes === 1 ? "1 minute" : `${minutes} minutes`} of notice for people inside.`,
    sealedTold: (time: string) => `Authority, law and reason are published after ${time}.`,
  },
  letter: {
    text: "Drafted from the answers. It says whether an order has had effect and since when, but never gives a number.",
    label: "Letter",
    copy: "Copy",
    copied: "Copied",
    send: "Close the request with this letter",
    sendTitle: "Close this request?",
    sendText:
      "You send the letter yourself, through the authority’s own channel. The answers become public, and the request is closed for good.",
    after: "Answer every demand first.",
  },
  step: {
    received: "entered",
    corrected: "corrected",
    authenticated: "called back: genuine",
    "not-authentic": "called back: not genuine",
    "review-began": "review started",
    "look-asked": "second head count asked for",
    looked: "head count checked",
    "demand-answered": "demand answered",
    "order-proposed": "order proposed",
    "order-approved": "order approved",
    "order-refused": "order declined",
    "order-ended": "order ended",
    returned: "sent back",
    rejected: "rejected",
    answered: "answered",
    "words-prepared": "words prepared for the public",
    "words-published": "words published",
    "words-declined": "words declined",
  } as Readonly<Record<string, string>>,
  register: {
    changes: "Open changes",
    changesText:
      "One person proposes and another confirms, each with their desk key. Both signatures are in the public log.",
    noChanges:
      "No changes are waiting. Anything proposed below is listed here until someone else has decided on it.",
    decided: "Decided changes",
    confirm: "Confirm",
    decline: "Decline",
    withdraw: "Withdraw",
    confirmTitle: "Confirm this change?",
    confirmText: (name: string) =>
      `${name} proposed it, and you are the second person. It takes effect once it is in the public log, usually within a second.`,
    another: "Someone else must confirm it.",
    anotherEarlier: "Someone else can confirm it before that.",
    sign: "Sign the proposal",
    signTitle: "Sign this proposal?",
    signText: "Once you have signed it, someone else can confirm it.",
    signFor: (name: string) =>
      `${name} proposed it as an administrator, without a desk key. If you sign it, someone else can confirm it.`,
    signNow: "It can’t be confirmed before you have signed the proposal.",
    signForNow:
      "An administrator proposed it. It can’t be confirmed before a desk member has signed the proposal. You can do that.",
    anotherSigns: "Someone else must sign the proposal and confirm it.",
    unsigned: "The proposal isn’t signed yet.",
    nearRequests: (requests: readonly number[]) =>
      requests.length === 0
        ? "It is close in time to a request that can’t be named yet, from an authority whose territory it touches."
        : `It is close in time to ${requests.length === 1 ? "request" : "requests"} ${requests.join(", ")}, and touches the territory of the authority that asked.`,
    reviewed: {
      waits: "A third person reviews it.",
      stands: "A third person let it stand.",
      reversed: "A third person had it lifted.",
    },
    letStand: "Let it stand",
    reverse: "Lift it",
    aboutUnverified: (email: string) =>
      `${email} isn’t verified, so check that this account belongs to the person you mean.`,
    askKey: "Ask them in person or by phone for the code of their desk key. Confirm only if it is:",
    askNewKey:
      "Ask them in person or by phone whether they want a new desk key, and for its code. Confirm only if it is:",
    replaces: "It replaces their desk key",
    replacesThen:
      "As soon as you confirm, the old key can’t sign anything any more. The new one can sign three days later.",
    proposed: (name: string, time: string) => `Proposed by ${name}, ${time}`,
    waits: (time: string) => `Takes effect automatically (${time}) unless someone declines it.`,
    waitsAlone: (time: string) =>
      `Takes effect automatically (${time}) unless an approver or the person concerned declines it.`,
    aboutYou: "It is about you. You can decline it.",
    state: {
      open: "open",
      confirmed: "confirmed",
      declined: "declined",
      withdrawn: "withdrawn",
      waited: "took effect after the waiting period",
      alone: "took effect: gave up their own roles",
      lifted: "lifted before it was decided",
    } satisfies Record<DeskChange["state"], string>,
    decidedBy: (state: string, name: string | undefined, time: string) =>
      name === undefined ? `${state}, ${time}` : `${state} by ${name}, ${time}`,
    sent: "Proposed. A desk member must sign the proposal, and an approver must confirm it.",
    sentToSign: "Proposed. Sign it under Open changes, so that someone else can confirm it.",
    sentKeyFirst:
      "Proposed. They create a desk key on their account page first. After that you sign the proposal here, and someone else confirms it.",
    sentKeyFirstOrWait:
      "Proposed. They create a desk key on their account page first. After that a desk member signs the proposal and an approver confirms it. While there are no two people who can, it takes effect after 7 days of that.",
    sentAlone: (time: string) => `Proposed. It takes effect automatically (${time}).`,
    done: "Done. Giving up your own roles takes no one else.",
    geofeed: "New location data is waiting",
    geofeedText:
      "It would move people into the places of an order in force. For them, the previous data stays in use until two people have agreed to the new data, or the order ends.",
    geofeedPropose: "Propose to use it",
    withdrawAuthority: "Withdraw",
    withdrawTitle: (name: string) => `Withdraw ${name}?`,
    withdrawText:
      "It can no longer demand anything. Its orders in force stay until they end, or are lifted. One person is enough for this; adding it again takes two.",
    authorities: "Authorities",
    authoritiesText: "Who may make demands, and how far their power reaches.",
    noAuthorities: "No authorities yet.",
    kind: {
      country: "Country",
      state: "State of a federation",
      union: "Union",
    },
    kindLabel: "Territory",
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
      "Its member countries, without their territories that have their own code. The list comes with the service.",
    unlisted: "It listed its own members, which unions can no longer do. It can’t demand anything.",
    addInstrument: "Add an instrument",
    instrumentPlace: "Place",
    noPlace: "No place by that name.",
    instrumentCitation: "Citation",
    instrumentHint:
      "A published instrument of that place’s own legal order. Without one, a territory with its own code doesn’t count as its country’s.",
    removeInstrument: (index: number) => `Remove instrument ${index}`,
    propose: "Propose it",
    fault: {
      name: "Enter a name.",
      home: "Choose one place.",
      contact: "Enter how to reach it.",
      instruments: "Enter a place and a citation for each instrument.",
    },
    disputed: "Disputed territories",
    disputedText: "Under the jurisdiction of their own authorities only.",
    noDisputed: "None listed.",
    since: (day: string) => `since ${day}`,
    changeDisputed: "Propose a change",
    addPlaces: "Add",
    removePlaces: "Remove",
    source: "Source",
    disputedFault: { places: "Choose at least one place.", source: "Name the source." },
    staff: "Desk members",
    staffText:
      "Administrators can’t have a role here. New approvers can start approving after 72 hours. A new desk key can sign three days after its entry in the public log.",
    noStaff: "No one yet.",
    noFactor: "no second step",
    key: "Desk key’s code:",
    noKey: "no desk key",
    signsFrom: (time: string) => `desk key signs from ${time}`,
    newKey: "With a new desk key",
    newKeyHint:
      "For a key that was lost, or that someone else may have, and for a member who has none. They create the new one on their account page, and another approver confirms it. An old key then can’t sign anything any more, and the new one can sign three days later.",
    unverified: "email not verified",
    approvesFrom: (time: string) => `approves from ${time}`,
    hearsFrom: (time: string) => `decides appeals from ${time}`,
    memberBroughtBack: "roles from a restored database: propose them again",
    broughtBack:
      "It can’t be confirmed like this: the database was restored, and it was proposed before that, or by or to someone whose own roles came back that way. Propose it again, first for the people at the desk.",
    liaison: (names: string) => `liaison to ${names}`,
    proposeStaff: "Propose someone",
    changeStaffOf: (name: string) => `Change the roles or desk key of ${name}`,
    email: "Email address of the account",
    emailHint:
      "They need an account with the second step turned on, and can’t be an administrator. Before anyone can confirm it, they create a desk key on their account page. Giving up your own roles takes effect at once. Taking away someone else’s takes a second person; if there is none, it waits 7 days, and they can decline it.",
    roles: "Roles",
    liaisonTo: "Liaison to",
  },
  appeals: {
    title: "Appeals",
    text: "An appeal case is decided by someone who had no part in the request or the order. If no one decides it in time, the order ends. After a decision, the people kept out and the host can appeal again if none of them was heard, and someone else decides.",
    none: "No appeals yet.",
    case: (number: number, no: number) =>
      no === 1 ? `Appeal on request ${number}` : `Appeal ${no} on request ${number}`,
    morePublic: "Show more from the public",
    due: (time: string) => `Decide by ${time}`,
    by: { refused: "Someone kept out", host: "The host", public: "The public" } satisfies Record<
      AppealCase["statements"][number]["by"],
      string
    >,
    reasons: "Reasons",
    reasonsHint: "Everyone who appealed can read them.",
    reasonsFault: "Write your reasons.",
    upheld: "The order stands",
    overturned: "The order ends",
    outcome: "Decision",
    outcomeFault: "Choose one.",
    decide: "Decide",
    decideTitle: { upheld: "Let the order stand?", overturned: "End the order now?" },
    decideText: {
      upheld: "Everyone who appealed can read your reasons.",
      overturned: "It ends at once, and everyone it kept out can join.",
    },
    endUnsigned: "End the order without a signature",
    decided: (outcome: string, name: string, time: string) => `${outcome}. ${name}, ${time}`,
    toRequest: "Go to the request",
  },
  contests: {
    text: "Someone affected by an order says they are somewhere else. Nothing this service knows supports that, or they would already be in. Answer within ten minutes; without an answer, they are let in. You can’t see who they are or their network address.",
    none: "No location claims are waiting. New ones appear here automatically.",
    title: (place: string) => `“I’m not in ${place}”`,
    left: (clock: string) => `${clock} left`,
    over: "Let in: no one answered in time",
    toRequest: (number: number) => `Order on request ${number}`,
    speaks: "What points to this place",
    because: {
      "records-agree": "Several independent location databases name it.",
      "own-list": "This service’s own list of networks names it.",
      "paths-agree": "Their audio and video come from there too.",
    } as Readonly<Record<string, string>>,
    device: "Where their device says it is",
    deviceSays: (place: string) =>
      `${place}. A device says what its owner lets it say, so this alone proves nothing.`,
    deviceSilent: "Not asked.",
    letIn: "Let them in",
    keepOut: "Keep them out…",
    keepOutTitle: "Keep this person out?",
    keepOutText: "They can read what you write, and can still appeal against the order.",
    why: "Why they stay out",
    whyFault: "Write why. They will read it.",
    confirm: "Keep them out",
  },
  misplacements: {
    title: "Mislocated networks",
    text: "Within a day, more than one person on the same network was let in after a location claim. You can correct where the service places that network, for everyone on it. You can’t see which network it is; after your answer, or after a day, no one can.",
    was: (place: string, request: number) =>
      `A network that appeared to be in ${place}, under the order on request ${request}.`,
    instead: "Where devices and databases say it is",
    unknown:
      "No device and no database says where it is, so only the operator’s own list can correct it.",
    correct: "Correct it",
    leave: "Leave as it is",
    done: {
      serves: "Corrected. Everyone on that network now counts as being there.",
      waits:
        "This would move people into the places of an order, so someone else must confirm it in the register.",
      left: "Left as it is, and forgotten.",
    },
  },
  safety: {
    title: "Abuse reports",
    text: "For abuse by people inside a meeting. Anything a state complains about goes to the desk, whatever it is called.",
    reports: "Reports",
    noReports: "No reports yet.",
    noReportsToRead:
      "No reports that come from a state. Other reports are read only by members for safety.",
    what: {
      harassment: "Harassment",
      threat: "Threats",
      sexual: "Sexual content",
      "child-safety": "Child safety",
      spam: "Spam",
      other: "Other",
    } satisfies Record<Report["what"], string>,
    inside: "from inside",
    notInside: "not from inside",
    fromState: "from a state: for the desk to answer",
    goneMeeting: "meeting deleted",
    outcome: {
      "no-action": "no action",
      acted: "acted on",
      "to-the-desk": "sent to the desk",
    } satisfies Record<NonNullable<Report["outcome"]>, string>,
    reportTexts: {
      textsKept: (day: string) =>
        `These words are destroyed on ${day}, a year after the report is closed, or after the last action that rests on it. A report that stays open counts as closed once it is too old for an action.`,
      textsDestroyed: (day: string) =>
        `These words were destroyed on ${day}, a year after the report was closed, or after the last action that rested on it.`,
      textsWithoutKey: "The key to these words is gone, so they can’t be read.",
    },
    noAction: "No action",
    toDesk: "Send to the desk",
    close: {
      "no-action": {
        title: "Close this report without action?",
        says: "It stays closed. Acting later takes a new report.",
        confirm: "Close it",
      },
      "to-the-desk": {
        title: "Send this report to the desk?",
        says: "It is closed here. The desk answers what a state asks for.",
        confirm: "Send to the desk",
      },
    },
    propose: "Propose an action",
    about: (name: string) => `About one participant: ${name}`,
    aboutText: "The name is deleted when the session ends.",
    alone: {
      "mute-participant": "Mute",
      "remove-participant": "Remove",
    },
    aloneText: {
      "mute-participant":
        "Their microphone is turned off as soon as the public log says so, within seconds. They are told that this service did it, and can turn it back on.",
      "remove-participant":
        "They are moved to the lobby as soon as the public log says so, within seconds, and wait there until the session ends or the host lets them in. They are told that this service did it, and how to object.",
    },
    aloneThen:
      "You do this on your own for up to three participants of a session. From the fourth on, someone else must approve it, and a third person too if a request names this meeting or its host. The host is notified, and the public log gets an entry that names no one. Don’t name anyone in the reason either: it is kept for a year or more, and the host reads it.",
    needsInside: "An action needs a report from someone who was inside.",
    act: {
      "end-meeting": "End the meeting",
      "suspend-account": "Suspend the host’s account",
      "reinstate-account": "Reinstate the account",
      "mute-participant": "Mute the participant",
      "remove-participant": "Remove the participant from this session",
    } satisfies Record<TermsAct["kind"], string>,
    actKind: "Action",
    reason: "Reason",
    reasonFault: "Write a reason.",
    proposeThen:
      "Nothing happens yet. Someone else must approve it, and a third person too if a request names this meeting or its host.",
    actTexts: {
      textsKept: (day: string) =>
        `The reason is destroyed on ${day}, with the words of its report: a year after the last step.`,
      textsDestroyed: (day: string) =>
        `The reason was destroyed on ${day}, with the words of its report: a year after the last step.`,
      textsWithoutKey:
        "The key to this reason is gone, so it can’t be read. An action that still waits can only be withdrawn, and proposed again.",
    },
    acts: "Terms-of-service actions",
    noActs: "No actions yet.",
    noActsToRead: "These are read by members for safety and for appeals.",
    state: {
      "waits-for-second": "waiting for a second person",
      "waits-for-third": "waiting for a third person",
      "waits-for-log": "begins once it is in the public log",
      "in-effect": "in effect",
      withdrawn: "withdrawn",
      reversed: "reversed",
    } satisfies Record<TermsAct["state"], string>,
    around: (numbers: string) =>
      `Around the time of request ${numbers}: linked to it in public, and reviewed by a third person.`,
    proposed: (name: string, time: string) => `Proposed by ${name}, ${time}`,
    approvedAs: { second: "Second person", third: "Third person" },
    approval: (which: string, name: string, time: string) => `${which}: ${name}, ${time}`,
    approve: "Approve",
    approveTitle: "Approve this action?",
    approveText:
      "If no one else is needed, it takes effect once it is in the public log, usually within a second.",
    withdraw: "Withdraw",
    reinstate: "Propose to reinstate",
    review: "Review",
    reviewTitle: (number: number) => `Review for request ${number}`,
    reviewOutcome: "Outcome",
    stands: "It stands",
    reversed: "It is reversed",
    reversedMeeting:
      "The meeting opens again, with the same links. If its host has deleted it, nothing is left to open.",
    outside: "Outside actions",
    outsideText: "What a court forced the operator to do outside this product. Each one is public.",
    noOutside: "No outside actions yet.",
    enterOutside: "Enter an outside action",
    outsideWhat: "What was done",
    forcedBy: "Who forced it",
    on: "On which day",
    code: "Meeting code, if it was about one",
    outsideFault: {
      what: "Enter what was done.",
      forcedBy: "Enter who forced it.",
      on: "Choose the day.",
    },
    enter: "Enter it",
  },
  log: {
    text: "Entries in the public log stay for good. The texts beside them can be taken down: one person proposes it and another confirms. The log then says that a text was taken down, and why. No one can bring it back.",
    waiting: "Texts proposed to be taken down",
    none: "No texts are waiting.",
    name: {
      authority: "the name of the authority",
      reason: "the reason",
      law: "the law",
      says: "what would change",
      what: "what was done",
      forcedBy: "who forced it",
      demand: "what was demanded, in the authority’s words",
      translation: "its translation",
      title: "the title of a meeting",
      beyondWhy: "why an order goes beyond what was asked or advised",
      makers: "the names of those who made location data",
      name: "the operator’s name of a place",
    } satisfies Record<TextRemoval["text"], string>,
    ground: {
      "court-order": "A court ordered it",
      unlawful: "Showing it is unlawful",
      "personal-data": "It is about a person",
      mistake: "It was published by mistake",
    } satisfies Record<TextRemoval["ground"], string>,
    which: (entry: number, name: string) => `Entry ${entry}: ${name}`,
    proposed: (ground: string, name: string, time: string) =>
      `${ground}. Proposed by ${name}, ${time}`,
    confirm: "Take it down",
    decline: "Decline",
    withdraw: "Withdraw",
    confirmTitle: "Take this text down?",
    confirmText:
      "This can’t be undone. The text is deleted here, and the log says that it was taken down.",
    propose: "Propose taking a text down",
    entry: "Number of the entry in the public log",
    whichText: "Which of its texts",
    whichGround: "Reason, which everyone can read",
    look: "Show the text",
    proposeTitle: "Propose taking this text down?",
    proposeText: "Someone else must confirm it. Until then, everyone can read it.",
    proposeIt: "Propose it",
    sent: "Proposed. Someone else must confirm or decline it.",
    fault: {
      entry: "Enter the number of an entry, 0 or more.",
      absent: "This entry has no such text, or it isn’t public yet.",
      "taken-down": "This text has already been taken down.",
      offline: "The public log can’t be read right now. Try again in a moment.",
    },
  },
  administration: {
    title: "Desk",
    text: "The people who answer requests from governments. You propose them, but can’t be one of them.",
    alone:
      "While no two people at the desk can sign it, a proposal takes effect after 7 days, once the person has created a desk key. It is public as soon as you make it.",
    missing: (who: string, someApprover: boolean) =>
      `An order takes three people: one for intake, a reviewer and an approver. Still missing: ${who}. ${
        someApprover
          ? "An approver confirms the people you propose."
          : "Propose them all today: each waits 7 days, and an approver another 72 hours."
      } People count from the day their proposal takes effect.`,
    missingPeople: "enough people, since no one can do two of these for one order",
    reports: (count: number) =>
      count === 1
        ? "1 abuse report is waiting at the desk."
        : `${count} abuse reports are waiting at the desk.`,
    reportsUnread: (count: number) =>
      count === 1
        ? "1 abuse report is waiting, and no one can read it yet"
        : `${count} abuse reports are waiting, and no one can read them yet`,
    readerNeeded:
      "People who send a report are told so. While no two people at the desk can sign it, a proposal takes effect after 7 days. What to do now:",
    noReader:
      "No one can read abuse reports yet, and people who send one are told so. While no two people at the desk can sign it, a proposal takes effect after 7 days. What to do now:",
    proposeReader: "propose someone for the safety role under Desk",
  },
} as const;
