import { deskWords } from "../../i18n/desk-words.ts";
import type { InRoom } from "./room.ts";
import { WhatMay } from "./WhatMay.tsx";

const { checklist: text } = deskWords;

/** What is missing in it, and its correction. */
export function Complete(props: { readonly room: InRoom; readonly onCorrect: () => void }) {
  const { gaps, may } = props.room.view;
  return (
    <>
      {gaps.length === 0 ? null : (
        <p className="small" data-testid="step-gaps">
          {text.missing(gaps.map((gap) => deskWords.gap[gap]).join(", "))}
        </p>
      )}
      <WhatMay may={may.correct}>
        <div>
          <button
            type="button"
            className="link"
            onClick={props.onCorrect}
            data-testid="request-correct"
          >
            {text.correct}
          </button>
        </div>
      </WhatMay>
    </>
  );
}
