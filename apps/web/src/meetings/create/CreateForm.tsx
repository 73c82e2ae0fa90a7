import type { PlaceSet } from "@graticule/api/account";
import type { MeetingCreated } from "@graticule/api/meetings";
import { Button } from "@mantine/core";
import { type FormEvent, useReducer, useRef, useState } from "react";
import { hostWords } from "../../i18n/host-words.ts";
import { ownZone } from "../../i18n/zone.ts";
import { RuleEditor } from "../../rules/RuleEditor.tsx";
import { changeDraft, sameRule, toRuleInput } from "../../rules/rule-draft.ts";
import { TextField } from "../../ui/form/TextField.tsx";
import { Shell } from "../../ui/page/Shell.tsx";
import { ScheduleEditor } from "../schedule/ScheduleEditor.tsx";
import "./create.css";
import {
  asksForVouching,
  faultsOf,
  type MeetingForm,
  newMeeting,
  type StartingRule,
  startingDraft,
  toMeetingInput,
} from "./create-form.ts";
import { LimitsAboveList } from "./LimitsAboveList.tsx";
import type { LimitsAbove } from "./limits-above.ts";
import { NotYourself } from "./NotYourself.tsx";
import { OptionsFold } from "./OptionsFold.tsx";
import { Presets } from "./Presets.tsx";
import { useCreate } from "./use-create.ts";

/** The height of its foot with a fault above the button, in CSS pixels. */
const footPx = 120;

/** Everything that makes a meeting, on one page. */
export function CreateForm(props: {
  readonly start: StartingRule;
  readonly above: LimitsAbove;
  readonly sets: readonly PlaceSet[];
  readonly onMade: (created: MeetingCreated) => Promise<void>;
}) {
  // Fixed when the form appears: a later answer must not change what the host writes.
  const [start] = useState(props.start);
  const [meeting, setMeeting] = useState<MeetingForm>(() => newMeeting(Date.now(), ownZone()));
  const [rule, dispatch] = useReducer(changeDraft, start, startingDraft);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { create, busy, fault } = useCreate(props.onMade);

  const { title, schedule, entry } = meeting;
  const change = (part: Partial<MeetingForm>): void =>
    setMeeting((before) => ({ ...before, ...part }));
  const faults = faultsOf({ ...meeting, rule }, Date.now());
  const faulty = faults.title || faults.schedule !== undefined || faults.rule !== undefined;
  const missing = faultText(faults);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    const input = toMeetingInput({ ...meeting, rule }, start);
    if (!faulty) create({ input, isVouched: asksForVouching(meeting) });
    const wrong = faults.title ? "title" : faults.schedule === undefined ? undefined : "starts-at";
    if (wrong !== undefined) {
      form.current?.querySelector<HTMLElement>(`[data-testid=${wrong}]`)?.focus();
    }
  };
  return (
    <Shell title={hostWords.create.title} width="medium">
      <form ref={form} className="stack create" onSubmit={submit} noValidate>
        <h1 className="h1">{hostWords.create.title}</h1>
        <TextField
          label={hostWords.create.name}
          placeholder={hostWords.create.namePlaceholder}
          value={title}
          maxLength={200}
          testId="title"
          error={tried && faults.title ? hostWords.create.titleMissing : undefined}
          onChange={(typed) => change({ title: typed })}
        />
        <ScheduleEditor
          draft={schedule}
          onChange={(draft) => change({ schedule: draft })}
          fault={tried ? faults.schedule : undefined}
        />
        <Presets
          sets={props.sets}
          entry={{ draft: rule, door: entry }}
          onFill={(filled) => {
            dispatch({ kind: "replace", draft: filled.draft });
            change({ entry: filled.door });
          }}
        />
        <div className="stack gap-12">
          <StartLine start={start} changed={!sameRule(rule, startingDraft(start))} />
          <RuleEditor
            draft={rule}
            dispatch={dispatch}
            grid
            footPx={footPx}
            sets={props.sets}
            timeZone={schedule.when === "now" ? undefined : schedule.timeZone}
          />
          <NotYourself rule={faults.rule === undefined ? toRuleInput(rule) : undefined} />
        </div>
        <OptionsFold meeting={meeting} onChange={change} />
        <LimitsAboveList above={props.above} />
        <div className="stack gap-8 create-foot">
          <p className="error" role="alert" data-testid="create-fault">
            {tried ? (missing ?? fault) : null}
          </p>
          <div className="row" style={{ gap: 16 }}>
            <Button type="submit" size="lg" loading={busy} data-testid="create">
              {hostWords.create.button}
            </Button>
            {rule.mode === "everyone" ? null : <span className="small">{hostWords.rule.vpn}</span>}
          </div>
        </div>
      </form>
    </Shell>
  );
}

/** One sentence for what is missing first, beside the button that didn't work. */
function faultText(faults: ReturnType<typeof faultsOf>): string | undefined {
  if (faults.title) return hostWords.create.titleMissing;
  if (faults.schedule !== undefined) return hostWords.schedule.missing[faults.schedule];
  return faults.rule === undefined ? undefined : hostWords.rule.missing[faults.rule];
}

/** Where the rule comes from, while it is as it was set there. */
function StartLine(props: { readonly start: StartingRule; readonly changed: boolean }) {
  const text = {
    account: hostWords.create.yourDefault,
    none: undefined,
    unknown: hostWords.create.unknownDefault,
  }[props.start.kind];
  if (props.changed || text === undefined) return null;
  return (
    <p className="small" data-testid="starting-rule" data-kind={props.start.kind}>
      {text}
    </p>
  );
}
