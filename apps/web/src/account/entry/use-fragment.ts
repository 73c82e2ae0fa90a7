import { useEffect, useState } from "react";
import { secretOf } from "../../meetings/meeting-link.ts";

/**
 * The secret that a link carries in its fragment; it leaves the address bar, so that nobody who
 * looks at the screen or the history has it. Undefined: the link carries none.
 */
export function useFragmentSecret(): string | undefined {
  const [secret] = useState(() => secretOf(window.location.hash));
  useEffect(() => {
    if (window.location.hash === "") return;
    const { pathname, search } = window.location;
    window.history.replaceState(window.history.state, "", pathname + search);
  }, []);
  return secret;
}
