import { Button } from "@mantine/core";
import { useReducedMotion } from "@mantine/hooks";
import { useState } from "react";
import { verifyWords as said } from "../../i18n/verify-words.ts";
import { Evidence } from "./Evidence.tsx";
import { Outcome } from "./Outcome.tsx";
import { StepRow } from "./StepRow.tsx";
import "./verify.css";
import { type Checked, outcomeOf, rowsOf, runCheck, type Shown } from "./verify-run.ts";

/** So long that each step is seen to pass, and no longer. */
const pauseMs = 140;

/** Checks an entry in the reader's own browser, and shows the steps as they pass. */
export function VerifyPart(shown: Shown) {
  const [checked, setChecked] = useState<Checked>();
  const isStill = useReducedMotion();
  const isRunning = checked !== undefined && !checked.isOver;
  const start = (): void => {
    const pause = () => new Promise<void>((go) => setTimeout(go, isStill ? 0 : pauseMs));
    setChecked({ isOver: false, steps: [], files: new Map() });
    void runCheck(shown, setChecked, pause);
  };
  const outcome = checked && outcomeOf(checked);
  return (
    <section className="log-section verify" aria-labelledby="verify" data-testid="verify">
      <h2 className="log-title" id="verify">
        {said.title}
      </h2>
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
        <ol className="plain-list verify-steps">
          {rowsOf(checked.steps).map(({ name, step }) => (
            <StepRow key={name} name={name} step={step} isOver={checked.isOver} />
          ))}
        </ol>
      )}
      <div role="status">
        {outcome === undefined ? null : <Outcome outcome={outcome} shown={shown} of={checked} />}
      </div>
      {checked?.isOver ? <Evidence of={checked} /> : null}
    </section>
  );
}
