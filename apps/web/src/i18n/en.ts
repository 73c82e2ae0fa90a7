import { certaintyInEnglish } from "@graticule/api/certainty-words";
import { capital } from "./capital.ts";
import { withThe } from "./with-the.ts";

/**
 * Every word that participants read, in English, by code. A translation is another file of the same
 * shape (see `Words`). What only hosts and administrators read is English only and stands in
 * host-words.ts. The style is in CONTRIBUTING: short, active, second person; what happens, who
 * decided, until when, what to do.
 */
export const en = {
  app: {
    name: "Graticule",
    tagline:
      "Video meetings that respect borders without being ended by them. Limit who can join by place; no one else is affected.",
    process: "How this service handles government requests",
    inPublic: "Government requests",
    skip: "Skip to content",
    loading: "One moment…",
    offline: "We can’t reach the service. Check your connection. This page will keep trying.",
    failed: "Something went wrong on our side. Try again in a moment.",
    tooMany: "That was a little fast. Wait a moment, then try again.",
    retry: "Try again",
    copy: "Copy",
    copied: "Copied",
    sayMore: "Write at least a few words.",
    home: "Go to the start page",
    placesBy: "Location data:",
    ...certaintyInEnglish,
    language: "Language",
    machine: "Translated by a machine, so some sentences may sound odd.",
  },
  home: {
    title: "Join a meeting",
    linkLabel: "Paste the meeting link",
    linkWrong: "That isn’t a meeting link. Copy the full link you were sent and paste it here.",
    go: "Join",
    meetings: "Meetings",
    start: "Start a meeting",
    schedule: "Schedule a meeting",
    /** The title of a meeting that someone starts at once. */
    meetingOf: (name: string) => `${name}’s meeting`,
    signIn: "Sign in",
    signOut: "Sign out",
    account: "Your account",
    administration: "Administration",
    desk: "Desk",
    signInToMake: "You need an account to start a meeting. To join one, all you need is the link.",
    mine: "Your meetings",
    mineOnDevice: "Kept in this browser",
    none: "Nothing planned yet. Your meetings will be listed here.",
    noAnswer: "Your meetings can’t be shown right now.",
    manage: "Manage",
    manageOf: (title: string) => `Manage ${title}`,
    more: "Show all",
    inProgress: "In progress",
    joinOf: (title: string) => `Join ${title}`,
    repeats: "repeats",
    anytime: "any time",
    ended: "Ended",
    endedKept:
      "You’ll find the history and the access record under Manage until everything is deleted.",
    deletedOn: (day: string) => `will be deleted on ${day}`,
    /** Why a meeting could not be started. */
    startFault: {
      "no-keys":
        "This browser can’t encrypt a meeting. You can schedule one without encryption under Options.",
      "code-kept":
        "The service gave this meeting the code of another meeting whose links this browser keeps. Nothing about the new one was saved here, so those links are safe. Try again.",
    },
  },
  sentence: {
    everyone: "Everyone can join, from anywhere.",
    hostOpen: "The host lets people in from anywhere.",
    /** An order, after who gave it where that may be told. */
    order: (places: string, time: string) =>
      `An order keeps out people who are certain to be in ${places}, until ${time}.`,
    orderBy: (who: string, places: string, time: string) =>
      `An order (${who}) keeps out people who are certain to be in ${places}, until ${time}.`,
    orderExcept: (places: string) => `It doesn’t apply in ${places}.`,
    /** To others than the host: never whom, nor where. */
    limitedByOrder: "An order limits access by place.",
    except: (places: string) => `People in ${places} can’t join.`,
    only: (places: string) => `Only people in ${places} can join.`,
    onlyNever: (places: string, never: string) =>
      `Only people in ${places} can join, and no one from ${never}.`,
    doubtAdmit: "If we can’t tell where someone is, they can join.",
    doubtHold: "If we can’t tell where someone is, they wait in the lobby.",
    doubtRefuse: "If we can’t tell where someone is, they can’t join either.",
    doubtAsk:
      "If we can’t tell where someone is but a place is likely, we ask them. If their answer matches, they can join. Everyone else waits in the lobby.",
    until: (time: string) => `This applies until ${time}.`,
    more: (count: number) => (count === 1 ? "1 more place" : `${count} more places`),
    nowhere: "…",
    /** Who set a meeting's own rule, as it stands within a sentence; never a name. */
    setBy: { host: "the host", "co-host": "a co-host", acting: "an acting host" },
    /** What holds and who decided it, one sentence a limit. */
    limit: {
      "meeting/closed": (who: string, places: string) =>
        `${capital(who)} closed this meeting to ${places}.`,
      "meeting/closed-until": (who: string, places: string, time: string) =>
        `${capital(who)} closed this meeting to ${places} until ${time}.`,
      "meeting/only": (who: string, places: string) =>
        `${capital(who)} opened this meeting only to ${places}.`,
      "meeting/only-until": (who: string, places: string, time: string) =>
        `${capital(who)} opened this meeting only to ${places} until ${time}.`,
      "account/closed": (places: string) =>
        `The host’s organisation closed all its meetings to ${places}.`,
      "account/closed-until": (places: string, time: string) =>
        `The host’s organisation closed all its meetings to ${places} until ${time}.`,
      "account/only": (places: string) =>
        `The host’s organisation opened all its meetings only to ${places}.`,
      "account/only-until": (places: string, time: string) =>
        `The host’s organisation opened all its meetings only to ${places} until ${time}.`,
      "platform/closed": (places: string) => `This service is closed to ${places}.`,
      "platform/closed-until": (places: string, time: string) =>
        `This service is closed to ${places} until ${time}.`,
      "platform/only": (places: string) => `This service is open only to ${places}.`,
      "platform/only-until": (places: string, time: string) =>
        `This service is open only to ${places} until ${time}.`,
    },
    /** Of the whole service: why it has a limit. */
    because: (ground: string) => `Reason: ${ground}.`,
    /** As it stands after the colon of `because`. */
    ground: {
      sanctions: "sanctions",
      licence: "licensing",
      security: "security",
      "own-policy": "its own policy",
      unnamed: "none given",
    },
  },
  door: {
    from: {
      sure: (place: string) => `Joining from ${place} · certain`,
      likely: (place: string) => `Joining from ${place} · likely`,
      "cannot-tell": (place: string) => `Joining from ${place} · uncertain`,
    },
    fromNowhere: "We can’t tell where you are joining from",
    notRight: "Not right?",
    why: "Why?",
    howKnown: "How do you know?",
    notRightText:
      "A VPN, company network or mobile network can make you appear to be somewhere else. Turn off any VPN or use another network, then open this page again. If that doesn’t help, tell the host.",
    /** What the place rests on, or what speaks against it: a whole sentence each. */
    because: {
      "too-quick": (place: string) => `Your connection responds too quickly to be in ${place}.`,
      "paths-differ":
        "Your audio and video take a different route from this page, and the two don’t match.",
      shared: "People in many places share your network address, as with a VPN.",
      "records-differ": "Location databases disagree about your connection.",
      "own-list": "Your network is on this service’s own list, under this place.",
      "records-agree": "Several independent location databases name this place.",
      mobile: "You’re on a mobile network, which can appear to be somewhere else.",
      "own-word": "You said you’re not there, and that counts.",
      "registered-elsewhere":
        "Your network is registered in a different country from the one it appears to be in.",
      "old-records": "The location databases that name this place are out of date.",
      "too-few-records":
        "Too few independent location databases name this place for us to be certain.",
      "paths-agree": "Your audio and video come from there too.",
      "nothing-known": "Nothing is known about where your network is.",
    },
    name: "Your name",
    namePlaceholder: "How others will see you",
    nameMissing: "Enter your name.",
    remember: "Remember my name on this device",
    camera: "Camera",
    microphone: "Microphone",
    speaker: "Speaker",
    cameraOn: "Turn camera on",
    cameraOff: "Turn camera off",
    micOn: "Turn microphone on",
    micOff: "Turn microphone off",
    cameraIsOff: "Your camera is off",
    /** Before joining: nothing of what is heard and seen can leave this browser. */
    noNetwork:
      "Your browser can’t find a network for audio and video, so joining will probably fail. Connect this device to a network and reload this page, or try another browser.",
    noCamera: "No camera",
    noMicrophone: "No microphone",
    systemSpeaker: "System default",
    deviceUnnamed: (index: number) => `Device ${index}`,
    devices: "Devices",
    blur: "Blur my background",
    blurFailed: "Your background can’t be blurred on this device.",
    level: "Microphone level",
    heard: "We can hear you",
    silent: "We can’t hear you yet",
    join: "Join",
    askToJoin: "Ask to join",
    joining: "Joining…",
    starts: (time: string) => `Starts ${time}. You can already join.`,
    untitled: "A meeting",
    you: "You",
    alsoHere:
      "This meeting is open in another tab. If you join here as well, you’ll appear in it twice.",
    opened: "You can join now. What kept you out has changed.",
    /** The same where the lobby comes first. */
    openedAsk: "You can ask to join now. What kept you out has changed.",
    pass: {
      valid: "The host gave you a guest pass, so you can join from here.",
      ask: "The host gave you a guest pass. You can ask to join from here, and the host decides.",
      used: "This guest pass has been used before. If you join now, it moves to you and stops working for the person who used it.",
      gone: "The guest pass in your link no longer works. Ask the host for a new one.",
      notNeeded:
        "The guest pass in your link no longer works, but you can join from here without it.",
    },
    holds: "Who can join",
    encrypted: "End-to-end encrypted",
    encryptedText:
      "Video, audio, shared screens and chat are encrypted on your device and decrypted only on the devices of others in the meeting. The people who run this service can’t see or hear them unless they have the full link: anyone who has it and is let in gets keys.",
    encryptedVouched: "End-to-end encrypted, vouched",
    vouchedText:
      "Video, audio, shared screens and chat are encrypted on your device and decrypted only on the devices of others in the meeting. The people who run this service can’t see or hear them. Only people a host vouches for get keys: the link alone isn’t enough.",
    encryptionOff: "End-to-end encryption is turned off for this meeting.",
    seenByHost: "What the host can see",
    seenByHostText:
      "The host and everyone in the meeting can see your name. The host and anyone helping them also see how many people are joining from each place; fewer than five shows only as “a few”. No one is shown where you, in particular, are joining from. In a small meeting, the people who run it may be able to guess, from the counts or from who leaves when a rule changes. Your network address is never stored.",
    waits: {
      lobby: "You’ll wait in the lobby until the host lets you in.",
      locked: "The meeting is locked. You’ll wait in the lobby until the host lets you in.",
      "cannot-tell":
        "We can’t tell where you are joining from, so you’ll wait in the lobby until the host lets you in.",
      "sent-back": "You’ll wait in the lobby until the host lets you back in.",
      ask: "We can’t tell where you are joining from, so we’ll ask you.",
    },
  },
  lobby: {
    title: "You’re in the lobby",
    because: {
      lobby: "The host decides who comes in.",
      locked: "The meeting is locked. The host decides who else comes in.",
      "cannot-tell": "We can’t tell where you are joining from, so the host decides.",
      terms:
        "After a report from inside the meeting, this service removed you under its terms of service, until the meeting is over or the host lets you back in. If you think this is wrong, write to the people who run this service.",
      "media-path":
        "This meeting checks the route your audio and video take, and we can’t see it yet. If this doesn’t change, your network may not be letting them through (UDP). The host can let you in.",
      "sent-back": "The host asked you to wait here. It may only be for a moment.",
    },
    byItself: "You’ll join automatically once you’re let in. You don’t need to do anything.",
    as: (name: string) => `Your name in the meeting: ${name}`,
    declined:
      "The host can’t let you in right now. You can stay here and ask again in a few minutes.",
    askAgain: "Ask again",
    leave: "Leave",
    askTitle: "Where are you joining from right now?",
    askWhy:
      "We can’t be certain from your connection. If your answer matches what we see, you’ll be let in right away. If not, the host decides. Your answer isn’t stored.",
    askField: "Country, region or territory",
    askNothing: "No matches.",
    answer: "That’s where I am",
    asked: "Thank you. Now the host decides.",
  },
  check: {
    title: "Will I get in?",
    yes: "You can join from here.",
    waits: "From here, you’ll wait in the lobby first.",
    waitsWhy: {
      lobby: "The host decides who comes in.",
      locked: "The meeting is locked right now. The host decides who else comes in.",
      "cannot-tell": "We can’t tell where you are joining from, so the host decides.",
      "sent-back": "The host decides who comes in.",
      ask: "We can’t tell where you are joining from. We’ll ask you, and if your answer matches what we see, you’ll be let in right away.",
    },
    no: "You can’t join from here right now.",
    what: {
      meeting:
        "If you’ll be somewhere else that day, check again from there. If this place is wrong, turn off any VPN or use another network, then check again. Otherwise, write to the host: they can change this or give you a guest pass.",
      account:
        "If you’ll be somewhere else that day, check again from there. If this place is wrong, turn off any VPN or use another network, then check again. Otherwise, write to the host: their organisation can change this.",
      platform:
        "If you’ll be somewhere else that day, check again from there. If this place is wrong, turn off any VPN or use another network, then check again. Otherwise, no host can change this; the people who run this service can.",
      order:
        "This affects only people whose location is certain. If this place is wrong, turn off any VPN or use another network, then check again.",
      banned: "If you think this is a mistake, write to the host.",
      removed: "You can ask to come back in. You’ll wait in the lobby until the host decides.",
    },
    onTheDay:
      "This is true for the connection you’re using now. What counts is the connection you use on the day.",
    nothingKept: "This check stores nothing, tells no one and doesn’t use your camera.",
    starts: (time: string) => `The meeting starts ${time}.`,
    again: "Check again",
    open: "Go to the meeting",
  },
  device: {
    camera: {
      denied:
        "This page isn’t allowed to use your camera. Allow it from the address bar, or continue without it.",
      missing: "No camera was found. You can continue without one.",
      busy: "Another app is using your camera. Close it there, or continue without it.",
      other: "Your camera didn’t start. You can continue without it.",
    },
    microphone: {
      denied:
        "This page isn’t allowed to use your microphone. Allow it from the address bar, or continue without it.",
      missing: "No microphone was found. You can continue without one.",
      busy: "Another app is using your microphone. Close it there, or continue without it.",
      other: "Your microphone didn’t start. You can continue without it.",
    },
    screen: {
      denied:
        "Your system doesn’t let your browser record the screen. Allow it in your system settings, or continue without sharing.",
      missing: "No screen was found. You can continue without sharing.",
      busy: "Another app is using the screen. Close it there, or continue without sharing.",
      other: "Your screen couldn’t be shared. You can continue without sharing.",
    },
    insecure: "Cameras and microphones work only over HTTPS or on localhost.",
  },
  gone: {
    notFoundTitle: "There is no meeting here",
    notFound:
      "The link may be incomplete, or the meeting may have been deleted. Ask for the link again.",
    endedTitle: "This meeting has ended",
    ended: "It was ended for everyone.",
    endedByYou: "You ended it for everyone.",
    closedTitle: "This meeting is closed",
    closed:
      "This service ended this meeting, or suspended its host’s account, under its terms of service. Two people agreed to that after a report from inside. If you think this is wrong, write to the people who run this service.",
    lostTitle: "The connection to the meeting failed",
    lost: "The meeting continues. Check your network, then join again. Some networks don’t let calls through. If it fails again, try another one.",
    leftTitle: "You left the meeting",
    left: "It continues without you.",
    /** To someone who runs it. */
    leftAlone: "No one else is inside. The link still works.",
    elsewhereTitle: "This meeting is open in another tab",
    elsewhere: "You’re in the meeting there. If you join again here, you’ll leave it there.",
    again: "Join again",
    cannotCheckTitle: "We can’t let anyone in right now",
    cannotCheck:
      "The service can’t check the meeting’s rules at the moment, so no one can come in until it can. This page will keep trying.",
    noMedia:
      "No media server is available right now in the region that the host chose for this meeting. This page will keep trying.",
    failedTitle: "That didn’t work",
    noAnswerTitle: "The service isn’t responding right now",
    noAnswer: "The problem isn’t your link. This page will keep trying.",
    /** Below the title that the service does not answer, to whoever was in the call. */
    bringBack:
      "We’ll bring you back as soon as it’s responding again. You don’t need to do anything.",
    tryNow: "Try now",
    pageTitle: "There is nothing here",
    page: "The address may be incomplete.",
  },
  /** To whoever opened a link without what its fragment holds. */
  incomplete: {
    title: "This link is incomplete",
    another: "The end of this link doesn’t belong to this meeting",
    full: "This meeting is full",
    fullText:
      "As many people as an encrypted meeting can hold are already in it. Try again when someone has left.",
    notTaken: "This page couldn’t agree on keys",
    notTakenText:
      "The service didn’t accept what this browser sent. Reload the page. If that doesn’t help, try another browser.",
    cannot: "This browser can’t join an encrypted meeting",
    cannotText:
      "It can’t encrypt video and audio end to end. Open the link in a current version of Firefox, Chrome, Edge or Safari.",
    broke: "Encryption stopped working on this page",
    brokeText:
      "Your page left the call so that nothing is sent unencrypted. The meeting continues. Reload the page to come back. If it happens again, tell the people who run this service.",
    why: "The meeting is end-to-end encrypted. The secret that opens it is at the end of the link, after the # sign. This service never has it, so it can’t fill it in for you.",
    whatToDo: "Ask the person who invited you for the full link, then open it or paste it here.",
    paste: "Full link",
    wrong: "That isn’t the full link to this meeting.",
    /** Of a vouched meeting, where the link that was opened or pasted has another ending than the one known. */
    otherHost:
      "The link you first opened says who vouches for people in this meeting. This link says someone else, or no one, so it wasn’t used. Ask the person who invited you which one is right. If it’s this one, open it in a new tab.",
    firstLink: "Continue with the first link",
    go: "Continue",
  },
  refused: {
    /** In the title of the window. */
    short: "Can’t join",
    title: "You can’t join from here right now.",
    innocent: "You did nothing wrong.",
    /** To somebody whom the call was taken from; beside the same words as at the door. */
    wasInside: "You were in this meeting until now.",
    /** To whoever runs the meeting; beside the button to its management page. */
    yours: "This is your meeting, so you can change who can join, then come back in.",
    /** In place of the reason, to whoever runs the meeting and closed it to themself. */
    yoursReason: {
      "denied-place": (place: string) => `You closed this meeting to ${place}.`,
      "outside-allowed":
        "You opened this meeting to certain places only, and yours is not one of them.",
      only: (places: string) => `You opened this meeting only to ${places}.`,
      "cannot-tell":
        "You limited this meeting by place, and we can’t tell where you are joining from.",
    },
    bannedTitle: "You can’t join this meeting.",
    removedTitle: "You’re no longer in the meeting.",
    removedHelp: "You can ask to come back in. You’ll wait in the lobby until the host decides.",
    askAgain: "Ask to come back in",
    bannedHelp: "If you think this is a mistake, write to the person who invited you.",
    /** To whoever gave no name yet. */
    opens: "Keep this page open. If this changes, you can enter your name here and join.",
    byItselfAs: (name: string) =>
      `Keep this page open. If this changes, you’ll join automatically as ${name}, with your camera and microphone as you had them.`,
    byItselfOff: (name: string) =>
      `Keep this page open. If this changes, you’ll join automatically as ${name}, with your camera and microphone off.`,
    notThere: "I’m not there",
    leave: "Leave",
    why: "Why",
    whoDemanded: "Who demanded it",
    law: "Under which law",
    reasonGiven: "Reason given",
    until: "Until",
    noEnd: "No end time is set.",
    /** To everybody whom a rule keeps out that has no end: whose it is. */
    noEndBy: {
      meeting: "The host hasn’t set an end time.",
      account: "The host’s organisation hasn’t set an end time.",
      platform: "This service hasn’t set an end time.",
    },
    unaffected: "What this doesn’t affect",
    unaffectedText:
      "The meeting continues for everyone else. Nothing else is affected: your other meetings, links and accounts work as before.",
    sealed: "We can’t name them for now.",
    appeal: "Appeal",
    contact: (contact: string) => `The people who run this service: ${contact}`,
    knock: {
      lead: "Ask the host to let you in. The host and anyone helping them will see your name and what you write here. Other participants won’t.",
      /** To whoever is where the rule is closed: the host is told so. */
      leadThere:
        "Ask the host to let you in anyway. The host and anyone helping them will see your name, what you write here, and that you’re in a place where this meeting is closed. Other participants won’t.",
      off: "If they say yes, you’ll come in with your camera and microphone off.",
      text: "What should the host know?",
      optional: "You can leave this blank.",
      send: "Ask the host",
      sent: "We’ve asked the host. If they say yes, you’ll join automatically.",
      declined:
        "The host can’t let you in this time. Other participants don’t know you asked. You can ask again in a few minutes.",
      closed: "The host can’t let you in here.",
    },
    contest: {
      lead: "If you’re really somewhere else, say so here. If anything else supports this, you’re let in right away. If not, someone from this service answers within ten minutes. If no one does, you’re let in.",
      send: "Say I’m not there",
      waits: (time: string) =>
        `Someone from this service is looking at this now. If no one answers, you’ll be let in by ${time}. Keep this page open.`,
      staysOut: "Someone from this service decided that you can’t join, and gave this reason:",
      isIn: "You’ve been let in.",
      inside: {
        lead: "If you’re really somewhere else, say so here. If anything else supports this, you can stay. If not, someone from this service answers within ten minutes. You can stay until then, and if no one answers, you can stay on.",
        waits: (time: string) =>
          `Someone from this service is looking at this now. You can stay until they answer. If no one does by ${time}, you can stay on.`,
        staysOut:
          "Someone from this service decided that the order applies to you, and gave this reason:",
        isIn: "You can stay in the meeting.",
      },
      device: {
        lead: "Your device can say where it is. To find out, your browser usually sends the names of nearby Wi-Fi networks to the company that makes it. This page then sends us the country or region, and nothing else. This helps the person who answers, but doesn’t let you in on its own.",
        send: "Ask my device",
        said: (place: string) =>
          `Your device says: ${place}. The person who answers will see this.`,
        denied: "Your browser didn’t allow it. You don’t need it: just wait for the answer.",
        unavailable:
          "Your device can’t tell where it is. You don’t need it: just wait for the answer.",
        late: "Your device took too long. Try again, or just wait for the answer.",
      },
    },
    notThereHelp: {
      account:
        "The host’s organisation decided this for all its meetings, so the host can’t let you in. A VPN, company network or mobile network can make you appear to be somewhere else. Turn off any VPN or use another network, and this page may let you in. If that doesn’t help, write to the person who invited you.",
      platform:
        "This service decided this for all its meetings, so no host can let you in. A VPN, company network or mobile network can make you appear to be somewhere else. Turn off any VPN or use another network, and this page may let you in. If that doesn’t help, write to the people who run this service.",
      order:
        "This affects only people whose location is certain, and no host can let you in. A VPN, company network or mobile network can make you appear to be somewhere else. Turn off any VPN or use another network, and this page may let you in. If that doesn’t help, say below that you’re not there. If you still can’t join, appeal.",
    },
  },
  appeal: {
    lead: "Say why this is wrong, in any language. You don’t have to say who you are or why you want to be in the meeting.",
    clock:
      "Someone who had no part in the order decides within 72 hours, or within half of the time that is left if that is less. If no one does, the order ends automatically.",
    text: "Your appeal",
    send: "Send the appeal",
    sent: "Your appeal has been sent.",
    dueOn: (day: string) =>
      `It will be decided on ${day} at the latest, or the order ends automatically.`,
    link: "Your private link",
    linkHint: "Save this link: it will show you the decision. You won’t see it here again.",
    decided: "An appeal against this order has already been decided.",
    over: "This order has ended.",
    wrongTitle: "This link doesn’t work",
    wrong: "The part after the # sign is missing or wrong. Open the full link.",
    madeOn: (day: string) => `Sent on ${day}`,
    state: {
      open: "No one has decided yet.",
      upheld: "The order stands.",
      overturned: "You were right: the order has ended. Everyone it kept out can join.",
      "not-decided-in-time": "No one decided in time, so the order ended automatically.",
      "order-over": "The order ended before anyone decided.",
    },
    reasons: "Reasons",
    yours: "What you wrote",
    destroyed:
      "This text has been destroyed. What people write about an order is kept for about a year after the order ends.",
  },
  order: {
    state: {
      ahead: "An order that takes effect later",
      suspended: "An order without effect at present",
      "in-force": "An order in force",
      over: "An order that has ended",
    },
    lead: (places: string) =>
      `A government ordered this service to keep people in ${places} out of one session of one meeting. This page doesn’t say which.`,
    takenDown: "This was taken down from the public log.",
    excepted: "Except in",
    from: "From",
    appealTitle: "Appeal",
    appealLead:
      "Anyone can appeal, without an account. A decision, or the end of the order, shows here and at your private link only on the next day: its time could reveal the meeting.",
    none: "There is no order here. The address may be incomplete.",
  },
  report: {
    title: "Report abuse",
    lead: "This goes to the people who run this service. No one in the meeting is told.",
    inside: "Your report shows that you were in the meeting, but not who you are.",
    what: "What kind of abuse is it?",
    choose: "Choose the closest match.",
    kinds: {
      harassment: "Harassment",
      threat: "A threat",
      sexual: "Unwanted sexual content",
      "child-safety": "A child is in danger",
      spam: "Spam or fraud",
      other: "Something else",
    },
    about: "Who is it about?",
    aboutMeeting: "The meeting",
    aboutText:
      "Until the meeting is over, this service sees their name and can turn off their microphone or remove them. You can’t name someone who has left.",
    text: "What happened?",
    fromState: "I’m writing on behalf of a government, a court or the police",
    fromStateText:
      "This service will answer you under its published process for government requests. A demand never ends a meeting or suspends an account.",
    send: "Send report",
    sent: "Thank you. Your report has been sent.",
    sentText:
      "A meeting is ended, or an account suspended, only when two people from this service agree.",
    danger: "If someone is in danger now, call the emergency services where you are.",
    unread:
      "No one at this service can read reports yet. Yours will wait until someone can. The administrator is told only that a report is waiting.",
    unreadSent:
      "Your report has been saved, but no one at this service can read it yet. It will wait until someone can.",
    noContact: "This service gives no contact details.",
    toMeeting: "Go to the meeting",
  },
  /** Why somebody is kept out, a whole sentence: by whom, and which place. */
  reason: {
    "meeting/denied-place": (who: string, place: string) =>
      `${capital(who)} closed this meeting to ${place}.`,
    "meeting/outside-allowed": (who: string) =>
      `${capital(who)} opened this meeting to certain places only, and yours is not one of them.`,
    "meeting/cannot-tell": (who: string) =>
      `${capital(who)} limited this meeting by place, and we can’t tell where you are joining from.`,
    "account/denied-place": (place: string) =>
      `The host’s organisation closed its meetings to ${place}.`,
    "account/outside-allowed":
      "The host’s organisation opened its meetings to certain places only, and yours is not one of them.",
    "account/cannot-tell":
      "The host’s organisation limits its meetings by place, and we can’t tell where you are joining from.",
    "platform/denied-place": (place: string) => `This service is closed to ${place}.`,
    "platform/outside-allowed":
      "This service is open to certain places only, and yours is not one of them.",
    "platform/cannot-tell":
      "This service limits meetings by place, and we can’t tell where you are joining from.",
    /** Whose order it is, where that may be said; `sealed`: until when it may not. */
    "order/named": (authority: string, place: string) =>
      `${withThe(authority)} ordered this service to keep people in ${place} out of this meeting.`,
    "order/ordered": (place: string) =>
      `A government ordered this service to keep people in ${place} out of this meeting; by law, we can’t name it yet.`,
    "order/sealed": (place: string, time: string) =>
      `A government ordered this service to keep people in ${place} out of this meeting; by law, we can’t name it until ${time}.`,
    "host/banned": "A host decided that you can’t come back to this meeting.",
    "host/removed": "A host removed you.",
    here: "the place you are joining from",
  },
  /** The same with its end. */
  reasonUntil: {
    "meeting/denied-place": (who: string, place: string, time: string) =>
      `${capital(who)} closed this meeting to ${place} until ${time}.`,
    "meeting/outside-allowed": (who: string, time: string) =>
      `${capital(who)} opened this meeting only to certain places until ${time}, and yours is not one of them.`,
    "meeting/cannot-tell": (who: string, time: string) =>
      `${capital(who)} limited this meeting by place until ${time}, and we can’t tell where you are joining from.`,
    "account/denied-place": (place: string, time: string) =>
      `The host’s organisation closed its meetings to ${place} until ${time}.`,
    "account/outside-allowed": (time: string) =>
      `The host’s organisation opened its meetings only to certain places until ${time}, and yours is not one of them.`,
    "account/cannot-tell": (time: string) =>
      `The host’s organisation limits its meetings by place until ${time}, and we can’t tell where you are joining from.`,
    "platform/denied-place": (place: string, time: string) =>
      `This service is closed to ${place} until ${time}.`,
    "platform/outside-allowed": (time: string) =>
      `This service is open only to certain places until ${time}, and yours is not one of them.`,
    "platform/cannot-tell": (time: string) =>
      `This service limits meetings by place until ${time}, and we can’t tell where you are joining from.`,
  },
  call: {
    connecting: "Joining…",
    reconnecting: "You lost your connection. Reconnecting…",
    mic: "Microphone",
    camera: "Camera",
    speaker: "Speaker",
    screen: "Share screen",
    stopScreen: "Stop sharing",
    people: "People",
    chat: "Chat",
    places: "Places",
    rules: "Rules",
    leave: "Leave",
    close: "Close",
    muted: "microphone off",
    speaking: (name: string) => `${name} is speaking`,
    you: (name: string) => `${name} (you)`,
    screenOf: (name: string) => `${name}’s screen`,
    ownScreen: "Your screen",
    service: "service",
    someone: "Someone",
    role: { host: "host", "co-host": "co-host", acting: "acting host", guest: "" },
    alone: "You’re the only one here. Share the link to invite others.",
    link: { copy: "Copy join link", copied: "Join link copied." },
    startSound: "Turn sound on",
    more: (count: number) => `and ${count} more`,
    controls: "Meeting controls",
    moreControls: "More",
    panels: "Panels",
    dismiss: "Close this message",
    undo: "Undo",
    failed: "That didn’t work. Try again.",
    view: {
      grid: "Grid view",
      speaker: "Speaker view",
      pin: (name: string) => `Pin ${name}`,
      unpin: (name: string) => `Unpin ${name}`,
      hideSelf: "Hide self-view",
      showSelf: "Show self-view",
    },
    connection: {
      excellent: "good connection",
      good: "fair connection",
      poor: "weak connection",
      lost: "connection lost",
    },
    hand: {
      raise: "Raise hand",
      lower: "Lower hand",
      lowerShort: "Lower",
      place: (place: number) => `hand raised, number ${place}`,
      list: "Raised hands, in order",
      saidRaised: (name: string) => `${name} raised their hand`,
      lowerOf: (name: string) => `Lower ${name}’s hand`,
      lowered: "The host lowered your hand.",
    },
    react: {
      open: "React",
      names: {
        thumb: "Thumbs up",
        heart: "Heart",
        clap: "Applause",
        laugh: "Laughter",
        wow: "Surprise",
        party: "Celebration",
      },
      said: (name: string, reaction: string) => `${name} reacted: ${reaction}`,
    },
    talk: {
      placeholder: "Message everyone here",
      send: "Send",
      empty: "No messages since you joined.",
      vanish:
        "Only people who are here now can read this. Messages disappear when you leave, and they aren’t stored.",
      notSent: "Your message wasn’t sent. Try again.",
      tooFast: "That was a little fast. Wait a moment, then send it again.",
      unread: (count: number) => (count === 1 ? "1 new message" : `${count} new messages`),
      openUnread: (count: number) =>
        count === 1 ? "Chat, 1 new message" : `Chat, ${count} new messages`,
      said: (name: string, text: string) => `${name} wrote: ${text}`,
      log: "Messages",
      left: (count: number) => `${count} characters left`,
    },
    list: {
      search: "Find someone",
      numbers: "People with the same name have a number to tell them apart.",
      none: "No one by that name is here.",
      count: (count: number) => (count === 1 ? "1 person is here" : `${count} people are here`),
      open: (count: number) =>
        count === 1 ? "People, 1 person is here" : `People, ${count} people are here`,
      actions: (name: string) => `More options for ${name}`,
    },
    devices: {
      title: "Devices",
      blur: "Blur my background",
      standard: "System default",
    },
    keys: {
      title: "Keyboard shortcuts",
      use: "Use single-key shortcuts",
      note: "They do nothing while you’re typing.",
      mic: "Turn microphone on or off",
      camera: "Turn camera on or off",
      screen: "Start or stop sharing your screen",
      hand: "Raise or lower your hand",
      chat: "Open or close the chat",
      people: "Open or close the list of people",
      view: "Switch between grid and speaker view",
      help: "Show these shortcuts",
      escape: "Close what’s open",
      escapeKey: "Esc",
    },
    announce: {
      title: "Accessibility",
      on: "Tell my screen reader who’s speaking",
    },
    /** Who can see and hear what is said and shown: the badge, its page, and what is told of keys. */
    sealed: {
      on: "End-to-end encrypted",
      off: "Not end-to-end encrypted",
      vouched: "End-to-end encrypted, vouched",
      agreeing: "Agreeing on keys…",
      without: "No keys yet",
      held: "Encrypted. Others may not hear or see you",
      heldText:
        "Your audio and video leave this page encrypted or not at all. In the last few seconds it couldn’t encrypt them, or can’t tell whether it could, so others may not hear or see you. If this continues, reload the page.",
      title: "Who can see and hear this call",
      code: "Security code",
      how: "Read it out together. If everyone has the same code, only the people in the list below can see and hear you. Is there anyone you don’t know? The code changes whenever someone joins or leaves.",
      differ:
        "If the codes differ while no one is joining or leaving, someone may be listening in: say nothing private here. Start a new meeting and send its link another way.",
      changed: "It changed just now. Start again from the first digit.",
      inWords: "The same code in words",
      codeWaiting: (names: string) =>
        `Waiting for ${names}. Everyone’s page adds its part to the code.`,
      codeOverdue: (names: string) =>
        `No answer from ${names}. Their page may be slow or reloading.`,
      codeAgain: "Try again",
      codeAlone: "While you’re alone here, there’s nothing to compare.",
      codeTooMany: "With more than 50 people here, there’s no code to compare.",
      group: "Who has the keys",
      unvouched:
        "You have no keys yet: a host has to vouch for you. Until then, you can’t see or hear anyone, and no one can see or hear you. Once a host vouches for you, this page continues automatically.",
      /** The sitting is not believed to be the present one: neither this page nor, by it, anyone else gets keys. */
      notBelieved:
        "According to this device’s clock, the call began more than 24 hours ago or hasn’t begun yet, so this page can neither get keys nor give any. Check the device’s date and time. Once they’re right, this page continues automatically. If they were right all along, everyone has to leave and join again.",
      believed:
        "No one vouches for who joins: anyone who has the full link gets keys once this service lets them in.",
      vouchedText:
        "This meeting is vouched: no one gets keys unless a host vouches for them, or someone a host has allowed to vouch. Without that, not even the people who run this service can bring anyone in.",
      numbers:
        "The number below a name belongs to that person alone, and is the same for everyone until that person reloads their page. It tells people with the same name apart.",
      outside: "not encrypted, so not shown or heard",
      turns: (count: number) =>
        count === 1
          ? "The keys have changed once since you joined."
          : `The keys have changed ${count} times since you joined.`,
      noTurns: "The keys haven’t changed since you joined.",
      dropped: (sent: number, shown: number) =>
        `Pieces of your audio, video and messages that couldn’t be encrypted and weren’t sent: ${sent}. Pieces from others that couldn’t be decrypted and weren’t played or shown: ${shown}. A few are normal.`,
      sees: "What this service can see",
      seesText:
        "Who is in the call and when, where each person seems to be joining from, who speaks and how much, and when data is sent and how much.",
      seesNot: "What it can’t see or hear",
      seesNotText: "Video, audio, shared screens, chat, reactions and raised hands.",
      sealedWith: (format: string) => `Encrypted with ${format}.`,
      nativeClients:
        "This meeting also allows other apps, whose format protects less. The service still can’t see or hear anything, but it could pass one person’s camera off as their screen, or replay a moment.",
      program:
        "This page’s code comes from the service too. Trust the people who run the service, or compare the code with the published release by running this command in Graticule’s source code:",
      openText:
        "What you say and show is encrypted on its way to the service, and from there to the others. In between, the people who run the service could see and hear it.",
      openChange: "The host can change this while no one is in the meeting.",
      unsealed: (name: string) => `Something from ${name} arrived unencrypted and isn’t shown.`,
      unlisted: (name: string) =>
        `${name} has the keys to this call but isn’t shown as being here.`,
      unlistedRow: "has the keys, not shown as being here",
      rekeyed: (name: string) =>
        `${name} has new keys. They reloaded their page, or it’s someone else.`,
      rekeyedRow: "new keys since you joined",
      delayed: "This page asked for keys too often and has to wait a minute.",
      distrusted: "There was a problem with the keys, so your page set them up again.",
    },
    told: {
      muted: "A host muted you. You can turn your microphone back on.",
      mutedByService:
        "After a report from inside the meeting, this service turned off your microphone under its terms of service. You can turn it back on. If you think this is wrong, write to the people who run this service.",
      coHost: "You’re now a co-host: you can let people in and help run the meeting.",
      noCoHost: "You no longer help run the meeting.",
      acting: "You’re the acting host while the host is away.",
      /** To a co-host or a successor, when the last host has left. */
      inCharge: "You’re running this meeting until the host is back.",
      /** To whoever ran it in the meantime. */
      hostBack: "The host is back and is running the meeting again.",
      /** To everybody else inside: names of those who run it. Never why somebody left. */
      runs: (names: string, count: number) =>
        count === 1
          ? `${names} is running the meeting now.`
          : `${names} are running the meeting now.`,
      nobodyRuns: "No one is running the meeting now.",
      ruleChanged: "The rule on who can join has changed.",
      locked: "The meeting is locked. New people wait until they’re let in.",
      limited:
        "This meeting continues. An order limits access by place. It doesn’t affect anyone still here.",
    },
    /** Somebody inside whom an order will keep out in a few minutes. */
    soon: {
      title: "You can’t stay here much longer.",
      until: (time: string) => `You can stay until ${time}.`,
      /** Before when it ends: not "until" a second time. */
      ends: "The order ends",
      left: (minutes: number) => (minutes === 1 ? "1 minute left" : `${minutes} minutes left`),
      only: "Only you can see this. No one else is told.",
      leave: "Leave now",
    },
  },
  process: {
    lead: "A government’s demand can affect only the people inside its own territory. This page says what that means in the version that this service runs.",
    sections: [
      {
        title: "No meeting is ended, and no account is suspended",
        body: "Nothing in this service lets a demand end a meeting for everyone, suspend an account or change another meeting. A host can end a meeting for everyone. Otherwise, abuse is the only possible reason, and that has its own process, described below.",
      },
      {
        title: "Limits by place",
        body: "Hosts can open a meeting only to certain places, or close it to them. That is the host’s own choice, and people it keeps out are told so. To tell where someone is, we look only at the network addresses of their page and of their audio and video, only while they’re connected, and we never store them. A VPN can make someone appear to be elsewhere.",
      },
      {
        title: "Orders",
        body: "When a government orders it, the service can keep people in that government’s territory out of one session of one meeting, for at most seven days. An order affects only people whose location is certain: anyone who might be elsewhere stays. Everyone kept out is told that it was ordered, by whom and until when. If a name is left out, the page says that too. An order takes two people from this service who had no part in entering the request. One is enough to end the order, or to refuse the demand if someone else entered it.",
      },
      {
        title: "Appeals",
        body: "Anyone can appeal without an account: the people kept out, the host, and everyone else. Someone who had no part in the order decides within 72 hours, or within half of the time that is left if that is less. If no one does, the order ends automatically. When an order ends, everyone it kept out can join right away.",
      },
      {
        title: "What becomes public",
        body: "Each demand is published as soon as it is entered, without naming people or meetings, and the meeting’s host is notified. If a law forbids even saying that a demand exists, the service does nothing about it for as long as that holds. It can seal the fact that the demand existed, and the seal opens after a year at most.",
      },
      {
        title: "Abuse",
        body: "Anyone can report abuse. Ending a meeting or suspending an account for abuse takes two people from this service and a report from someone who was inside. Whatever a government sends is answered as a demand, no matter what it is called. If there is a demand, a third person must agree to end the meeting or suspend the account, and both are made public together.",
      },
      {
        title: "What is stored",
        body: "A meeting’s title, times and rules are stored, and deleted 30 days after it ends. Who is there is known only until the meeting is over, and where they are only in the server’s memory, while they’re connected. After that, there is no list to hand over. The service makes no recordings. Meetings created on its pages are end-to-end encrypted unless the host turns that off. Even someone who controls the server can’t see or hear them, as long as it serves the page as published. Unless a host vouches for each person, anyone who has the full link and is let in gets keys, even someone who runs this service.",
      },
      {
        title: "Who to ask",
        body: "Each service is run independently, for example by a university, a newsroom or a company. The person who gave you the link can tell you who runs this one. Only the people who run it can answer an appeal, and they answer to the law of their country.",
      },
    ],
    holds: "What this service stores",
    sources: "Where location data comes from",
    own: "This service’s own list of its networks",
    state: {
      fresh: "",
      stale: "out of date",
      missing: "missing right now",
      rejected: "can’t be used right now",
    },
  },
};

/** The shape of a language: every other file has the same keys and parameters. */
export type Words = typeof en;
