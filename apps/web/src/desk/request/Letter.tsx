import { Button, CopyButton } from "@mantine/core";
import { useState } from "react";
import { deskWords } from "../../i18n/desk-words.ts";
import { ConfirmAct } from "../../ui/form/ConfirmAct.tsx";
import { AreaField } from "../page/fields.tsx";
import { useDeskAct } from "../page/reasons.ts";
import { everyDemandAnswered } from "./checklist.ts";
import type { InRoom } from "./room.ts";
import { WhatMay } from "./WhatMay.tsx";

const { letter: text } = deskWords;

/** The drafted answer, to be copied and sent, and what closes the request. */
export function Letter({ room }: { readonly room: InRoom }) {
  const { view } = room;
  if (view.state === "received") return null;
  if (view.state === "under-review" && !everyDemandAnswered(view)) {
    return <p className="small">{text.after}</p>;
  }
  // Whoever changes the draft has their own; a new one of the service begins anew.
  return <Drafted key={view.draft} room={room} />;
}

function Drafted({ room }: { readonly room: InRoom }) {
  const { view } = room;
  const [letter, setLetter] = useState(view.draft);
  const [asking, setAsking] = useState(false);
  const close = useDeskAct(
    () => room.act({ kind: "close", text: letter.trim() }),
    async () => {
      await room.again();
      setAsking(false);
    },
  );
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
            <Button variant="default" onClick={copy} data-testid="letter-copy">
              {copied ? text.copied : text.copy}
            </Button>
          )}
        </CopyButton>
        {view.state === "under-review" && view.may.close === "yes" ? (
          <Button
            disabled={letter.trim() === ""}
            onClick={() => setAsking(true)}
            data-testid="request-close"
          >
            {text.send}
          </Button>
        ) : null}
      </div>
      {view.state === "under-review" ? <WhatMay may={view.may.close}>{null}</WhatMay> : null}
      <ConfirmAct
        opened={asking}
        title={text.sendTitle}
        confirm={text.send}
        act={close}
        onConfirm={() => close.run(undefined)}
        onClose={() => setAsking(false)}
      >
        <p className="body">{text.sendText}</p>
      </ConfirmAct>
    </div>
  );
}
