import { Button } from "@mantine/core";
import { useReducedMotion } from "@mantine/hooks";
import { useState } from "react";
import { verifyWords as said } from "../../i18n/verify-words.ts";
import { Section } from "../figures/Section.tsx";
import { CheckEvidence } from "./CheckEvidence.tsx";
import { CheckOutcome } from "./CheckOutcome.tsx";
import type { CheckedEntry } from "./run.ts";
import { StepRow } from "./StepRow.tsx";
import "./verify.css";
import { type Checked, rowsOf, runCheck, verdictOf } from "./verify-run.ts";

/** Long enough to see each step pass. */
const pauseMs = 140;

/** Checks an entry in the reader's own browser, and shows the steps as they pass. */
export function VerifyPart(shown: CheckedEntry) {
  const [checked, setChecked] = useState<Checked>();
  const isStill = useReducedMotion();
  const isRunning = checked !== undefined && !checked.isOver;
  const start = (): void => {
    const pause = () => new Promise<void>((go) => setTimeout(go, isStill ? 0 : pauseMs));
    setChecked({ isOver: false, steps: [], files: new Map() });
    void runCheck(shown, setChecked, pause);
  };
  const result = checked && verdictOf(checked);
  return (
    <Section title={said.title} look="sheet verify" testId="verify">
      <p className="body log-text">{said.lead}</p>
      <div className="row">
        {/* It keeps the focus while it runs. */}
        <Button
          variant={checked === undefined ? "filled" : "default"}
          onClick={() => (isRunning ? undefined : start())}
          aria-disabled={isRunning}
          data-testid="verify-start"
        >
          {isRunning ? said.running : checked === undefined ? said.start : said.again}
        </Button>
      </div>
      {checked === undefined ? null : (
        <ol className="plain-list">
          {rowsOf(checked.steps).map(({ name, step }) => (
            <StepRow key={name} name={name} step={step} isOver={checked.isOver} />
          ))}
        </ol>
      )}
      <div role="status">
        {result && checked ? <CheckOutcome result={result} shown={shown} of={checked} /> : null}
      </div>
      {checked?.isOver ? <CheckEvidence of={checked} /> : null}
    </Section>
  );
}
