/** Where to go after signing in, if nothing else was asked for. */
const start = "/";

/**
 * A path of our own pages in what a link asks for; anything that could lead elsewhere, or back to
 * signing in, is the start page.
 */
export function nextPath(wanted: string | undefined): string {
  if (wanted === undefined || !wanted.startsWith("/")) return start;
  const base = "http://here.invalid";
  let url: URL;
  try {
    url = new URL(wanted, base);
  } catch {
    return start;
  }
  if (url.origin !== base || url.pathname.startsWith("//")) return start;
  if (/^\/(sign-in|sign-up|reset|setup|api)(\/|$)/.test(url.pathname)) return start;
  return url.pathname + url.search + url.hash;
}
