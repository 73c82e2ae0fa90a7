import { useState } from "react";
import { deskWords } from "../../i18n/desk-words.ts";
import { optionsOf, SelectField } from "../page/fields.tsx";
import { TextDialog } from "../page/TextDialog.tsx";
import type { InRoom } from "./room.ts";

const { checklist: text } = deskWords;

/** The two ways to close a request without an answer to its demands. One person suffices. */
export function SendBack({ room }: { readonly room: InRoom }) {
  const [open, setOpen] = useState<"return" | "reject" | undefined>();
  const { view } = room;
  if (view.state !== "received" && view.state !== "under-review") return null;
  const may = view.state === "received" ? view.may.begin : view.may.answer;
  if (may !== "yes") return null;
  const close = (): void => setOpen(undefined);
  const gaps = view.gaps.map((gap) => deskWords.gap[gap]).join(", ");
  return (
    <div className="row" style={{ gap: "8px 20px" }}>
      {view.gaps.length === 0 ? null : (
        <button
          type="button"
          className="link"
          data-testid="request-return"
          onClick={() => setOpen("return")}
        >
          {text.return}
        </button>
      )}
      <button
        type="button"
        className="link"
        data-testid="request-reject"
        onClick={() => setOpen("reject")}
      >
        {text.reject}
      </button>
      {open === "return" ? (
        <TextDialog
          title={text.return}
          text={text.returnText}
          label={text.letterText}
          missing={text.letterMissing}
          confirm={text.return}
          draft={text.returnLetter(gaps)}
          act={(letter) => room.act({ kind: "return", text: letter })}
          onDone={async () => {
            await room.again();
            close();
          }}
          onClose={close}
        />
      ) : null}
      {open === "reject" ? <Reject room={room} onClose={close} /> : null}
    </div>
  );
}

type RejectGround = keyof typeof text.rejectGrounds;

function Reject(props: { readonly room: InRoom; readonly onClose: () => void }) {
  const { room } = props;
  // That it is not theirs is what the call back found.
  const failed = room.view.authenticity === "failed";
  const [ground, setGround] = useState<RejectGround>(failed ? "not-authentic" : "duplicate");
  const grounds = optionsOf(text.rejectGrounds).filter(
    ({ value }) => failed || value !== "not-authentic",
  );
  return (
    <TextDialog
      title={text.reject}
      text={text.rejectText}
      label={text.letterText}
      missing={text.letterMissing}
      confirm={text.reject}
      act={(letter) => room.act({ kind: "reject", ground, text: letter })}
      onDone={async () => {
        await room.again();
        props.onClose();
      }}
      onClose={props.onClose}
    >
      <SelectField
        label={text.rejectGround}
        value={ground}
        options={grounds}
        testId="reject-ground"
        onChange={setGround}
      />
    </TextDialog>
  );
}
