import { Button } from "@mantine/core";
import { useState } from "react";
import { deskWords } from "../../i18n/desk-words.ts";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import { AreaField } from "../page/fields.tsx";
import { useDeskAct } from "../page/reasons.ts";
import type { OpenRequest } from "./open-request.ts";
import { Permitted } from "./Permitted.tsx";

const text = deskWords.checklist.callBack;

/** Whether the request is the authority's own: another person asks, over a contact found elsewhere. */
export function CallBack({ request }: { readonly request: OpenRequest }) {
  const { authenticity, may } = request.view;
  if (authenticity === "confirmed") return <p className="small">{text.confirmed}</p>;
  return (
    <>
      {authenticity === "failed" ? <p className="amber-note">{text.failed}</p> : null}
      <Permitted may={may.callBack} act="call-back">
        <CallBackForm request={request} />
      </Permitted>
    </>
  );
}

function CallBackForm({ request }: { readonly request: OpenRequest }) {
  const [how, setHow] = useState("");
  const [missing, setMissing] = useState(false);
  const act = useDeskAct(
    (outcome: "authentic" | "not-authentic") =>
      request.act({ kind: "call-back", outcome, how: how.trim() }),
    request.again,
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
        <Button variant="default" disabled={act.busy} onClick={() => say("not-authentic")}>
          {text.notAuthentic}
        </Button>
      </div>
    </div>
  );
}
