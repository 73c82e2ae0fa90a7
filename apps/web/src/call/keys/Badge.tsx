import { words } from "../../i18n/words.ts";
import { useCall, useKeys, useSealHealth } from "../call-parts.ts";
import { sealOf } from "./security-view.ts";
import "./keys.css";

/** Whether the call is end-to-end encrypted, in words; opens the security page. */
export function Badge({ onOpen }: { readonly onOpen: () => void }) {
  const { vouching } = useCall();
  const is = vouching === undefined ? "not-vouched" : "vouched";
  const seal = sealOf(useKeys(), is, useSealHealth()?.sending);
  return (
    <button
      type="button"
      className="seal-badge"
      aria-haspopup="dialog"
      onClick={onOpen}
      data-seal={seal}
      data-testid="seal"
    >
      {words.call.sealed[seal]}
    </button>
  );
}
