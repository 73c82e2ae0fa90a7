import type { MeetingManaged } from "@graticule/api/meetings";
import { linkPublicKeyOf } from "@graticule/e2ee/link-key";
import { hostHashIn } from "@graticule/e2ee/link-secret";
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { changeMeeting, type ManageKey } from "../../api/meetings.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { heldLink } from "../../links/held-link.ts";
import { hostSeedInPaste, secretInPaste } from "../../links/link-fragment.ts";
import { newLinkOf } from "../../links/new-link.ts";
import { ConfirmButton } from "../../ui/form/ConfirmButton.tsx";
import type { ManagedLink, OnLink } from "./use-held-link.ts";

/** Where the links would stand, on a device of the host that doesn't know them whole. */
export function LinkUnknown(props: {
  readonly manageKey: ManageKey;
  /** By which what is pasted is told from another link; without a `linkKey`: the meeting has none yet. */
  readonly managed: Pick<MeetingManaged, "linkKey" | "hostHash">;
  readonly refresh: () => Promise<void>;
  readonly onLink: OnLink;
  readonly link: ManagedLink;
}) {
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
    // The management link of a vouched meeting brings the host key as well.
    if (!isRight) return;
    await props.onLink({
      linkSecret: secret,
      ...heldLink(undefined, hostSeedInPaste(text, manageKey.code)),
    });
  };
  const makeNew = async () => {
    const made = await newLinkOf(managed, props.link);
    // The next look at the meeting says so, in the place of this.
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
      <ConfirmButton
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
      </ConfirmButton>
    </div>
  );
}
