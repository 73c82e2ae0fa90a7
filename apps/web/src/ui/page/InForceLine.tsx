import { useSyncExternalStore } from "react";
import { inForce } from "../../api/client.ts";
import { formWords } from "../../i18n/form-words.ts";

/**
 * While a change that was made here may not be in force everywhere yet: that nothing has to be done.
 * In English, as all pages are on which such changes are made.
 */
export function InForceLine() {
  const isPending = useSyncExternalStore(inForce.onChange, inForce.isPending);
  return (
    <div role="status" className="in-force" lang="en" dir="ltr">
      {isPending ? (
        <div data-testid="not-in-force">
          <p>{formWords.notInForce}</p>
        </div>
      ) : null}
    </div>
  );
}
