import type { TermsAct } from "@graticule/api/safety";
import { useState } from "react";
import { reviewTermsAct } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { Choice } from "../../ui/form/Choice.tsx";
import { ConfirmAct } from "../../ui/form/ConfirmAct.tsx";
import { useChecked } from "../../ui/form/use-checked.ts";
import { AreaField } from "../page/fields.tsx";
import { useDeskAct } from "../page/reasons.ts";

const { safety: text } = deskWords;

/** A third person's look at an act in whose windows a request falls. */
export function ReviewAct(props: {
  readonly act: TermsAct;
  /** Its number. */
  readonly request: number;
  readonly onDone: () => Promise<void>;
  readonly onClose: () => void;
}) {
  const { request } = props;
  const [outcome, setOutcome] = useState<"stands" | "reversed">("stands");
  const [reasons, setReasons] = useState("");
  const act = useDeskAct(
    () => reviewTermsAct(props.act.id, { request, outcome, reasons: reasons.trim() }),
    props.onDone,
  );
  const { faults, submit } = useChecked(
    { reasons: reasons.trim() === "" ? text.reasonFault : undefined },
    () => act.run(undefined),
  );
  return (
    <ConfirmAct
      opened
      title={text.reviewTitle(request)}
      confirm={text.review}
      act={act}
      onConfirm={submit}
      onClose={props.onClose}
    >
      <Choice
        legend={text.reviewOutcome}
        value={outcome}
        options={(["stands", "reversed"] as const).map((value) => ({
          value,
          label: text[value],
        }))}
        testId="review-outcome"
        onChange={setOutcome}
      />
      <AreaField
        label={text.reason}
        most={1_000}
        value={reasons}
        error={faults?.reasons}
        testId="review-reasons"
        onChange={setReasons}
      />
    </ConfirmAct>
  );
}
