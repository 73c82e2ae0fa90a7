import { Select } from "@mantine/core";
import { useId } from "react";
import { hostReader } from "../../i18n/host-time.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { Choice, choices } from "../../ui/form/Choice.tsx";
import { TextField } from "../../ui/form/TextField.tsx";
import { NumberField } from "./NumberField.tsx";
import { RepeatEditor } from "./RepeatEditor.tsx";
import "./schedule.css";
import {
  type ScheduleDraft,
  type ScheduleFault,
  scheduleFault,
  timetableOf,
  toSchedule,
} from "./schedule-draft.ts";
import { firstDates, scheduleSentence } from "./schedule-sentence.ts";

/** How many dates of a repetition are read back. */
const shownDates = 5;

interface Props {
  readonly draft: ScheduleDraft;
  readonly onChange: (draft: ScheduleDraft) => void;
  /** What is missing, once the form was sent. */
  readonly fault: ScheduleFault | undefined;
}

/** When a meeting is: now, at a time, or again and again; read back as sentence and dates. */
export function ScheduleEditor(props: Props) {
  const { draft, onChange } = props;
  return (
    <div className="stack schedule">
      <Choice
        legend={hostWords.schedule.when}
        testId="when"
        value={draft.when}
        options={choices(["once", "repeats", "now"], hostWords.schedule.kind)}
        onChange={(when) => onChange({ ...draft, when })}
      />
      {draft.when === "now" ? null : <Start {...props} />}
      {draft.when === "repeats" ? <RepeatEditor {...props} /> : null}
      <ReadBack draft={draft} fault={props.fault} />
    </div>
  );
}

function Start({ draft, onChange, fault }: Props) {
  const wrong = fault === "start-missing" || fault === "start-over";
  return (
    <div className="schedule-fields">
      <TextField
        type="datetime-local"
        label={hostWords.schedule.startsAt}
        testId="starts-at"
        value={draft.startsAt}
        error={wrong ? hostWords.schedule.missing[fault] : undefined}
        onChange={(startsAt) => onChange({ ...draft, startsAt })}
      />
      <Duration draft={draft} onChange={onChange} fault={fault} />
      <Select
        comboboxProps={{ withinPortal: false, position: "bottom-start" }}
        label={hostWords.schedule.zone}
        data-testid="time-zone"
        searchable
        limit={40}
        data={allZones(draft.timeZone)}
        value={draft.timeZone}
        onChange={(zone) => onChange({ ...draft, timeZone: zone ?? draft.timeZone })}
      />
    </div>
  );
}

/** Every zone that this browser knows, UTC and the given one included. */
const allZones = (own: string): readonly string[] =>
  [...new Set([own, "UTC", ...Intl.supportedValuesOf("timeZone")])].sort();

const common = Object.entries(hostWords.schedule.durations);

function Duration({ draft, onChange, fault }: Props) {
  const list = useId();
  return (
    <>
      <NumberField
        label={`${hostWords.schedule.duration} (${hostWords.schedule.minutes.toLowerCase()})`}
        testId="duration"
        min={5}
        max={1_440}
        list={list}
        autoComplete="on"
        value={draft.durationMinutes}
        error={fault === "duration" ? hostWords.schedule.missing.duration : undefined}
        onChange={(durationMinutes) => onChange({ ...draft, durationMinutes })}
      />
      <datalist id={list}>
        {common.map(([minutes, label]) => (
          <option key={minutes} value={minutes} label={label} />
        ))}
      </datalist>
    </>
  );
}

/** The time in whole sentences, and the first dates of a repetition. */
function ReadBack(props: { readonly draft: ScheduleDraft; readonly fault: Props["fault"] }) {
  const { draft } = props;
  const wrong = scheduleFault(draft, 0);
  if (wrong !== undefined) {
    // Once it was tried, the field says so.
    return props.fault === undefined ? (
      <p className="small" data-testid="schedule-sentence">
        {hostWords.schedule.missing[wrong]}
      </p>
    ) : null;
  }
  const reader = hostReader(Date.now());
  const schedule = toSchedule(draft);
  const timetable = timetableOf(schedule, draft.timeZone);
  const first =
    timetable?.repeat === undefined
      ? undefined
      : firstDates(timetable, { most: shownDates, reader });
  return (
    <div className="stack schedule-back" aria-live="polite">
      <p className="body" data-testid="schedule-sentence">
        {scheduleSentence(schedule, timetable, reader)}
      </p>
      {first === undefined ? null : (
        <div className="small">
          {first.more
            ? hostWords.schedule.next(first.dates.length)
            : hostWords.schedule.nextFew(first.dates.length)}
          <ol className="schedule-dates" data-testid="schedule-dates">
            {first.dates.map((date) => (
              <li key={date}>{date}</li>
            ))}
          </ol>
        </div>
      )}
    </div>
  );
}
