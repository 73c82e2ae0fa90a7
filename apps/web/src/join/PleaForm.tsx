import { Button } from "@mantine/core";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { words } from "../i18n/words.ts";
import { askFaultText } from "../ui/form/ask-fault.ts";
import { TextField } from "../ui/form/TextField.tsx";
import type { KnockOutcome } from "./door-ports.ts";

/** What a person who is kept out has to say, with a name if none was given yet. Its parts are `data-testid="<testId>-…"`. */
export function PleaForm(props: {
  /** Empty: none was given yet. */
  readonly name: string;
  readonly testId: string;
  readonly lead: string;
  readonly send: string;
  /** What to say where nobody can open. */
  readonly closed: string;
  /** Between the name and the button. */
  readonly children?: ReactNode;
  readonly onSay: (name: string) => Promise<KnockOutcome>;
}) {
  const [name, setName] = useState(props.name);
  const [nameless, setNameless] = useState(false);
  const nameField = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<KnockOutcome | "open" | "asking">("open");
  const say = (event: FormEvent): void => {
    event.preventDefault();
    setNameless(name.trim() === "");
    if (name.trim() === "") nameField.current?.focus();
    if (name.trim() === "" || state === "asking") return;
    setState("asking");
    props.onSay(name.trim()).then(setState, () => setState("failed"));
  };
  return (
    <form className="stack" onSubmit={say} noValidate data-testid={`${props.testId}-form`}>
      <p className="body">{props.lead}</p>
      {props.name === "" ? (
        <TextField
          ref={nameField}
          label={words.door.name}
          value={name}
          maxLength={80}
          error={nameless ? words.door.nameMissing : undefined}
          onChange={setName}
          testId={`${props.testId}-name`}
        />
      ) : null}
      {props.children}
      <div className="row">
        <Button type="submit" loading={state === "asking"} data-testid={`${props.testId}-send`}>
          {props.send}
        </Button>
      </div>
      <p className="error" role="alert" data-testid={`${props.testId}-fault`}>
        {faultOf(state, props.closed)}
      </p>
    </form>
  );
}

function faultOf(state: KnockOutcome | "open" | "asking", closed: string): string | null {
  switch (state) {
    case "open":
    case "asking":
    case "sent":
      return null;
    case "closed":
      return closed;
    case "failed":
    case "offline":
    case "too-many":
      return askFaultText(state);
  }
}
