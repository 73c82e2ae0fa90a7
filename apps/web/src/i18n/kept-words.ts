/** What only hosts read of the meetings that their browser keeps, in English: a page that uses them says so with `lang`. */
export const keptWords = {
  forget: "Forget",
  forgetOf: (title: string) => `Forget ${title} in this browser`,
  forgetTitle: (title: string) => `Forget “${title}” in this browser?`,
  links:
    "Its title, its host link and what makes its join link whole are deleted from this browser. The meeting itself stays. Without a copy of the host link, only an account that owns the meeting can manage it.",
  hostKey:
    "Its host key is deleted too, and this may be the only copy. Without it, no one can vouch for people as its host.",
  confirm: "Forget it",
  /** To someone who isn't signed in, or no longer. */
  onThisComputer:
    "Anyone who uses this browser can run these meetings. On a shared computer, forget them.",
  forgetAll: "Forget all",
  forgetAllTitle: "Forget all meetings that this browser keeps?",
  allLinks: (count: number) =>
    `This browser deletes the titles and host links of ${count === 1 ? "1 meeting" : `${count} meetings`}, and what makes their join links whole. The meetings themselves stay. Without copies of the host links, only an account that owns a meeting can manage it.`,
  hostKeys:
    "Host keys are deleted too, and these may be the only copies. Without them, no one can vouch for people as a host.",
  confirmAll: "Forget them",
};
