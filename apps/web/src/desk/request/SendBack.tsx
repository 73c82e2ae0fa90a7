import { useState } from "react";
import { deskWords } from "../../i18n/desk-words.ts";
import { ActionButtons } from "../page/ActionButtons.tsx";
import { optionsOf, SelectField } from "../page/fields.tsx";
import type { OpenRequest } from "./open-request.ts";

const { checklist: text } = deskWords;

const letterWanted = { label: text.letterText, missing: text.letterMissing };

type RejectGround = keyof typeof text.rejectGrounds;

/** The two ways to close a request without an answer to its demands. One person suffices. */
export function SendBack({ request }: { readonly request: OpenRequest }) {
  const { view } = request;
  // That it is not theirs is what the call back found.
  const failed = view.authenticity === "failed";
  const [chosen, setChosen] = useState<RejectGround | undefined>();
  const usual = view.inRegister ? "duplicate" : "not-an-authority";
  const ground = chosen ?? (failed ? "not-authentic" : usual);
  if (view.may.sendBack !== "yes") return null;
  const gaps = view.gaps.map((gap) => deskWords.gap[gap]).join(", ");
  const grounds = optionsOf(text.rejectGrounds).filter(
    ({ value }) => failed || value !== "not-authentic",
  );
  return (
    <ActionButtons
      look="links"
      again={request.again}
      actions={[
        view.gaps.length > 0 && {
          label: text.return,
          testId: "request-return",
          act: (letter) => request.act({ kind: "return", text: letter }),
          ask: {
            title: text.return,
            says: <p className="body">{text.returnText}</p>,
            why: { ...letterWanted, draft: text.returnLetter(gaps) },
          },
        },
        {
          label: text.reject,
          testId: "request-reject",
          act: (letter) => request.act({ kind: "reject", ground, text: letter }),
          ask: {
            title: text.reject,
            says: (
              <>
                <p className="body">{text.rejectText}</p>
                <SelectField
                  label={text.rejectGround}
                  value={ground}
                  options={grounds}
                  onChange={setChosen}
                />
              </>
            ),
            why: view.inRegister
              ? letterWanted
              : { ...letterWanted, draft: text.notInRegisterLetter },
          },
        },
      ]}
    />
  );
}
