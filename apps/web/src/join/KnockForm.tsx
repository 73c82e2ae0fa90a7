import { useState } from "react";
import type { Knocking } from "../api/joins.ts";
import { words } from "../i18n/words.ts";
import { TextField } from "../ui/form/TextField.tsx";
import type { KnockOutcome } from "./door-ports.ts";
import { PleaForm } from "./PleaForm.tsx";

/** Asks the host: with a name, if none was given yet, and what the host should know. */
export function KnockForm(props: {
  readonly name: string;
  /** What the host reads beside it. */
  readonly says: Knocking["says"];
  readonly onKnock: (name: string, text: string | undefined) => Promise<KnockOutcome>;
}) {
  const { says } = props;
  const [text, setText] = useState("");
  const said = words.refused.knock;
  return (
    <PleaForm
      name={props.name}
      testId={says === "not-there" ? "knock" : "ask"}
      lead={says === "there" ? said.leadThere : said.lead}
      send={words.call.talk.send}
      closed={said.closed}
      onSay={(name) => props.onKnock(name, text.trim() === "" ? undefined : text.trim())}
    >
      <TextField
        label={said.text}
        description={said.optional}
        value={text}
        maxLength={200}
        onChange={setText}
        testId={says === "not-there" ? "knock-text" : "ask-text"}
      />
      {props.name === "" ? <p className="small">{said.off}</p> : null}
    </PleaForm>
  );
}
