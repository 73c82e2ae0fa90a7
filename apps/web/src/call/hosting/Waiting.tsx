import type { Waiting } from "@graticule/api/hosting";
import { waitingText } from "../../hosting/who-waits.ts";
import { hostingWords } from "../../i18n/hosting-words.ts";
import { useCall, useKeys, useRoomView } from "../call-parts.ts";

const nobody: readonly Waiting[] = [];

/** People at the door; none for those who may not know. */
export function useWaiting(): readonly Waiting[] {
  return useRoomView()?.hosting?.waiting ?? nobody;
}

/** In a vouched meeting: how many are inside without keys, for those who can give them some. */
function useWithoutKeys(): number {
  const { admitted } = useCall();
  const unvouched = useRoomView()?.hosting?.unvouched ?? [];
  const power = useKeys()?.power ?? "none";
  if (power === "none") return 0;
  return unvouched.filter(({ identity }) => identity !== admitted.identity).length;
}

/** A button's label, with how many wait behind it. */
export function useWaitingLabel(label: string): string {
  const waiting = useWaiting();
  return waiting.length === 0 ? label : `${label}, ${waitingText(waiting)}`;
}

/** Says without a sound how many wait. It stays while the bar hides. */
export function WaitingNotice({ onShow }: { readonly onShow: () => void }) {
  const waiting = useWaiting();
  const withoutKeys = useWithoutKeys();
  if (waiting.length === 0 && withoutKeys === 0) return null;
  const lines = [
    ...(waiting.length === 0 ? [] : [waitingText(waiting)]),
    ...(withoutKeys === 0 ? [] : [hostingWords.withoutKeys(withoutKeys)]),
  ];
  return (
    <p className="waiting-notice" lang="en" dir="ltr" data-testid="waiting-notice">
      {lines.join(", ")}{" "}
      <button type="button" className="link" onClick={onShow}>
        {hostingWords.see}
      </button>
    </p>
  );
}

/** The same for screen readers, which miss whatever an open panel covers. */
export function WaitingStatus() {
  const waiting = useWaiting();
  return (
    <p className="visually-hidden" role="status" lang="en" data-testid="waiting-status">
      {waiting.length === 0 ? null : waitingText(waiting)}
    </p>
  );
}

/** How many wait, beside a control that leads to them. */
export function WaitingCount({ className }: { readonly className: string }) {
  const waiting = useWaiting();
  if (waiting.length === 0) return null;
  return (
    <span className={className} data-testid="waiting-number">
      <span aria-hidden="true">{Math.min(waiting.length, 99)}</span>
      <span className="visually-hidden" lang="en">
        {waitingText(waiting)}
      </span>
    </span>
  );
}
