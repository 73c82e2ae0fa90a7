/** The essence of docs/what-we-hold.md, in English only. Change both together. */
export const holdWords = {
  title: "What this service stores",
  lead: "A list that doesn’t exist can’t be handed over. This is everything this service stores, for how long and why, and what it never stores, no matter who asks.",
  parts: [
    {
      title: "Never stored",
      points: [
        "Network addresses: not in the database, not in a log, not in a metric. An address counted to stop an attack stays in memory for a few minutes.",
        "Who was where. Where someone joins from is in memory while they are there or waiting, and is gone when they are.",
        "Who took part in a meeting, once it is over.",
        "Audio, video, messages, reactions. Nothing is recorded.",
        "When someone came and went.",
        "What a browser says about itself, except a name such as “Firefox on Linux” for people who sign in.",
      ],
    },
    {
      title: "In memory, while a meeting runs",
      points: [
        "The names people gave, their connections, where each joins from and how certain that is: until they leave, or two minutes after their page was last there.",
        "The addresses that packets from their page come from, and how quickly it answers: as long as the page is there.",
        "An address from which a host removed someone: until the meeting is over.",
        "Proof of having been inside is given to the person’s page and kept only there. It names no one.",
      ],
    },
    {
      title: "Stored about people who sign in",
      points: [
        "Name, email address and when the account was created (the administrator can list these), a hash of the password, passkeys and the second step’s secret (encrypted): until they delete their account. Sign-ins: until 30 days after they were last used. People who only join meetings have no account and leave none of this.",
        "API keys and webhooks, their secrets encrypted: until they are deleted.",
      ],
    },
    {
      title: "Stored about meetings",
      points: [
        "Title, times, and the history of rules and of what hosts did, without names: until 30 days after the end, or at once when the host deletes the meeting. If this service ended it under its terms: 90 days, and until that is reviewed because of a demand.",
        "Who the host let in, kept out or made a co-host, with the name they gave: for guests, until the meeting is over or its room has been empty for an hour.",
        "Webhook events for a host’s own server that couldn’t be delivered can name someone: for an hour at most.",
        "How many people were let in, waited, were kept out or were removed under each rule: numbers, without places.",
        "Notices to the host about demands, orders and terms-of-service actions: as long as the meeting is stored.",
        "While an order for a meeting waits for approval: since when the meeting is in use, and when it last was. This names no one and is in no backup.",
      ],
    },
    {
      title: "Stored about demands, orders and appeals: permanently",
      points: [
        "What people wrote of a demand, encrypted under a key of its own: a year after the demand is closed and its orders are over, or once no law forbids mentioning it if that is later, the key is destroyed. Then no one can read it any more, in old backups either. The same goes for the findings of an order, for appeals, and for the reasons of what was decided about them.",
        "What the authority sent, every answer, finding, order, head count and end, with the desk member who acted. This is history: the database lets no one change it.",
        "A head count is one of four ranges (fewer than 10 networks, 10 to 99, 100 to 999, 1,000 or more). The number isn’t stored.",
        "Of an appeal: its day, and whether someone kept out, the host or the public made it. No name; what you write there ends as above.",
        "Once a meeting is deleted, these records name it only by a number that no one can trace back. For 90 days, a keyed hash of its code still lets the desk recognise the code when a demand names it.",
        "If a law forbids mentioning a demand: at most that it existed, the authority’s branch and country, and the day on which it came. Sealed, for a year at most, without who sealed it.",
      ],
    },
    {
      title: "Stored about abuse: permanently",
      points: [
        "A report’s day and kind, whether it came from inside, and what became of it. Not who sent it.",
        "What people wrote there, and the reasons of actions, encrypted under a key for each report: a year after its outcome and the last step of an action that rests on it, the key is destroyed. Then no one can read it any more, in old backups either. It stays as long as such an action keeps an account closed or waits for a review.",
        "Not permanently: the one participant a report names, by the name they gave. It is deleted when the meeting is over, and is in no backup.",
        "Terms-of-service actions, who agreed to them, and the demands that were there at the time.",
      ],
    },
    {
      title: "The public log: permanently",
      points: [
        "Every request, answer, order, head count, appeal, end, change at the desk and terms-of-service action, with the tree of hashes and the signed heads that let anyone check that nothing was left out or changed. Days and places, but no person and no minute. A meeting and its host are named only by a number, which no one can trace back once they are deleted.",
        "A meeting’s title, where its host lets the log say it: until the host takes it back, at most as long as the meeting is stored. That it was named once stays.",
        "Kept separately, because they may have to go: texts of entries (authority, law, reason, what a change says, what a court forced), each with its own random number. Two people can take one down. The text and its number are then erased. What stays is that one was taken down, why, and who at the desk proposed and confirmed it.",
        "Not permanently: what is waiting to be written into the log, for a second or until its day is over, and what an order keeps sealed, until the log itself shows it, a year at most.",
      ],
    },
    {
      title: "Stored about the desk and the service",
      points: [
        "Who holds or held which role at the desk, what was proposed and who confirmed it, the register of authorities and disputed territories, and digests of the operator’s own location files: permanently.",
        "The service’s settings and rules: permanently. Invitations, with an address if one was given: for 7 days at most.",
      ],
    },
    {
      title: "Out of our hands",
      points: [
        "The people who run the machine also have its backups, its mail, and perhaps a proxy in front of it, whose logs can hold addresses. They are asked to turn those logs off.",
        "In an encrypted meeting, audio, video and chat are encrypted on the devices of the people inside, and no one else can decrypt them. In one whose host turned that off, anyone who controls the machine could listen.",
      ],
    },
  ],
  demand: {
    title: "If someone demands data",
    body: "There is one answer: “not handled here”. The desk can’t see who took part, and nothing in this service exports data about people. The demand goes to the legal contact of the people who run this service, and all they can find is what is listed above.",
  },
} as const;
