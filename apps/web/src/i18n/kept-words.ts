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
};
