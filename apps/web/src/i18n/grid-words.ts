const note = "An illustration, not a map of borders.";
const partly = (place: string, state: string) => `${place}, in parts: ${state}`;
const rule = { allowed: "can join", denied: "can’t join" };
const counts = { few: "a few", many: "5 or more", here: "people are here" };

/** What the grid of places says, in English: only pages of hosts and the desk have it. */
export const gridWords = {
  label: "The world as a grid of places",
  hint: "Use the arrow keys to move, Enter to choose and letters to search.",
  parts: (place: string) => `Parts of ${place}`,
  closeParts: "Close the list of parts",
  /** Of a rule, on which squares are chosen. */
  rule: {
    note: `${note} Choosing a square does the same as finding the place by name.`,
    ...{ partly, state: rule, legend: rule },
  },
  /** Of where people are. */
  counts: {
    note: `${note} The list says the same in words.`,
    ...{ partly, state: counts, legend: counts },
  },
} as const;
