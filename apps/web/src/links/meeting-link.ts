/** Hyphens may be spaces, or left out. */
const codePattern = /^([a-z]{3})[\s-]?([a-z]{4})[\s-]?([a-z]{3})$/;

/** The code in what someone typed or pasted: a link, a code, a code without its hyphens. */
export function parseMeetingLink(text: string): string | undefined {
  const trimmed = text.trim().toLowerCase();
  const typed = /\/m\/([a-z-]+)/.exec(trimmed)?.[1] ?? trimmed;
  return codePattern.exec(typed)?.slice(1).join("-");
}
