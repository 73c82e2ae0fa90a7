import { useState } from "react";
import { intakeWords as text } from "../../i18n/intake-words.ts";
import { Choice, choices } from "../../ui/form/Choice.tsx";
import type { AtDesk } from "../page/DeskAccess.tsx";
import { EnterRequest } from "./EnterRequest.tsx";
import { NotYet } from "./NotYet.tsx";

const answers = ["no", "yes", "unsure"] as const;

/** INVARIANT: nothing can be entered before it is said that no law forbids saying that it exists. */
export function NewRequestPart({ again }: AtDesk) {
  const [forbidden, setForbidden] = useState<(typeof answers)[number]>();
  return (
    <div className="stack gap-24">
      <p className="body">{text.lead}</p>
      <Choice
        legend={text.question}
        value={forbidden}
        options={choices(answers, text.answers, text.answerHints)}
        testId="existence"
        onChange={setForbidden}
      />
      {forbidden === undefined ? null : forbidden === "no" ? (
        <EnterRequest again={again} />
      ) : (
        <NotYet />
      )}
    </div>
  );
}
