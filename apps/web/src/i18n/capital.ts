/** As at the start of a sentence. Scripts without capitals stay as they are; so does a number, with which tests try every sentence. */
export function capital(text: string): string {
  const [first = "", ...rest] = String(text);
  return first.toUpperCase() + rest.join("");
}
