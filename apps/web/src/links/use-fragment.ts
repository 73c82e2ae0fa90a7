import { useEffect, useState } from "react";

/**
 * The secret that a link carries in its fragment; it leaves the address bar, so that nobody who
 * looks at the screen or the history has it. A link that is pasted while its page is open counts
 * too. Undefined: there was none.
 */
export function useFragmentSecret(): string | undefined {
  const [secret, setSecret] = useState(() => secretOf(window.location.hash));
  useEffect(() => {
    const take = (): void => {
      const found = secretOf(window.location.hash);
      if (found === undefined) return;
      setSecret(found);
      const { pathname, search } = window.location;
      window.history.replaceState(window.history.state, "", pathname + search);
    };
    take();
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);
  return secret;
}

/**
 * The secret that is all of a link's fragment; undefined where there is none. Of a meeting's links: link-fragment.ts.
 * @internal
 */
export function secretOf(fragment: string): string | undefined {
  const secret = fragment.replace(/^#/, "");
  return secret === "" ? undefined : secret;
}
