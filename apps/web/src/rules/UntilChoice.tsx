import { useId } from "react";
import { hostReader } from "../i18n/host-time.ts";
import { hostWords } from "../i18n/host-words.ts";
import { zoneName } from "../i18n/time.ts";
import { momentField, momentOfField } from "../i18n/zone.ts";
import { Choice } from "../ui/form/Choice.tsx";
import { TextField } from "../ui/form/TextField.tsx";
import type { RuleDraft } from "./rule-draft.ts";

type Until = RuleDraft["until"];

/** Until when a rule applies: until it is changed, or a time by the clock of a zone, which is named. */
export function UntilChoice(props: {
  readonly value: Until;
  /** IANA name. */
  readonly timeZone: string;
  readonly onChange: (until: Until) => void;
}) {
  const { value, timeZone, onChange } = props;
  const id = useId();
  const moment = value === "open" ? undefined : value;
  const now = moment === undefined ? Date.now() : Date.parse(moment);
  return (
    <div className="stack gap-8">
      <Choice
        legend={hostWords.rule.until}
        testId="until"
        value={value === undefined ? "lifted" : "time"}
        options={[
          { value: "lifted", label: hostWords.rule.untilLifted },
          { value: "time", label: hostWords.rule.untilTime },
        ]}
        onChange={(choice) => onChange(choice === "time" ? "open" : undefined)}
      />
      {value === undefined ? null : (
        <>
          <TextField
            type="datetime-local"
            aria-label={hostWords.rule.until}
            aria-describedby={id}
            testId="until-field"
            value={moment === undefined ? "" : momentField(moment, timeZone)}
            onChange={(field) => onChange(momentOfField(field, timeZone) ?? "open")}
          />
          <p className="small" id={id} data-testid="until-zone">
            {hostWords.rule.untilIn(zoneName({ ...hostReader(now), timeZone }), timeZone)}
          </p>
        </>
      )}
    </div>
  );
}
