import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { words } from "../i18n/words.ts";
import type { KnockOutcome } from "./door-keeper.ts";
import { doorFaultText } from "./fault-text.ts";

/** "I'm not there": a name, if none was given yet, and what the host should know. */
export function KnockForm(props: {
  readonly name: string;
  readonly onKnock: (knocking: {
    readonly name: string;
    readonly text: string | undefined;
  }) => Promise<KnockOutcome>;
}) {
  const [name, setName] = useState(props.name);
  const [text, setText] = useState("");
  const [nameless, setNameless] = useState(false);
  const [state, setState] = useState<KnockOutcome | "open" | "asking">("open");
  const ask = (event: FormEvent): void => {
    event.preventDefault();
    setNameless(name.trim() === "");
    if (name.trim() === "" || state === "asking") return;
    setState("asking");
    const words = text.trim();
    props
      .onKnock({ name: name.trim(), text: words === "" ? undefined : words })
      .then(setState, () => setState("failed"));
  };
  return (
    <form className="stack" onSubmit={ask} noValidate>
      <p className="body">{words.refused.knock.lead}</p>
      {props.name === "" ? (
        <TextInput
          label={words.door.name}
          value={name}
          maxLength={80}
          autoComplete="off"
          error={nameless ? words.door.nameMissing : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
          data-testid="knock-name"
        />
      ) : null}
      <TextInput
        label={words.refused.knock.text}
        description={words.refused.knock.optional}
        value={text}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => setText(event.currentTarget.value)}
        data-testid="knock-text"
      />
      {props.name === "" ? <p className="small">{words.refused.knock.off}</p> : null}
      <div className="row">
        <Button type="submit" loading={state === "asking"} data-testid="knock-send">
          {words.refused.knock.send}
        </Button>
      </div>
      <p className="error" role="alert" data-testid="knock-fault">
        {faultOf(state)}
      </p>
    </form>
  );
}

function faultOf(state: KnockOutcome | "open" | "asking"): string | null {
  switch (state) {
    case "open":
    case "asking":
    case "sent":
      return null;
    case "closed":
      return words.refused.knock.closed;
    case "failed":
    case "offline":
    case "too-many":
      return doorFaultText(state);
  }
}
