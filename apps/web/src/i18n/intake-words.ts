/** What intake is asked before anything is entered, and what it does where a law forbids entering it. */
export const intakeWords = {
  lead: "Once you enter a request, everyone can read in the public log that it exists, and the meeting’s host is notified. So answer this first.",
  question: "Does a law that binds you forbid saying that this request exists?",
  answers: { no: "No", yes: "Yes", unsure: "I’m not sure" },
  answerHints: {
    no: "If a law only forbids saying who asked or why, choose this. The form has a place for it.",
    yes: "For example, a court order tells you to keep the request itself secret.",
    unsure: "Speak to your lawyer before you enter anything.",
  },
  stop: {
    title: "Don’t enter it yet",
    text: "Nothing is stored while you read this page.",
    steps: [
      "Speak to your lawyer, outside this service. Does the law bind you, can it be challenged, what may be said, to whom, and from which day?",
      "If it doesn’t forbid saying that the request exists, come back and answer No.",
      "If it does, enter nothing here. The desk can’t answer a request that isn’t entered, and can’t make an order for it.",
      "Enter it on the first day on which you may, with the day on which it came.",
    ],
  },
  silent: {
    title: "Seal that it existed",
    text: "The public log has eight sealed slots every day, whether or not they hold anything. No one can tell which ones do until they open. One of them can hold that this request existed. Nothing else in the log points to it.",
    lawyer: "Do this only if your lawyer agrees.",
    open: "Use a sealed slot…",
    until: "Last day on which nothing may be said",
    untilHint: "At most 366 days from today. When this day is over, the slot opens automatically.",
    leaveOut: "Leave out anything that may still not be said when the slot opens.",
    branch: "Who sent it",
    country: "Country",
    came: "Day on which it came",
    leftOut: "Leave out",
    fault: {
      until: "Choose a day from today on, at most 366 days ahead.",
      came: "This can’t be in the future.",
    },
    shown:
      "When the slot opens, everyone can also see on which day you used it. It can’t be changed or taken back. No one at the desk can read it, and who used it isn’t stored.",
    seal: "Seal it",
    done: (day: string) =>
      `Sealed. It opens after ${day}. Make a note of that day outside this service, because nothing here shows it.`,
  },
} as const;
