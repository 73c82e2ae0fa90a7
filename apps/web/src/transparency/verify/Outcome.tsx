import { Button } from "@mantine/core";
import { verifyWords as said } from "../../i18n/verify-words.ts";
import { saveFile } from "../../ui/save-file.ts";
import { sayFault } from "./say-step.ts";
import { type Checked, evidenceOf, type Outcome as Of, type Shown } from "./verify-run.ts";

/** What all the steps amount to, and what to do where they don't agree. */
export function Outcome(props: {
  readonly outcome: Of;
  readonly shown: Shown;
  readonly of: Checked | undefined;
}) {
  const { outcome } = props;
  switch (outcome.kind) {
    case "sound":
      return <Says kind="sound" title={said.soundTitle} text={said.sound(outcome.size)} />;
    case "not-signed":
      return <Says kind="not-signed" title={said.notSignedTitle} text={said.notSigned} />;
    case "unreachable":
      return <Says kind="unreachable" title={said.unreachableTitle} text={said.unreachable} />;
    case "failed":
      return <Failed fault={outcome.fault} shown={props.shown} of={props.of} />;
  }
}

function Says(props: { readonly kind: Of["kind"]; readonly title: string; readonly text: string }) {
  return (
    <div className="verify-outcome" data-testid="verify-outcome" data-outcome={props.kind}>
      <p className="h2">{props.title}</p>
      <p className="body log-text">{props.text}</p>
    </div>
  );
}

function Failed(props: {
  readonly fault: Extract<Of, { kind: "failed" }>["fault"];
  readonly shown: Shown;
  readonly of: Checked | undefined;
}) {
  const { fault, shown, of } = props;
  const { origin } = window.location;
  const keep = (): void => {
    if (of === undefined) return;
    const file = new Blob([evidenceOf(shown, of)], { type: "application/json" });
    saveFile(file, `log-entry-${shown.entry.index}.json`);
  };
  return (
    <div className="verify-outcome" data-testid="verify-outcome" data-outcome="failed">
      <p className="h2">{said.failedTitle(said.step[fault.step])}</p>
      <p className="body log-text">{sayFault(fault)}</p>
      <p className="h2">{said.doTitle}</p>
      <ol className="points body verify-do">
        <li>
          {said.doFirst}{" "}
          <Button variant="default" size="compact-sm" onClick={keep} data-testid="verify-keep">
            {said.keep}
          </Button>
        </li>
        <li>
          {said.doRun}
          <pre className="log-code log-raw" dir="ltr">
            {`curl -O ${origin}/log/verify.mjs\nnode verify.mjs ${origin}/log`}
          </pre>
        </li>
        <li>{said.doTell}</li>
      </ol>
    </div>
  );
}
