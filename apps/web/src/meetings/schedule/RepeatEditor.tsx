import type { Repetition } from "@graticule/api/meetings";
import { Select } from "@mantine/core";
import { hostWords } from "../../i18n/host-words.ts";
import { Choice, choices } from "../../ui/form/Choice.tsx";
import { TextField } from "../../ui/form/TextField.tsx";
import { NumberField } from "./NumberField.tsx";
import type { ScheduleDraft, ScheduleFault } from "./schedule-draft.ts";

interface Props {
  readonly draft: ScheduleDraft;
  readonly onChange: (draft: ScheduleDraft) => void;
  readonly fault: ScheduleFault | undefined;
}

const units: readonly Repetition["every"][] = ["day", "week", "month"];

/** Every so many days, weeks or months, and until when. */
export function RepeatEditor(props: Props) {
  const { draft, onChange, fault } = props;
  const said = hostWords.schedule;
  return (
    <>
      <div className="schedule-every">
        <NumberField
          label={said.every}
          aria-label={said.interval}
          testId="interval"
          min={1}
          max={52}
          value={draft.interval}
          error={fault === "interval" ? said.missing.interval : undefined}
          onChange={(interval) => onChange({ ...draft, interval })}
        />
        <Select
          comboboxProps={{ withinPortal: false, position: "bottom-start" }}
          aria-label={said.unitLabel}
          data-testid="every"
          data={units.map((value) => ({ value, label: said.unit[value](draft.interval) }))}
          value={draft.every}
          onChange={(every) =>
            onChange({ ...draft, every: units.find((unit) => unit === every) ?? draft.every })
          }
        />
      </div>
      <Ends {...props} />
    </>
  );
}

function Ends({ draft, onChange, fault }: Props) {
  const said = hostWords.schedule;
  return (
    <div className="schedule-ends">
      <Choice
        legend={said.ends}
        testId="ends"
        value={draft.ends}
        options={choices(["never", "after", "on"], said.endsKind)}
        onChange={(ends) => onChange({ ...draft, ends })}
      />
      {draft.ends === "after" ? (
        <NumberField
          className="schedule-count"
          aria-label={said.count}
          testId="count"
          min={2}
          max={500}
          rightSection={<span className="small">{said.times}</span>}
          rightSectionWidth={60}
          value={draft.count}
          error={fault === "count" ? said.missing.count : undefined}
          onChange={(count) => onChange({ ...draft, count })}
        />
      ) : null}
      {draft.ends === "on" ? (
        <TextField
          type="date"
          aria-label={said.lastDay}
          testId="last-day"
          value={draft.until}
          error={
            fault === "until-missing" || fault === "until-early" ? said.missing[fault] : undefined
          }
          onChange={(until) => onChange({ ...draft, until })}
        />
      ) : null}
    </div>
  );
}
