/**
 * Every word that participants read, in English, by code. A translation is another file of the same
 * shape (see `Words`). What only hosts and administrators read is English only and stands in
 * host-words.ts. The style is in CONTRIBUTING: short, active, second person; what happens, who
 * decided, until when, what to do.
 */
export const en = {
  app: {
    name: "Graticule",
    tagline: "Meetings in which a border reaches only the people who stand behind it.",
    process: "How this service answers governments",
    skip: "Skip to the page",
    loading: "One moment…",
    offline:
      "The service can’t be reached. Check your connection; this page tries again by itself.",
    failed: "Something went wrong on our side. Please try again in a moment.",
    tooMany: "That was a little fast. Wait a moment, then try again.",
    retry: "Try again",
    home: "To the start page",
    placesBy: "Location data:",
  },
  home: {
    title: "Meet",
    codeLabel: "Meeting link or code",
    codePlaceholder: "abc-defg-hij",
    codeWrong: "That is not a meeting link. A code looks like abc-defg-hij.",
    go: "Join",
    newMeeting: "New meeting",
    needsOperator:
      "New meetings are made by whoever runs this service: they open it with the set-up link that the server printed when it started.",
    mine: "Your meetings",
    mineOnDevice: "on this device",
    manage: "Manage",
    ended: "ended",
  },
  sentence: {
    everyone: "Everyone can join, from anywhere.",
    except: (places: string) => `People in ${places} can’t join.`,
    only: (places: string) => `Only people in ${places} can join.`,
    onlyNever: (places: string, never: string) =>
      `Only people in ${places} can join, and nobody from ${never}.`,
    doubtAdmit: "If we can’t tell where someone is, they can join.",
    doubtHold: "If we can’t tell where someone is, they wait in the lobby.",
    doubtRefuse: "If we can’t tell where someone is, they can’t join either.",
    doubtAsk:
      "If we can’t tell where someone is, we ask them; whoever’s answer fits can join, everyone else waits in the lobby.",
    until: (time: string) => `This holds until ${time}.`,
    more: (count: number) => (count === 1 ? "1 more place" : `${count} more places`),
    nowhere: "…",
    /** What holds and who decided it, one sentence a limit. */
    limit: {
      "meeting/closed": (places: string) => `Closed to ${places} by the host, for this meeting.`,
      "meeting/closed-until": (places: string, time: string) =>
        `Closed to ${places} by the host until ${time}, for this meeting.`,
      "meeting/only": (places: string) => `Open only to ${places} by the host, for this meeting.`,
      "meeting/only-until": (places: string, time: string) =>
        `Open only to ${places} by the host until ${time}, for this meeting.`,
      "account/closed": (places: string) =>
        `Closed to ${places} by the host’s organisation, for all its meetings.`,
      "account/closed-until": (places: string, time: string) =>
        `Closed to ${places} by the host’s organisation until ${time}, for all its meetings.`,
      "account/only": (places: string) =>
        `Open only to ${places} by the host’s organisation, for all its meetings.`,
      "account/only-until": (places: string, time: string) =>
        `Open only to ${places} by the host’s organisation until ${time}, for all its meetings.`,
      "platform/closed": (places: string, ground: string) =>
        `Closed to ${places} by this service: ${ground}.`,
      "platform/closed-until": (places: string, time: string, ground: string) =>
        `Closed to ${places} by this service until ${time}: ${ground}.`,
      "platform/only": (places: string, ground: string) =>
        `Open only to ${places} by this service: ${ground}.`,
      "platform/only-until": (places: string, time: string, ground: string) =>
        `Open only to ${places} by this service until ${time}: ${ground}.`,
    },
    /** Why the whole service has a limit; stands after a colon. */
    ground: {
      sanctions: "sanctions",
      licence: "a licence",
      security: "security",
      "own-policy": "its own policy",
      unnamed: "no reason is given",
    },
  },
  graticule: {
    label: "The world as a grid of places",
    note: "An illustration, not a map of borders. The list does the same.",
    hint: "Use the arrow keys to walk, Enter to choose, letters to find.",
    state: {
      neutral: "",
      allowed: "can join",
      denied: "can’t join",
      some: "a few here",
      many: "many here",
    },
    legend: { allowed: "can join", denied: "can’t join", some: "a few", many: "5 or more" },
  },
  door: {
    from: (place: string) => `Joining from ${place}`,
    fromNowhere: "We can’t tell where you are joining from",
    sure: { sure: "sure", likely: "likely", "cannot-tell": "not sure" },
    notRight: "Not right?",
    why: "Why?",
    notRightText:
      "We look only at your network address, and it can mislead: a VPN, a company network or a mobile network often seems to be somewhere else. Turn it off or use another network and open this page again; if that doesn’t help, tell the host.",
    name: "Your name",
    namePlaceholder: "How others see you",
    nameMissing: "Tell the others your name.",
    camera: "Camera",
    microphone: "Microphone",
    cameraOn: "Turn the camera on",
    cameraOff: "Turn the camera off",
    micOn: "Turn the microphone on",
    micOff: "Turn the microphone off",
    cameraIsOff: "Your camera is off",
    noCamera: "No camera",
    noMicrophone: "No microphone",
    deviceUnnamed: (index: number) => `Device ${index}`,
    join: "Join",
    joining: "Joining…",
    starts: (time: string) => `Starts ${time}. You can join already.`,
    untitled: "A meeting",
    you: "You",
  },
  device: {
    denied: (thing: string) =>
      `Your browser keeps the ${thing} from this page. Allow it beside the address, or go on without.`,
    missing: (thing: string) => `No ${thing} was found. You can go on without.`,
    busy: (thing: string) =>
      `Another program is using the ${thing}. Close it there, or go on without.`,
    insecure: "Cameras and microphones work only over https or on localhost.",
    other: (thing: string) => `The ${thing} didn’t start. You can go on without.`,
    camera: "camera",
    microphone: "microphone",
    screen: "screen",
  },
  gone: {
    notFoundTitle: "There is no meeting here",
    notFound: "The link may be incomplete, or the meeting was deleted. Ask for the link again.",
    endedTitle: "This meeting has ended",
    ended: "The host ended it for everyone.",
    leftTitle: "You left the meeting",
    left: "It goes on without you.",
    again: "Join again",
    cannotCheckTitle: "We can’t let anyone in right now",
    cannotCheck:
      "The service can’t check the meeting’s rules at the moment, so it keeps the door closed. This page tries again by itself.",
    failedTitle: "That didn’t work",
    noAnswerTitle: "The service doesn’t answer right now",
    noAnswer: "Your link is not the reason. This page tries again by itself.",
    pageTitle: "There is nothing here",
    page: "The address may be incomplete.",
  },
  refused: {
    title: "You can’t join from here right now.",
    innocent: "You did nothing wrong.",
    keepOpen: "Keep this page open: a button to join appears here if that changes.",
    openTitle: "You can join now.",
    open: "What kept you out has changed.",
    again: "Join again",
    notThere: "I’m not there",
    leave: "Leave quietly",
    why: "Why",
    whoDecided: "Who decided",
    law: "By which law",
    until: "Until",
    noEnd: "No end is set.",
    unaffected: "What this does not touch",
    unaffectedText:
      "The meeting goes on for everyone else. Nothing else of yours is affected: other meetings, links and accounts work as before.",
    sealed: "We can’t name them for now.",
    appeal: "Appeal",
    appealText:
      "Whoever runs this service answers appeals. If you don’t know them, ask whoever gave you the link; say when you were kept out and what this page says. You don’t have to give a reason for being in the meeting.",
    contact: "How this service answers governments",
  },
  reason: {
    "meeting/denied-place": (place: string) => `The host closed this meeting to ${place}`,
    "meeting/outside-allowed": () =>
      "The host opened this meeting to certain places only, and yours is not one of them",
    "meeting/cannot-tell": () =>
      "The host limits this meeting by place, and we can’t tell where you are joining from",
    "account/denied-place": (place: string) =>
      `The host’s organisation closed its meetings to ${place}`,
    "account/outside-allowed": () =>
      "The host’s organisation opened its meetings to certain places only, and yours is not one of them",
    "account/cannot-tell": () =>
      "The host’s organisation limits its meetings by place, and we can’t tell where you are joining from",
    "platform/denied-place": (place: string) => `This service is closed to ${place}`,
    "platform/outside-allowed": () =>
      "This service is open to certain places only, and yours is not one of them",
    "platform/cannot-tell": () =>
      "This service limits meetings by place, and we can’t tell where you are joining from",
    ordered: (place: string) =>
      `A government ordered that this meeting can’t be joined from ${place}`,
    here: "the place you are joining from",
    until: (time: string) => ` until ${time}`,
  },
  call: {
    connecting: "Joining…",
    reconnecting: "Your connection was lost. Trying to come back…",
    mic: "Microphone",
    camera: "Camera",
    speaker: "Speaker",
    screen: "Share screen",
    stopScreen: "Stop sharing",
    people: "People",
    chat: "Chat",
    places: "Places",
    rules: "Rules",
    host: "Host",
    leave: "Leave",
    close: "Close",
    muted: "microphone off",
    speaking: (name: string) => `${name} is speaking`,
    you: (name: string) => `${name} (you)`,
    screenOf: (name: string) => `${name}’s screen`,
    service: "service",
    someone: "Someone",
    role: { host: "host", "co-host": "co-host", acting: "acting as host", guest: "" },
    alone: "You are the only one here. Share the link to invite others.",
    startSound: "Turn the sound on",
    more: (count: number) => `and ${count} more`,
    copyLink: "Copy the link",
    controls: "Meeting controls",
    moreControls: "More",
    panels: "Panels",
    dismiss: "Close this message",
    undo: "Undo",
    failed: "That didn’t work. Try again.",
    view: {
      grid: "Show everyone in a grid",
      speaker: "Show who speaks",
      pin: (name: string) => `Keep ${name} large`,
      unpin: (name: string) => `No longer keep ${name} large`,
      pinned: "kept large",
      hideSelf: "Hide my own picture from me",
      showSelf: "Show my own picture to me",
    },
    connection: {
      excellent: "good connection",
      good: "fair connection",
      poor: "weak connection",
      lost: "connection lost",
    },
    hand: {
      raise: "Raise my hand",
      lower: "Lower my hand",
      raised: "hand raised",
      place: (place: number) => `hand raised, number ${place}`,
      list: "Raised hands, in order",
      saidRaised: (name: string) => `${name} raised a hand`,
      lowerOf: (name: string) => `Lower ${name}’s hand`,
      lowered: "The host lowered your hand.",
    },
    react: {
      open: "React",
      names: {
        thumb: "Thumbs up",
        heart: "Heart",
        clap: "Applause",
        laugh: "Laughing",
        wow: "Surprised",
        party: "Celebration",
      },
      said: (name: string, reaction: string) => `${name} reacted: ${reaction}`,
      saidMany: (count: number) => `${count} people reacted`,
    },
    talk: {
      placeholder: "Message to everyone here",
      send: "Send",
      empty: "No messages yet.",
      vanish:
        "Only those who are here now can read this. Messages vanish when you leave, and nobody keeps them.",
      notSent: "Your message was not sent. Try again.",
      tooFast: "That was a little fast. Wait a moment, then send again.",
      unread: (count: number) => (count === 1 ? "1 new message" : `${count} new messages`),
      openUnread: (count: number) =>
        count === 1 ? "Chat, 1 new message" : `Chat, ${count} new messages`,
      said: (name: string, text: string) => `${name} wrote: ${text}`,
      log: "Messages",
      left: (count: number) => `${count} characters left`,
    },
    list: {
      search: "Find someone",
      none: "Nobody of that name is here.",
      count: (count: number) => (count === 1 ? "1 person is here" : `${count} people are here`),
      open: (count: number) =>
        count === 1 ? "People, 1 person is here" : `People, ${count} people are here`,
      actions: (name: string) => `What you can do about ${name}`,
    },
    devices: {
      title: "Devices",
      blur: "Blur my background",
      standard: "As the system chooses",
    },
    keys: {
      title: "Keyboard shortcuts",
      use: "Use single keys as shortcuts",
      note: "They do nothing while you type.",
      mic: "Microphone on or off",
      camera: "Camera on or off",
      screen: "Share or stop sharing the screen",
      hand: "Raise or lower your hand",
      chat: "Open or close the chat",
      people: "Open or close the list of people",
      view: "Grid, or who speaks",
      help: "Show these shortcuts",
      escape: "Close what is open",
      escapeKey: "Esc",
    },
    announce: {
      on: "Tell my screen reader who speaks",
      off: "Don’t tell my screen reader who speaks",
    },
    told: {
      muted: "The host muted you. You can turn your microphone on again.",
      coHost: "You are a co-host now: you can let people in and help to run the meeting.",
      noCoHost: "You no longer help to run the meeting.",
      acting: "You are acting as host while the host is away.",
      locked: "The meeting is locked: nobody new comes in.",
    },
  },
  band: { none: "nobody", "a-few": "a few" },
};
