import type { LinkSecret } from "@graticule/e2ee/link-secret";
import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { words } from "../i18n/words.ts";
import { HostLinks } from "../join/HostLinks.tsx";
import { secretInPaste } from "../links/link-fragment.ts";
import { useOwnMeeting } from "../links/use-own-meeting.ts";
import { TextField } from "../ui/form/TextField.tsx";
import { Notice } from "../ui/page/Notice.tsx";
import "./incomplete.css";

/** What is wrong with a link: its last part is missing, of another meeting, or names another host key than the one known. */
export type LinkEnding = "missing" | "another" | "other-host";

const testIds = {
  missing: "incomplete-link",
  another: "no-keys-another-link",
  "other-host": "other-host-link",
} as const;

/** Instead of the door of an encrypted meeting whose link can't be used: what to do. */
export function IncompleteLink(props: {
  readonly code: string;
  readonly title: string | undefined;
  readonly ending: LinkEnding;
  readonly onWhole: (secret: LinkSecret) => "taken" | "other-host";
  /** Goes on with the known link; undefined: there is none. */
  readonly onKeep: (() => void) | undefined;
}) {
  const { code, ending, onKeep } = props;
  const own = useOwnMeeting(code);
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState<string>();
  const said = words.incomplete;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const secret = secretInPaste(text, code);
    if (secret === undefined) setWrong(said.wrong);
    else setWrong(props.onWhole(secret) === "other-host" ? said.otherHost : undefined);
  };
  return (
    <Notice
      title={ending === "missing" ? said.title : said.another}
      meeting={props.title}
      testId={testIds[ending]}
      actions={own === undefined ? null : <HostLinks code={code} own={own} rank="second" />}
    >
      {ending === "other-host" ? (
        <p>{said.otherHost}</p>
      ) : (
        <>
          <p>{said.why}</p>
          <p>{said.whatToDo}</p>
        </>
      )}
      {onKeep === undefined ? null : (
        <Button onClick={onKeep} data-testid="first-link">
          {said.firstLink}
        </Button>
      )}
      <form className="paste-link" onSubmit={submit} noValidate>
        <TextField
          verbatim
          label={said.paste}
          value={text}
          dir="ltr"
          error={wrong}
          onChange={setText}
          testId="whole-link"
        />
        <Button type="submit" data-testid="whole-link-go">
          {said.go}
        </Button>
      </form>
    </Notice>
  );
}
