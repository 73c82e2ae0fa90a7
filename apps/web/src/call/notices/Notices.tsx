import { CloseButton } from "@mantine/core";
import { words } from "../../i18n/words.ts";
import { useCall, useStore } from "../call-parts.ts";

export function Notices() {
  const { board } = useCall();
  const notices = useStore(board);
  return (
    <div
      className="notices"
      role="status"
      onMouseEnter={() => board.hold()}
      onMouseLeave={() => board.letGo()}
      onFocus={() => board.hold()}
      onBlur={() => board.letGo()}
      data-testid="notices"
    >
      {notices.map(({ id, text, undo, lang }) => (
        <div key={id} className="notice">
          <span lang={lang} dir={lang === undefined ? undefined : "ltr"}>
            {text}
          </span>
          {undo === undefined ? null : (
            <button
              type="button"
              className="link"
              onClick={() => {
                undo();
                board.dismiss(id);
              }}
              data-testid="undo"
            >
              {words.call.undo}
            </button>
          )}
          <CloseButton
            size="sm"
            aria-label={words.call.dismiss}
            onClick={() => board.dismiss(id)}
          />
        </div>
      ))}
    </div>
  );
}

/** For screen readers only. */
export function Announcements() {
  const text = useStore(useCall().announcer);
  return (
    <p className="visually-hidden" aria-live="polite" data-testid="announcements">
      {text}
    </p>
  );
}
