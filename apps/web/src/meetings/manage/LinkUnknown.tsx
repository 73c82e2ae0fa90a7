import { linkPublicKeyOf } from "@graticule/e2ee/link-key";
import { hostHashIn } from "@graticule/e2ee/link-secret";
import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { changeMeeting } from "../../api/meetings.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { heldLink } from "../../links/held-link.ts";
import { hostSeedInPaste, secretInPaste } from "../../links/link-fragment.ts";
import { newLinkOf } from "../../links/new-link.ts";
import { answerFault } from "../../ui/form/answer-fault.ts";
import { ConfirmButton } from "../../ui/form/ConfirmButton.tsx";
import { TextField } from "../../ui/form/TextField.tsx";
import type { Managing } from "./use-held-link.ts";

/** In place of the links, on a device of the host that doesn't know them whole. */
export function LinkUnknown(props: Managing) {
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState(false);
  const said = hostWords.encryption;
  const { manageKey, managed } = props;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const secret = secretInPaste(text, manageKey.code);
    const isRight =
      secret !== undefined &&
      hostHashIn(secret) === managed.hostHash &&
      (await linkPublicKeyOf(secret)) === managed.linkKey;
    setWrong(!isRight);
    if (!isRight) return;
    // The management link of a vouched meeting has the host key as well.
    await props.onLink({
      linkSecret: secret,
      ...heldLink(undefined, hostSeedInPaste(text, manageKey.code)),
    });
  };
  const makeNew = async () => {
    const made = await newLinkOf(managed, props.link);
    // The panel says so once the meeting is asked for again.
    if (made.kind === "another-host") return { kind: "offline" } as const;
    const answer = await changeMeeting(manageKey, made.told);
    if (answer.kind === "ok") await props.onLink(made.held);
    return answer;
  };
  return (
    <div className="stack" data-testid="link-unknown">
      <h2 className="h2">{said.unknownTitle}</h2>
      <p className="small">{said.unknown}</p>
      <p className="small">{said.unknownWays}</p>
      <form className="pass-form" onSubmit={(event) => void submit(event)} noValidate>
        <TextField
          verbatim
          label={said.paste}
          value={text}
          error={wrong ? said.pasteWrong : undefined}
          onChange={setText}
          testId="whole-link"
        />
        <Button type="submit" variant="default" data-testid="whole-link-go">
          {said.pasteGo}
        </Button>
      </form>
      <ConfirmButton
        quiet
        button={said.makeNew}
        title={said.makeNewTitle}
        confirm={said.makeNewConfirm}
        testId="new-link"
        act={makeNew}
        onDone={props.refresh}
        say={(failed) => answerFault(failed, { conflict: said.inside })}
      >
        {said.makeNewText}
      </ConfirmButton>
    </div>
  );
}
