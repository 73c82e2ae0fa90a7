/** The essence of docs/what-we-hold.md, in English only. Change both together. */
export const holdWords = {
  title: "What this service holds",
  lead: "A list that does not exist can’t be handed over. This is everything that this service keeps, for how long, and why; and what it never keeps, whoever asks.",
  parts: [
    {
      title: "Never kept",
      points: [
        "Network addresses: not in the database, not in a log, not in a number. One that counts an attack stays in memory for minutes.",
        "Who was where. Where somebody joins from is in memory while they are there or wait, and is gone with them.",
        "Who took part in a meeting, once it is over.",
        "Sound, pictures, messages, reactions. Nothing is recorded.",
        "When somebody came and went.",
        "What a browser says of itself, beyond a name such as “Firefox on Linux” for whoever signs in.",
      ],
    },
    {
      title: "In memory, while a meeting runs",
      points: [
        "Names that people gave, their connections, where each joins from and how sure that is: until they leave, or two minutes after their page was last there.",
        "The addresses from which the packets of their page come, and how quickly it answers: as long as the page is there.",
        "An address from which a host put somebody out: until the meeting is over.",
        "Proof of having been inside is given to the page of the person, and kept there alone. It names nobody.",
      ],
    },
    {
      title: "Kept of people who sign in",
      points: [
        "Name, e-mail address and when the account was made, which the administrator can list; a hash of the password, passkeys, the second step’s secret (encrypted), and sessions of 30 days: until they delete their account. Whoever only joins meetings has no account and leaves none of this.",
        "API keys and webhooks, their secrets encrypted: until they are deleted.",
      ],
    },
    {
      title: "Kept of meetings",
      points: [
        "Title, times, and the history of rules and of what hosts did, without a name: until 30 days after the end, or at once when the host deletes it.",
        "Whom the host let in, kept out or made a co-host, with the name that they gave: of guests until the meeting is over or its room has been empty for an hour.",
        "News for a host’s own server that could not be delivered can name somebody: for an hour at most.",
        "How many were let in, waited, were turned away or were taken out under each rule: numbers, without places.",
        "Notices to the host about demands and orders: as long as the meeting.",
      ],
    },
    {
      title: "Kept of demands, orders and appeals: for good",
      points: [
        "What the authority sent, every answer, finding, order, look and end, with the member of the desk who acted. This is history: the database lets nobody change it.",
        "A look answers with one of four ranges (fewer than 10, 10 to 99, 100 to 999, 1000 or more). The number is not kept.",
        "Of an appeal: its text, its day, and whether somebody kept out, the host or the public made it. No name; what you write there stays.",
        "Once a meeting is deleted, these records name it only by a number that nobody can trace back.",
      ],
    },
    {
      title: "Kept of abuse: for good",
      points: [
        "A report’s text, its day, whether it came from inside, and what became of it. Not who sent it.",
        "Not for good: the one participant whom a report names, by the name that they gave. It is deleted when the meeting is over, and is in no backup.",
        "Acts under the terms of service, who agreed to them, and the demands that were there at the time.",
      ],
    },
    {
      title: "The public log: for good",
      points: [
        "Every request, answer, order, look, appeal, end, change at the desk and act under the terms of service, with the tree of hashes and the signed heads by which anybody can check that nothing was left out or changed. Days and places; no person, no minute. A meeting and its host are named only by a number, which nobody can trace back once they are deleted.",
        "A meeting’s title, where its host lets the log say it: until the host takes it back, at most as long as the meeting. That it was named once stays.",
        "Beside it, because they may have to go: texts of entries (authority, law, reason, what a change says, what a court forced), each with a random number of its own. Two people can take one down: then the text and its number are erased, and what stays is that one was taken down, why, and who of the desk proposed and confirmed it.",
        "Not for good: what waits to be written into it, for a second, or until its day is over; and what an order keeps sealed, until the log itself tells it, a year at most.",
      ],
    },
    {
      title: "Kept of the desk and of the service",
      points: [
        "Who holds or held which role at the desk, what was proposed and who confirmed it; the register of authorities and disputed places; digests of the operator’s own location files: for good.",
        "The service’s settings and rules, for good. Invitations, with an address if one was given, for 7 days at most.",
      ],
    },
    {
      title: "Not in our hands",
      points: [
        "Whoever runs the machine also has its backups, its mail, and perhaps a proxy in front of it, whose logs can hold addresses. They are asked to turn those off.",
        "In an encrypted meeting sound, pictures and chat are locked on the devices of those inside, and nobody else can open them. In one whose host turned that off, whoever controls the machine could listen.",
      ],
    },
  ],
  demand: {
    title: "If somebody demands data",
    body: "There is one answer: it is not handled here. The desk can’t look at persons, and nothing in this service exports them. A demand goes to the legal contact of whoever runs this service, and what can be found is what stands above.",
  },
} as const;
