const codePattern = /^[a-z]{3}-[a-z]{4}-[a-z]{3}$/;

/** The code in what somebody typed or pasted: a link, a code, a code without its hyphens. */
export function parseMeetingLink(text: string): string | undefined {
  const trimmed = text.trim().toLowerCase();
  const fromLink = /\/m\/([a-z-]+)/.exec(trimmed)?.[1] ?? trimmed;
  if (codePattern.test(fromLink)) return fromLink;
  const letters = fromLink.replaceAll(/[\s-]/g, "");
  return /^[a-z]{10}$/.test(letters)
    ? `${letters.slice(0, 3)}-${letters.slice(3, 7)}-${letters.slice(7)}`
    : undefined;
}

/** The secret that is all of a link's fragment; undefined where there is none. Of a meeting's links: link-fragment.ts. */
export function secretOf(fragment: string): string | undefined {
  const secret = fragment.replace(/^#/, "");
  return secret === "" ? undefined : secret;
}
