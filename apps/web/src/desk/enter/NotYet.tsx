import { useState } from "react";
import { hostDay } from "../../i18n/host-time.ts";
import { intakeWords } from "../../i18n/intake-words.ts";
import { DoneLine } from "../../ui/form/DoneLine.tsx";
import { OpenButton } from "../../ui/form/OpenButton.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { SilentSlotForm } from "./SilentSlotForm.tsx";

const { stop, silent } = intakeWords;

/** What an operator does where a law may forbid saying that a request exists. */
export function NotYet() {
  const [sealedUntil, setSealedUntil] = useState<string>();
  return (
    <>
      <PagePart title={stop.title} text={stop.text} testId="not-yet">
        <ol className="body">
          {stop.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </PagePart>
      <PagePart title={silent.title} text={silent.text} testId="silent-slot">
        <p className="body">{silent.lawyer}</p>
        {sealedUntil === undefined ? (
          <OpenButton button={silent.open} testId="silent-open">
            {(close) => <SilentSlotForm onCancel={close} onDone={setSealedUntil} />}
          </OpenButton>
        ) : null}
        <DoneLine text={sealedUntil && silent.done(hostDay(sealedUntil))} />
      </PagePart>
    </>
  );
}
