import { TextInput } from "@mantine/core";
import { useState } from "react";
import { words } from "../i18n/words.ts";
import type { KnockOutcome } from "./door-keeper.ts";
import { PleaForm } from "./PleaForm.tsx";

/** "I'm not there": a name, if none was given yet, and what the host should know. */
export function KnockForm(props: {
  readonly name: string;
  readonly onKnock: (knocking: {
    readonly name: string;
    readonly text: string | undefined;
  }) => Promise<KnockOutcome>;
}) {
  const [text, setText] = useState("");
  const said = words.refused.knock;
  return (
    <PleaForm
      name={props.name}
      testId="knock"
      lead={said.lead}
      send={said.send}
      closed={said.closed}
      onSay={(name) => props.onKnock({ name, text: text.trim() === "" ? undefined : text.trim() })}
    >
      <TextInput
        label={said.text}
        description={said.optional}
        value={text}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => setText(event.currentTarget.value)}
        data-testid="knock-text"
      />
      {props.name === "" ? <p className="small">{said.off}</p> : null}
    </PleaForm>
  );
}
