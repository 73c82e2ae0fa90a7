import { words } from "../../i18n/words.ts";
import { useKeys } from "../call-parts.ts";

/** Tells those who may vouch why a click would give no one keys now, and what to do. */
export function SittingNotBelieved() {
  const { power = "none", sitting } = useKeys() ?? {};
  if (power === "none" || sitting !== "not-believed") return null;
  return (
    <p className="small" role="status" data-testid="not-believed">
      {words.call.sealed.notBelieved}
    </p>
  );
}
