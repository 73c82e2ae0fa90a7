import { Button, CopyButton } from "@mantine/core";
import { useState } from "react";
import { deskWords } from "../../i18n/desk-words.ts";
import { ActionButtons } from "../page/ActionButtons.tsx";
import { AreaField } from "../page/fields.tsx";
import { everyDemandAnswered } from "./checklist.ts";
import type { OpenRequest } from "./open-request.ts";
import { Permitted } from "./Permitted.tsx";

const { letter: text } = deskWords;

/** The drafted answer, to be copied and sent, and what closes the request. */
export function AnswerLetter({ request }: { readonly request: OpenRequest }) {
  const { view } = request;
  if (view.state === "received") return null;
  if (view.state === "under-review" && !everyDemandAnswered(view)) {
    return <p className="small">{text.after}</p>;
  }
  // What was typed stays until the service has another draft.
  return <Drafted key={view.draft} request={request} />;
}

function Drafted({ request }: { readonly request: OpenRequest }) {
  const { view } = request;
  const [letter, setLetter] = useState(view.draft);
  const underReview = view.state === "under-review";
  return (
    <div className="stack desk-letter gap-10">
      <p className="small">{text.text}</p>
      <AreaField
        label={text.label}
        most={20_000}
        rows={12}
        value={letter}
        testId="letter"
        onChange={setLetter}
      />
      <div className="row">
        <CopyButton value={letter}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? text.copied : text.copy}
            </Button>
          )}
        </CopyButton>
        <ActionButtons
          look="buttons"
          again={request.again}
          actions={[
            underReview &&
              view.may.close === "yes" && {
                label: text.send,
                testId: "request-close",
                disabled: letter.trim() === "",
                act: () => request.act({ kind: "close", text: letter.trim() }),
                ask: { title: text.sendTitle, says: <p className="body">{text.sendText}</p> },
              },
          ]}
        />
      </div>
      {underReview ? (
        <Permitted may={view.may.close} act="review">
          {null}
        </Permitted>
      ) : null}
    </div>
  );
}
