import { Button } from "@mantine/core";
import { verifyWords as said } from "../../i18n/verify-words.ts";
import { saveFile } from "../../ui/save-file.ts";
import { KeepProof } from "./KeepProof.tsx";
import { VerifierCommand } from "./RawText.tsx";
import type { CheckedEntry } from "./run.ts";
import { sayCheckFault } from "./say-step.ts";
import type { CheckFault } from "./steps.ts";
import { type Checked, evidenceFile, type Verdict } from "./verify-run.ts";

interface OutcomeProps {
  readonly result: Verdict;
  readonly shown: CheckedEntry;
  readonly of: Checked;
}

/** What all the steps amount to, and what to do where they don't agree. */
export function CheckOutcome(props: OutcomeProps) {
  const { result } = props;
  switch (result.kind) {
    case "sound":
      return (
        <>
          <Says kind="sound" title={said.soundTitle} text={said.sound(result.size)} />
          <KeepProof {...props} />
        </>
      );
    case "not-signed":
      return <Says kind="not-signed" title={said.notSignedTitle} text={said.notSigned} />;
    case "unreachable":
      return <Says kind="unreachable" title={said.unreachableTitle} text={said.unreachable} />;
    case "failed":
      return <Failed {...props} fault={result.fault} />;
  }
}

function Says(props: {
  readonly kind: Verdict["kind"];
  readonly title: string;
  readonly text: string;
}) {
  return (
    <div
      className="stack gap-8 verify-outcome"
      data-testid="verify-outcome"
      data-outcome={props.kind}
    >
      <p className="h2">{props.title}</p>
      <p className="body log-text">{props.text}</p>
    </div>
  );
}

function Failed({ fault, shown, of }: OutcomeProps & { readonly fault: CheckFault }) {
  const keep = (): void => {
    const file = new Blob([evidenceFile(shown, of)], { type: "application/json" });
    saveFile(file, `log-entry-${shown.entry.index}.json`);
  };
  return (
    <div className="stack gap-8 verify-outcome" data-testid="verify-outcome" data-outcome="failed">
      <p className="h2">{said.failedTitle(said.step[fault.step])}</p>
      <p className="body log-text">{sayCheckFault(fault)}</p>
      <p className="h2">{said.doTitle}</p>
      <ol className="points body verify-do">
        <li>
          {said.doFirst}{" "}
          <Button variant="default" size="compact-sm" onClick={keep}>
            {said.keep}
          </Button>
        </li>
        <li>
          {said.doRun}
          <VerifierCommand />
        </li>
        <li>{said.doTell}</li>
      </ol>
    </div>
  );
}
