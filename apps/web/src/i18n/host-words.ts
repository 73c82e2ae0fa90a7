import { hostingWords } from "./hosting-words.ts";
import { withThe } from "./with-the.ts";

/** What only hosts read, in English: a page that uses them says so with `lang`. */
export const hostWords = {
  home: {
    notSetUpTitle: "This service isn’t set up yet",
    notSetUp:
      "The person who installed it needs to open the set-up link that the server printed when it started. Until then, no one can create a meeting.",
    notSetUpLost: "Lost the link? Run this on the server to print a new one:",
    setupCommand: "npm run account -- setup-link",
  },
  create: {
    title: "Schedule a meeting",
    name: "Title",
    namePlaceholder: "What is it about?",
    button: "Create meeting",
    options: {
      title: "Options",
      lobby: { open: "Lobby off", lobby: "Lobby on" },
      encryption: { "end-to-end": "End-to-end encrypted", off: "Not end-to-end encrypted" },
      vouched: { yes: "Keys for people you vouch for", no: "Keys for everyone let in" },
    },
    signInTitle: "Sign in to create a meeting",
    signIn: "You need an account on this service to create a meeting, but not to join one.",
    signInButton: "Sign in",
    notSetUpTitle: "This service isn’t set up yet",
    notSetUp:
      "Open the set-up link that the server printed when it started. After that, you can create meetings here.",
    yourDefault: "This is your account’s default. You can change it for this meeting.",
    unknownDefault:
      "We couldn’t load your account’s default rule. Leave this as it is to use that default.",
    notYourself:
      "You couldn’t join this meeting yourself from where you are now. You can still manage it.",
    alsoHolds: "Other rules that apply",
    coming: (time: string, sentence: string) => `From ${time}: ${sentence}`,
    lobby: "Lobby",
    lobbyOff: "Off",
    lobbyOn: "On",
    lobbyHint: {
      open: "People who can join come straight in.",
      lobby: "People who can join wait until you let them in.",
    },
    readyTitle: "Your meeting is ready",
    ready: "Copy the invitation and send it to your guests.",
    readyLobby: "The lobby is on: guests wait until you let them in.",
    readyVouched:
      "Only people you vouch for get keys. Your host link holds the key that you vouch with: keep it.",
    readyClose: "Close this message",
    joinLink: "Join link for everyone you invite",
    checkLink: "Will I get in?",
    checkHint:
      "Guests can open this link on any day before the meeting to see whether they’ll get in from where they are. Nothing is stored.",
    manageLink: "Your host link",
    manageHint:
      "Keep this one to yourself: anyone who has it can change the rules and end the meeting. This browser remembers it. Open it on your other devices too: signing in there shows the meeting, but only your links contain what opens the encrypted call.",
    calendar: "Calendar file",
    copyInvitation: "Copy invitation",
    another: "Create another",
    copied: "Copied",
    titleMissing: "A meeting needs a title.",
  },
  mediaRegion: {
    title: "Media servers",
    legend: "Where this meeting’s media server is",
    any: "Anywhere",
    hint: "This is about where servers are, not people. It doesn’t limit who can join, and each person’s own internet provider still chooses the route.",
    change: "Change",
    changed: {
      any: "Changed.",
      region: "Changed. If the meeting is running on a server elsewhere, it moves.",
    },
    conflict: "No media server there is available right now, so nothing was changed.",
    notAvailable: (region: string) => `${region} (not available)`,
    /** What to choose in its place. */
    instead: { any: "“Anywhere”", region: "another region" },
    down: (region: string, instead: string) =>
      `No media server in ${region} is available right now, so no one can join. People can join as soon as one is, or if you choose ${instead}.`,
    unlisted: (region: string, instead: string) =>
      `This service has no media servers in ${region} any more, so no one can join. Choose ${instead}.`,
  },
  encryption: {
    title: "End-to-end encryption",
    on: "On",
    off: "Off",
    hint: {
      "end-to-end":
        "Only people with the full link can see and hear. Its last part, after the # sign, never reaches this service.",
      off: "Only for other LiveKit apps, which can’t join an encrypted meeting. With encryption off, this service could see and hear.",
    },
    later: "You can change this later, while no one is in the meeting.",
    inside: "Someone is in the meeting. You can change this once it’s empty.",
    changed: { "end-to-end": "Turned on.", off: "Turned off." },
    newLink:
      "Turned on. The meeting has a new join link: send it to everyone you invited. The old link is no longer complete.",
    unknownTitle: "This device doesn’t have the full link",
    unknown:
      "This meeting is end-to-end encrypted. The last part of its link, after the # sign, is only in the link itself, never on this service.",
    unknownWays: "Paste the join link or the host link, or open the host link in this browser.",
    paste: "Full link",
    pasteGo: "Use link",
    pasteWrong:
      "That isn’t a full link to this meeting. Copy it again, with everything after the # sign.",
    makeNew: "Create a new join link",
    makeNewTitle: "Create a new join link?",
    makeNewText:
      "Send the new link to everyone you invited. People with the old link and people with the new one can’t see, hear or message each other.",
    makeNewConfirm: "Create new link",
  },
  vouching: {
    title: "Who gets keys",
    no: "Everyone let in",
    yes: "People you vouch for",
    hint: {
      no: "Everyone this service lets in gets keys.",
      yes: "When you let someone in, your device signs for their keys. Not even the people who run this service can bring anyone in without that. You can’t change this later. Your host link contains the key you sign with: keep it safe.",
    },
    /** On the management page. */
    on: "Vouched: people get keys only if a host, or someone a host lets vouch, signs for them.",
    off: "Not vouched: anyone with the full link whom this service lets in gets keys.",
    /** Of a meeting that is being made. */
    needsLobby:
      "Everyone this service lets in gets keys. To vouch for people yourself, turn on the lobby.",
    hasKey:
      "This browser holds the host key and can vouch. Your host link, under Links and passes, holds it too.",
    noKey:
      "This browser doesn’t have the host key. You can manage the meeting here and let people in, but they get no keys, and neither do you. Open the full host link here, or scan its code from a device that has it.",
    outside: "People let in from this page get no keys until a host in the call vouches for them.",
    /** A management link was opened that has another host key than this browser keeps. */
    asked: {
      title: "This link has a different host key",
      namesOther:
        "This browser keeps the link to this vouched meeting, with its host key. The link you opened names a different host key.",
      namesNone:
        "This browser keeps the link to this vouched meeting, with its host key. The link you opened names no host key: with it, no one would need to be vouched for.",
      means:
        "Use it only if you created a new link yourself on another device. Anyone can make up a link like this, including the people who run this service. If you use it, this browser forgets the link and the host key it keeps.",
      keep: "Keep mine",
      take: "Use the one I opened",
    },
    /** The service says something else about the host key than this browser knows. */
    told: {
      title: "Warning: the service names a different host key",
      namesOther:
        "This browser knows the host key of this meeting. The service now says it’s a different one.",
      namesNone: "This browser knows that this meeting is vouched. The service now says it isn’t.",
      means:
        "If you created a new link on another device, open its host link here. If you didn’t, don’t hold this meeting: create a new one, and ask the people who run this service. Until both agree, no link is shown or created here.",
    },
    showCode: "Show a code to open it on another device",
    hideCode: "Hide the code",
    codeAlt: "The host link as a QR code",
    codeHint: "For you alone: anyone who scans it becomes a host and can vouch.",
  },
  invitation: {
    invites: (title: string) => `You’re invited: ${title}`,
    join: "Join:",
    check: "Will I get in? Check beforehand:",
    calendarJoin: (url: string) => `Join: ${url}`,
    calendarCheck: (url: string) => `Will I get in? ${url}`,
  },
  schedule: {
    when: "When",
    kind: { once: "Once", repeats: "Repeating", now: "Any time" },
    startsAt: "Starts",
    duration: "Duration",
    minutes: "Minutes",
    durations: {
      15: "15 minutes",
      30: "30 minutes",
      45: "45 minutes",
      60: "1 hour",
      90: "1½ hours",
      120: "2 hours",
      180: "3 hours",
      240: "4 hours",
      480: "8 hours",
    } as Readonly<Record<number, string>>,
    lasts: (minutes: number) =>
      minutes % 60 === 0
        ? minutes === 60
          ? "1 hour"
          : `${minutes / 60} hours`
        : minutes < 60
          ? `${minutes} minutes`
          : `${Math.floor(minutes / 60)} h ${minutes % 60} min`,
    zone: "Time zone",
    every: "Every",
    interval: "Repeat every",
    unit: {
      day: (count: number) => (count === 1 ? "day" : "days"),
      week: (count: number) => (count === 1 ? "week" : "weeks"),
      month: (count: number) => (count === 1 ? "month" : "months"),
    },
    unitLabel: "Days, weeks or months",
    ends: "Ends",
    endsKind: { never: "Never", after: "After", on: "On a date" },
    count: "Number of times",
    times: "times",
    lastDay: "Last day",
    anytime: "Open now. People can join at any time.",
    once: (time: string, lasts: string) => `${time}, for ${lasts}.`,
    repeats: (rhythm: string, time: string, lasts: string) => `${rhythm} at ${time}, for ${lasts}.`,
    timeIn: (time: string, zone: string) => `${time} (${zone})`,
    everyDay: "Every day",
    everyDays: (count: number) => `Every ${count} days`,
    everyWeek: (day: string) => `Every ${day}`,
    everyWeeks: (count: number, day: string) => `Every ${count} weeks on ${day}`,
    everyMonth: (day: number) => `Every month on day ${day}`,
    everyMonths: (count: number, day: number) => `Every ${count} months on day ${day}`,
    shortMonths: (day: number) => `Months without a day ${day} are skipped.`,
    noEnd: "No end date.",
    endsAfter: (count: number) => `${count} times.`,
    endsOn: (day: string) => `Until ${day}.`,
    next: (count: number) => (count === 1 ? "The only date:" : `The first ${count} dates:`),
    nextFew: (count: number) => (count === 1 ? "The only date:" : `All ${count} dates:`),
    missing: {
      "start-missing": "Choose a start date and time.",
      "start-over": "That time has passed. Choose a later one.",
      zone: "Choose a time zone from the list.",
      duration: "Choose a duration between 5 minutes and 24 hours.",
      interval: "Choose a number between 1 and 52.",
      count: "Choose a number of times between 2 and 500.",
      "until-missing": "Choose the last day.",
      "until-early": "The last day is before the first. Choose a later one.",
    },
  },
  preset: {
    heading: "Start from a template",
    exam: "Exam",
    "licensed-area": "Licensed area",
    board: "Board or clinic",
    sets: {
      exam: "Only places you choose. Everyone waits until you let them in.",
      "licensed-area":
        "Only places you choose. If we can’t tell where someone is, they’re kept out.",
      board:
        "Only places you choose. If we can’t tell where someone is, we ask. Everyone waits until you let them in.",
      list: (count: number, dated: string) =>
        `Everyone except the ${count === 1 ? "one place" : `${count} places`} on this service’s list of ${dated}.`,
    },
    filled: (name: string) =>
      `“${name}” is filled in below. Change anything you like, or press it again to undo.`,
  },
  rule: {
    heading: "Who can join",
    headingChange: "Change who can join",
    none: "This meeting has no rule of its own.",
    mode: { everyone: "Everyone", except: "Everyone except…", only: "Only…" },
    denyPicker: "Keep out people in",
    allowPicker: "Only people in",
    addNever: "Add exceptions",
    neverPicker: "Except people in",
    search: "Find a place or group",
    nothingFound: "No matches.",
    notChosen: (text: string) => `“${text}” isn’t selected. Pick it from the list, or clear it.`,
    remove: (name: string) => `Remove ${name}`,
    onDoubt: "If we can’t tell where someone is",
    doubt: {
      admit: "Let them in",
      hold: "Have them wait in the lobby",
      ask: "Ask them",
      refuse: "Keep them out",
    },
    doubtHint: {
      admit: "Most people on a VPN or mobile network can join.",
      hold: "You see their name and decide.",
      ask: "“Where are you joining from right now?” If some place is likely, we ask. People whose answer matches come in. Everyone else waits in the lobby, including people we know nothing about.",
      refuse:
        "This also keeps out people who are in an allowed place but whose connection doesn’t show it.",
    },
    sure: "Count a place only when it’s certain",
    sureHint: "A place that is only likely then counts as “can’t tell”.",
    sureSentence: "A place that is only likely counts as “can’t tell”.",
    setOption: (name: string, dated: string) => `${name}, list of ${dated}`,
    setOwn: "your place set",
    setService: "the service’s place set",
    copiedSet: (name: string, dated: string) =>
      `Copied from “${name}” of ${dated}. Later changes to the set don’t change this rule.`,
    showAll: (count: number) => `Show all ${count}`,
    showFewer: "Show fewer",
    until: "Until",
    untilLifted: "I change it",
    untilTime: "A set time",
    untilIn: (name: string, zone: string) => `In ${name} (${zone}).`,
    missing: {
      "needs-deny": "Choose at least one place.",
      "needs-allow": "Choose at least one place.",
      "until-missing": "Choose when it ends.",
    },
    more: "More options:",
    moreSure: "certainty",
    moreUntil: "end time",
    apply: "Apply",
    ownTitle: {
      leave: "Apply this and leave the meeting yourself?",
      wait: "Apply this and go to the lobby yourself?",
    },
    ownKeepsPage:
      "You can still manage the meeting: change the rule there again, and come back in.",
    ownKeepsNothing:
      "You can’t change the rule from outside. Anyone else who runs the meeting can let you back in.",
    ownConfirm: { leave: "Apply and leave", wait: "Apply and wait" },
    applied: "Applied.",
    byCount: (time: string, what: string) => `As of ${time}, ${what}.`,
    left: (who: string) => `${who} had to leave`,
    wentToLobby: (who: string) => `${who} had to go to the lobby`,
    everyone: "everyone inside",
    noneLeft: "no one had to leave",
    appliedLifted: "Applied: everyone can join again.",
    undo: "Undo",
    redo: "Apply again",
    undone: "Undone: the rule is as it was before.",
    insideLater: (time: string) =>
      `The rule changed several times within ten minutes. It applies to new people at once, and to people already inside from ${time}.`,
    lift: "Let everyone join again",
    discard: "Discard",
    conflict:
      "Someone else has changed the rule in the meantime. Look at it again, then apply yours.",
    vpn: "This rule works by network address. A VPN can get around it.",
  },
  preview: {
    working: "Checking who is inside…",
    nobodyInside: "No one is inside yet, so no one has to leave.",
    noneLeave: "No one inside has to leave.",
    effect: (changes: string, stay: string) => `${changes}; ${stay}.`,
    leave: (who: string) => `${who} would leave`,
    wait: (who: string) => `${who} would wait in the lobby`,
    and: (one: string, other: string) => `${one} and ${other}`,
    allLeave: "Everyone inside would leave.",
    allWait: "Everyone inside would wait in the lobby.",
    part: {
      none: "no one",
      "a-few": "a few",
      some: "some",
      many: "5 or more",
      most: "most",
      "the-rest": "the rest",
    },
    untold: "There are too few people inside to show a number.",
    stays: (who: string) => `${who} stay`,
    you: {
      leave: "You would leave too.",
      wait: "You would wait in the lobby too.",
      /** By the count of a moment ago nobody would: the reader came since. */
      only: { leave: "You would leave.", wait: "You would wait in the lobby." },
      unknown: "This may include you: this page can’t tell whether you’re in the meeting.",
    },
    noneStay: "no one stays",
    stay: (count: number) => `${count} stay`,
    asOf: (time: string) => `Counted at ${time}.`,
    /** While it does. */
    follows: "Updates every minute.",
    usedUp:
      "Rules have been previewed ten times in ten minutes. That’s the limit, so that no one can be singled out. You can still apply the rule.",
    failed: "We can’t show the effect right now. You can try to apply the rule without a preview.",
  },
  manage: {
    renew: {
      button: "Create a new host link",
      title: "Create a new host link?",
      text: "Your current host link stops working, here and for everyone who has it. People who came in by it are guests from then on, you too if you did, unless you are signed in as the meeting’s owner. To host again, join in a new tab with the new link. Join links stay the same.",
      confirm: "Create new link",
    },
    wrongTitle: "This host link doesn’t work",
    wrong:
      "The part after the # sign is missing or wrong, or you have signed in again since. Reload this page, or use the host link you got when you created the meeting.",
    signInTitle: "Sign in to manage this meeting",
    signIn:
      "Sign in with the account that created it, or open the host link you got when you created it.",
    statusNow: (count: number) =>
      count === 0
        ? "Open. No one is inside."
        : count === 1
          ? "1 person is inside."
          : `${count} people are inside.`,
    statusLocked: (count: number) =>
      count === 0
        ? "Locked. No one is inside."
        : count === 1
          ? "Locked. 1 person is inside."
          : `Locked. ${count} people are inside.`,
    statusAndLocked: (status: string) => `${status} The meeting is locked.`,
    statusEnded: "This meeting has ended.",
    endedOn: (time: string) => `Ended ${time}.`,
    statusLater: (time: string) => `Starts ${time}.`,
    statusNext: (time: string) => `The next session starts ${time}.`,
    statusOver: "All scheduled dates have passed. People can still join.",
    unanswered:
      "The service isn’t answering right now. This is how things were a moment ago. The page keeps trying.",
    holds: "Who can join now",
    where: "Where people are",
    whereGrid: "Where people are, on a grid of the world’s places",
    nobody: "No one is inside.",
    notCountedYet: "Places are counted every minute. Everyone inside joined since the last count.",
    cannotTell: "We can’t tell",
    /** Why a number is missing: so that nobody is pointed at. */
    bands: {
      few: "“A few” means fewer than 5. We don’t show the exact number, so that no one can be singled out.",
      mixed:
        "“A few” means fewer than 5. We don’t show the exact number, so that no one can be singled out. The other places have no numbers either, because they would give it away.",
      untold:
        "With so few people inside, we don’t show numbers by place, so that no one can be singled out.",
    },
    asOf: (time: string) => `As of ${time}. Updates every minute.`,
    links: "Links",
    history: "History",
    moreLinks: "More links",
    tabs: {
      label: "Parts of this page",
      rule: "Who can join",
      people: "People",
      links: "Links and passes",
      settings: "Settings",
      history: "History",
    },
    timesIn: (zone: string) => `Times in ${zone}`,
    /** What was done, alone and after who did it. */
    kind: {
      created: ["Meeting created", "created the meeting"],
      "rule-set": ["Rule set", "set a rule"],
      "rule-lifted": ["Rule lifted", "lifted the rule"],
      previewed: ["Rule previewed", "previewed a rule"],
      ended: ["Ended for everyone", "ended the meeting for everyone"],
      "co-host-named": ["Co-host added", "added a co-host"],
      "co-host-ended": ["Co-host role ended", "ended a co-host role"],
      "pass-made": ["Guest pass created", "created a guest pass"],
      "pass-taken-back": ["Guest pass taken back", "took back a guest pass"],
      removed: ["Someone removed", "removed someone"],
      "removed-for-good": ["Someone removed permanently", "removed someone permanently"],
      "allowed-again": ["Someone allowed back", "allowed someone back"],
      "sent-to-lobby": ["Someone moved to the lobby", "moved someone to the lobby"],
      locked: ["Meeting locked", "locked the meeting"],
      unlocked: ["Meeting unlocked", "unlocked the meeting"],
      "lobby-set": ["Lobby turned on", "turned on the lobby"],
      "lobby-lifted": ["Lobby turned off", "turned off the lobby"],
      "second-check-changed": [
        "Second location check changed",
        "changed the second location check",
      ],
    },
    by: {
      host: "Host",
      "co-host": "Co-host",
      acting: "Acting host",
      service: "This service, under its terms,",
    },
    noNames: "History shows roles, never names: there is no list of who was there.",
    looks: (count: number) => (count === 1 ? "1 rule previewed" : `${count} rules previewed`),
    looksText:
      "While someone writes a rule, the page shows roughly how many people would have to leave. A preview changes nothing. It’s listed so that no host can try out rules unseen.",
    putBack: "Use this rule again",
    putBackLabel: (time: string) => `Use the rule from ${time} again`,
    putBackDone: "That rule is back in the form. It isn’t applied yet.",
    certificate: "Access record",
    certificateText:
      "Which rules applied when, where the location data came from, and roughly how often people were let in, had to wait, were kept out or were removed by a rule. No one is named. The record isn’t signed: it shows what this service recorded, and you can download it again to compare.",
    certificateJson: "As JSON",
    certificatePdf: "As PDF",
    certificateNewest: (count: number) =>
      `It covers the latest ${count} rule changes at most, fewer where rules are long, and leaves out older ones.`,
    certificateFailed: "We couldn’t create the access record right now. Try again in a moment.",
    showMore: (count: number) => `Show all ${count} entries`,
    waiting: "Waiting",
    admit: "Let in",
    admitNamed: (name: string) => `Let in ${name}`,
    admitAll: (count: number) => `Let in all ${count} in the lobby`,
    oneByOne: "People kept out by a rule or removed by this service have to be let in one by one.",
    givePass: "Give a guest pass",
    givePassNamed: (name: string) => `Give a guest pass to ${name}`,
    because: {
      lobby: "waiting in the lobby",
      locked: "waiting: the meeting is locked",
      "cannot-tell": "we can’t tell where they are",
      "sent-back": "moved to the lobby",
      "media-path": "their network doesn’t allow the second location check",
      terms: "removed by this service under its terms",
      knock: hostingWords.because.knock,
    },
    waitsSince: (time: string) => `since ${time}`,
    acted: {
      admitted: "Let in.",
      declined: "They were told “not now”, and can ask again.",
      "admitted-all": "All who were in the lobby were let in.",
      "given-pass":
        "They now have a guest pass, which lets them in despite this meeting’s own rule.",
    },
    actLate: "That no longer applies: they came in or left in the meantime.",
    hostingOut: "We can’t show who is waiting right now. The page keeps trying.",
    door: "Lobby and lock",
    lobbyChoice: "Lobby",
    lobby: { open: "Off", lobby: "On" },
    lock: "Lock",
    lockState: { open: "Open", locked: "Locked" },
    lockHint: {
      open: "If you lock it, new people wait in the lobby.",
      lobby: "New people wait in the lobby until you let them in, as set above.",
      locked: "New people wait in the lobby. People inside can leave and come back.",
    },
    mediaPath: "Second location check",
    mediaPathText:
      "Someone can open this page through another country while their audio and video come straight from where they are. This check notices that.",
    mediaPathImpossible:
      "It isn’t available here: this service listens on one machine only, or its operator has turned it off.",
    mediaPathChoice: {
      wanted: "Whenever possible (recommended)",
      required: "Only people who pass it can join without approval",
      off: "Never",
    },
    mediaPathHint: {
      wanted: "People whose network doesn’t allow the check can still join.",
      required:
        "For strict cases, such as an exam. Some companies, hotels and countries don’t allow the check. People there wait until you let them in, including anyone inside now.",
      off: "Only the place that the page is opened from counts.",
    },
    coHosts: "You choose co-hosts and backup hosts in the meeting, under People, beside a name.",
    passes: "Guest passes",
    passesText:
      "A guest pass lets one person in despite this meeting’s own rule, wherever they are: for example, someone who is travelling. It doesn’t override any other limit. If the lobby is on or the meeting is locked, they still wait for you. The name you write on it is forgotten when the meeting is over.",
    passName: "Who is it for?",
    passNamePlaceholder: "Guest’s name",
    passNameMissing: "Enter who the pass is for.",
    passTakeText:
      "A guest who came in with this pass leaves at once, unless the rules have changed in the meantime and let them stay.",
    passNeedsLink: "To create one here, give this device the full link first.",
    passMake: "Create pass",
    passReady: (name: string) => `Pass for ${name}`,
    passOnce: "This link is shown only once. Send it to them alone: anyone who has it can use it.",
    passUsed: "used",
    passUnused: "not used yet",
    passTake: "Take back",
    passTakeNamed: (name: string) => `Take back ${name}’s pass`,
    passTaken: (name: string) => `The pass for ${name} was taken back.`,
    details: "Title and time",
    edit: "Change",
    editTitle: "Change title and time",
    save: "Save",
    saved: "Saved.",
    savedHint: "Invitations and calendar files you’ve already sent won’t update.",
    end: "End for everyone",
    endTitle: "End this meeting for everyone?",
    endText: "Everyone inside is removed, and no one can rejoin.",
    endTextRepeats: (time: string) =>
      `Everyone inside is removed, and no one can rejoin until the next session on ${time}.`,
    endConfirm: "End for everyone",
    remove: "Delete meeting",
    removeTitle: "Delete this meeting?",
    removeText:
      "Everyone inside is removed. The meeting’s links stop working, and its title, times, rules and history are deleted at once. If you need the access record, download it first.",
    removeConfirm: "Delete",
    removedTitle: "The meeting is deleted",
    removed: "Its links no longer work, and nothing about it is kept.",
    kept: "What is kept",
    keptUntil: (time: string) =>
      `The title, the times and the rule history are kept until ${time}, then deleted automatically. There is no list of who was there. Names on passes, and whom you let in or kept out, are forgotten when the meeting is over.`,
    keptOpen:
      "The title, the times and the rule history are kept for a while, then deleted automatically. There is no list of who was there. Names on passes, and whom you let in or kept out, are forgotten when the meeting is over.",
    join: "Join",
  },
  notices: {
    title: "Notices about this meeting",
    ordered: (authority: string | undefined, places: string, until: string) =>
      `${authority === undefined ? "A government" : withThe(authority)} ordered this service to keep people in ${places} out until ${until}. Only people who are certain to be there can’t join; the meeting goes on for everyone else.`,
    means: "What this means",
    details: "Details",
    more: (others: number) =>
      others === 0
        ? "The public log"
        : `${others === 1 ? "1 other notice" : `${others} other notices`} and the public log`,
    log: "See government requests in the public log",
    kind: {
      "request-received": "A government request names this meeting",
      "request-corrected": "A request that named this meeting was corrected",
      "request-answered": "A request that names this meeting was answered",
      "request-returned": "A request that names this meeting was sent back as incomplete",
      "request-rejected": "A request that names this meeting was rejected",
      "order-began": "There is an order about this meeting",
      "order-ended": "The order has ended",
      "appeal-decided": "An appeal against the order was decided",
      "terms-act": "This service acted under its terms of service",
    },
    sealed: (time: string) =>
      `By law, we can’t name the authority, its legal basis or its reasons until ${time}. They’ll appear here after that.`,
    authority: "Who demanded it",
    law: "Legal basis",
    reason: "Reason given",
    hidden: "What leads to someone else’s meeting, or to a person, is hidden here.",
    demanded: "What was demanded",
    answered: (demand: string, answer: string) => `${demand}: ${answer}.`,
    open: (demand: string) => `${demand}: not answered yet.`,
    received: (authority: string | undefined, demands: string) =>
      `${authority === undefined ? "A government" : withThe(authority)} demands this: ${demands}. Nothing has been done yet. When it is answered, or an order is made, you can read it here.`,
    receivedUnknown: (demands: string) =>
      `Someone the desk doesn’t know as an authority demands this: ${demands}. It can only be rejected.`,
    notInRegister: "Someone who isn’t in the desk’s register of authorities",
    notYet: "Nothing has been done yet.",
    noLonger: "It no longer names this meeting. Nothing was done.",
    beforehand: "If the desk should know something before it decides, write to it:",
    number: "In the public log",
    story: (request: number) => `Request ${request}`,
    where: "Where",
    whereText: (places: string) =>
      `People who are certain to be in ${places} can’t join. People who might be elsewhere can.`,
    excepted: (places: string) => `It doesn’t apply in ${places}.`,
    from: "From",
    until: "Until",
    how: {
      "request-received": "Outcome",
      "request-corrected": "Outcome",
      "request-answered": "Outcome",
      "request-returned": "Outcome",
      "request-rejected": "Why it was rejected",
      "order-began": "Outcome",
      "order-ended": "How it ended",
      "appeal-decided": "What was decided",
      "terms-act": "What was done",
    },
    hows: {
      lifted: "The desk lifted it.",
      overturned: "An appeal overturned it.",
      "appeal-not-decided": "An appeal wasn’t decided in time.",
      "occurrence-over": "The session it was for is over.",
      lapsed: "It expired.",
      upheld: "The order stands.",
      "not-authentic": "It didn’t come from the authority it names.",
      "not-an-authority": "The sender has no power to demand anything of this service.",
      duplicate: "It’s the same as another one.",
      withdrawn: "The authority withdrew it.",
      "end-meeting": "This meeting was ended.",
      "suspend-account":
        "The account was suspended. Everything in it stays, and it can be reinstated.",
      "reinstate-account": "The account was reinstated, with everything in it.",
      "mute-participant":
        "Someone inside reported a participant, and this service muted them. They can unmute themselves.",
      "remove-participant":
        "Someone inside reported a participant, and this service removed them from this session. They wait in the lobby, and you can let them in again.",
      "end-meeting-reversed":
        "This service reviewed its decision to end this meeting and reversed it. The meeting is open again, with the same links. If you don’t want that, end it.",
      "suspend-account-reversed":
        "This service reviewed the suspension and reversed it. The account is back, with everything in it.",
      "mute-participant-reversed":
        "This service reviewed its decision to mute a participant: it was wrong.",
      "remove-participant-reversed":
        "This service reviewed its decision to remove a participant: it was wrong. They can join this session again, unless you, or another action, removed them too.",
    } as Readonly<Record<string, string>>,
    done: "What was done",
    nothingDone: "Nothing was done. If it’s sent again, you’ll be told again.",
    object: "If you think this is wrong, write to the people who run this service.",
    untouched: "What doesn’t change",
    untouchedText:
      "The meeting goes on for everyone else. Your account, your sign-in, your other meetings and your data are as before. Wherever you are, you keep this page, with its rules and “End for everyone”. No one was named, and no list of who was here was handed over.",
    appeal: "Appeal",
    invite: "Copy an invitation",
    inviteText:
      "Everyone who was kept out can join again now. No list of them is kept, so only you can tell them.",
    name: {
      title: "This meeting’s name in the public log",
      text: "The public log shows what governments asked about this meeting, but not which meeting it is. You can let it show the title, so that everyone can see what was asked of you.",
      button: "Name this meeting in public",
      askTitle: "Name this meeting in the public log?",
      reads: "Everyone will read:",
      consequences:
        "Everyone can then connect all entries in the log about this meeting, past and future. You can take the name back on this page at any time, and it’s deleted along with the meeting. But others may have copied it, and the log will always show that it was named once.",
      confirm: "Name it",
      changed: "Something changed in the meantime. Look at it again.",
      named: (title: string, day: string) =>
        `Since ${day}, everyone can read there: “${title}”. If you change the title, the log keeps this one until you take it back.`,
      entry: "See it in the log",
      withdraw: "Take the name back",
      withdrawTitle: "Take the name back?",
      withdrawText:
        "The title is deleted from the public log at once, and the log says that it was taken back. Anyone who copied it still has it. Your meeting stays as it is.",
      withdrawConfirm: "Take it back",
      cannot: {
        "not-yet":
          "The log can’t name this meeting yet: something a government asked about it hasn’t been answered, or can’t be published in full yet. Check again later.",
        "leads-somewhere":
          "The title has a link, a meeting code or a way to reach someone. Change it if the public log is to name the meeting.",
        "taken-down":
          "The log can’t name this meeting: this service removed its name. The entry in the log says why.",
      },
    },
  },
} as const;
