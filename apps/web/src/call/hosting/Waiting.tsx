import { hostingWords } from "../../i18n/hosting-words.ts";
import { useRoomView } from "../call-parts.ts";

/** How many wait before the door; 0 for whoever may not know. */
export function useWaitingCount(): number {
  return useRoomView()?.hosting?.waiting.length ?? 0;
}

/** What a button leads to, and how many wait there. */
export function useWaitingLabel(label: string): string {
  const waiting = useWaitingCount();
  return waiting === 0 ? label : `${label}, ${hostingWords.waiting(waiting)}`;
}

/** Without a sound: so many wait. It stays while the bar hides. */
export function WaitingNotice({ onShow }: { readonly onShow: () => void }) {
  const waiting = useWaitingCount();
  if (waiting === 0) return null;
  return (
    <p className="waiting-notice" lang="en" dir="ltr" data-testid="waiting-notice">
      {hostingWords.waiting(waiting)}{" "}
      <button type="button" className="link" onClick={onShow}>
        {hostingWords.see}
      </button>
    </p>
  );
}

/** The same for screen readers, which hear nothing of what an open panel covers. */
export function WaitingStatus() {
  const waiting = useWaitingCount();
  return (
    <p className="unseen" role="status" lang="en" data-testid="waiting-status">
      {waiting === 0 ? null : hostingWords.waiting(waiting)}
    </p>
  );
}

/** The number beside what leads to those who wait. */
export function WaitingCount({ className }: { readonly className: string }) {
  const waiting = useWaitingCount();
  if (waiting === 0) return null;
  return (
    <span className={className} data-testid="waiting-number">
      <span aria-hidden="true">{Math.min(waiting, 99)}</span>
      <span className="unseen" lang="en">
        {hostingWords.waiting(waiting)}
      </span>
    </span>
  );
}
