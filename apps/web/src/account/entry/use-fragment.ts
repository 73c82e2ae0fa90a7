import { useEffect, useState } from "react";
import { secretOf } from "../../meetings/meeting-link.ts";

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
