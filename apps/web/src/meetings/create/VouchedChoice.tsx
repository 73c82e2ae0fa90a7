import { hostWords } from "../../i18n/host-words.ts";
import { Choice } from "../../ui/form/Choice.tsx";

/** Whether hosts say whose keys are believed in a meeting, which is for good. */
export function VouchedChoice(props: {
  readonly value: "yes" | "no";
  readonly onChange: (value: "yes" | "no") => void;
}) {
  const said = hostWords.vouching;
  return (
    <div className="stack" style={{ "--gap": "8px" } as React.CSSProperties}>
      <Choice
        legend={said.title}
        testId="vouched"
        value={props.value}
        options={[
          { value: "yes", label: said.yes },
          { value: "no", label: said.no },
        ]}
        onChange={props.onChange}
      />
      <p className="small" aria-live="polite">
        {said.hint[props.value]}
      </p>
    </div>
  );
}
