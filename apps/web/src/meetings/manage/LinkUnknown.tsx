import type { LinkSecret } from "@graticule/e2ee/link-secret";
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { hostWords } from "../../i18n/host-words.ts";
import { newLinkSecret, secretInPaste } from "../link-fragment.ts";
import { Confirm } from "./Confirm.tsx";

/** Where the links would stand, on a device of the host that doesn't know them whole. */
export function LinkUnknown(props: {
  readonly code: string;
  readonly onLinkSecret: (secret: LinkSecret) => void;
}) {
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState(false);
  const said = hostWords.encryption;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const secret = secretInPaste(text, props.code);
    setWrong(secret === undefined);
    if (secret !== undefined) props.onLinkSecret(secret);
  };
  return (
    <div className="stack" data-testid="link-unknown">
      <h2 className="h2">{said.unknownTitle}</h2>
      <p className="small">{said.unknown}</p>
      <p className="small">{said.unknownWays}</p>
      <form className="pass-form" onSubmit={submit} noValidate>
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
        // The service has no part in it.
        act={() => Promise.resolve({ kind: "ok", value: undefined })}
        onDone={() => props.onLinkSecret(newLinkSecret())}
      >
        {said.makeNewText}
      </Confirm>
    </div>
  );
}
