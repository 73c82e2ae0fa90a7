import type { LinkSecret } from "@graticule/e2ee/link-secret";
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { words } from "../i18n/words.ts";
import { secretInPaste } from "../meetings/link-fragment.ts";
import { useOwnMeeting } from "../meetings/use-own-meeting.ts";
import { Notice } from "../ui/Notice.tsx";
import { HostsWays } from "./HostsWays.tsx";
import "./incomplete.css";

/**
 * Instead of the door of an encrypted meeting, where its link came without its last part, or with that of another: what
 * to do.
 */
export function IncompleteLink(props: {
  readonly code: string;
  readonly title: string | undefined;
  readonly ending: "missing" | "another";
  readonly onWhole: (secret: LinkSecret) => void;
}) {
  const { code, ending } = props;
  const own = useOwnMeeting(code);
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState(false);
  const said = words.incomplete;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const secret = secretInPaste(text, code);
    setWrong(secret === undefined);
    if (secret !== undefined) props.onWhole(secret);
  };
  return (
    <Notice
      title={ending === "missing" ? said.title : said.another}
      meeting={props.title}
      testId={ending === "missing" ? "incomplete-link" : "no-keys-another-link"}
      actions={own === undefined ? null : <HostsWays code={code} own={own} rank="second" />}
    >
      <p>{said.why}</p>
      <p>{said.whatToDo}</p>
      <form className="paste-link" onSubmit={submit} noValidate>
        <TextInput
          label={said.paste}
          value={text}
          dir="ltr"
          error={wrong ? said.wrong : undefined}
          onChange={(event) => setText(event.currentTarget.value)}
          autoComplete="off"
          autoCapitalize="none"
          // A spelling service would get what nobody may have.
          spellCheck={false}
          data-testid="whole-link"
        />
        <Button type="submit" data-testid="whole-link-go">
          {said.go}
        </Button>
      </form>
    </Notice>
  );
}
