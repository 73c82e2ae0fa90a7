import { linkPublicKeyOf } from "@graticule/e2ee/link-key";
import type { LinkSecret } from "@graticule/e2ee/link-secret";
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { changeMeeting, type ManageKey } from "../../api/meetings.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { newLinkSecret, secretInPaste } from "../link-fragment.ts";
import { Confirm } from "./Confirm.tsx";

/** Where the links would stand, on a device of the host that doesn't know them whole. */
export function LinkUnknown(props: {
  readonly manageKey: ManageKey;
  /** By which what is pasted is told from another link; undefined: the meeting has none yet. */
  readonly linkKey: string | undefined;
  readonly refresh: () => Promise<void>;
  readonly onLinkSecret: (secret: LinkSecret) => void;
}) {
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState(false);
  const said = hostWords.encryption;
  const { manageKey, linkKey } = props;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const secret = secretInPaste(text, manageKey.code);
    const isRight = secret !== undefined && (await linkPublicKeyOf(secret)) === linkKey;
    setWrong(!isRight);
    if (isRight) props.onLinkSecret(secret);
  };
  const makeNew = async () => {
    const secret = newLinkSecret();
    const answer = await changeMeeting(manageKey, { linkKey: await linkPublicKeyOf(secret) });
    if (answer.kind === "ok") props.onLinkSecret(secret);
    return answer;
  };
  return (
    <div className="stack" data-testid="link-unknown">
      <h2 className="h2">{said.unknownTitle}</h2>
      <p className="small">{said.unknown}</p>
      <p className="small">{said.unknownWays}</p>
      <form className="pass-form" onSubmit={(event) => void submit(event)} noValidate>
        <TextInput
          label={said.paste}
          value={text}
          autoComplete="off"
          autoCapitalize="none"
          // A spelling service would get what nobody may have.
          spellCheck={false}
          error={wrong ? said.pasteWrong : undefined}
          onChange={(event) => setText(event.currentTarget.value)}
          data-testid="whole-link"
        />
        <Button type="submit" variant="default" data-testid="whole-link-go">
          {said.pasteGo}
        </Button>
      </form>
      <Confirm
        quiet
        button={said.makeNew}
        title={said.makeNewTitle}
        confirm={said.makeNewConfirm}
        testId="new-link"
        act={makeNew}
        onDone={props.refresh}
        conflict={said.inside}
      >
        {said.makeNewText}
      </Confirm>
    </div>
  );
}
