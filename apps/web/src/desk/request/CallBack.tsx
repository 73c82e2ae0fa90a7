import { Button } from "@mantine/core";
import { useState } from "react";
import { deskWords } from "../../i18n/desk-words.ts";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import { AreaField } from "../page/fields.tsx";
import { useDeskAct } from "../page/reasons.ts";
import type { InRoom } from "./room.ts";
import { WhatMay } from "./WhatMay.tsx";

const text = deskWords.checklist.callBack;

/** Whether the request is the authority's own: another person asks, over a contact found elsewhere. */
export function CallBack({ room }: { readonly room: InRoom }) {
  const { authenticity, may } = room.view;
  if (authenticity === "confirmed") return <p className="small">{text.confirmed}</p>;
  return (
    <>
      {authenticity === "failed" ? <p className="amber-note">{text.failed}</p> : null}
      <WhatMay may={may.callBack}>
        <CallBackForm room={room} />
      </WhatMay>
    </>
  );
}

function CallBackForm({ room }: { readonly room: InRoom }) {
  const [how, setHow] = useState("");
  const [missing, setMissing] = useState(false);
  const act = useDeskAct(
    (outcome: "authentic" | "not-authentic") =>
      room.act({ kind: "call-back", outcome, how: how.trim() }),
    room.again,
  );
  const say = (outcome: "authentic" | "not-authentic"): void => {
    setMissing(how.trim() === "");
    if (how.trim() !== "") act.run(outcome);
  };
  return (
    <div className="stack gap-10">
      <p className="small">{text.text}</p>
      <AreaField
        label={text.how}
        most={1_000}
        rows={2}
        value={how}
        error={missing ? text.missing : undefined}
        testId="call-back-how"
        onChange={setHow}
      />
      <FaultLine fault={act.fault} />
      <div className="row">
        <Button
          variant="default"
          disabled={act.busy}
          onClick={() => say("authentic")}
          data-testid="call-back-authentic"
        >
          {text.authentic}
        </Button>
        <Button
          variant="default"
          disabled={act.busy}
          onClick={() => say("not-authentic")}
          data-testid="call-back-not"
        >
          {text.notAuthentic}
        </Button>
      </div>
    </div>
  );
}
