import type { PlaceSet } from "@graticule/api/account";
import type { MeetingDoor } from "@graticule/api/hosting";
import type { Encryption } from "@graticule/api/meetings";
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useReducer, useRef, useState } from "react";
import { hostWords } from "../../i18n/host-words.ts";
import { Shell } from "../../ui/page/Shell.tsx";
import "./create.css";
import { ownZone } from "../../i18n/zone.ts";
import { RuleEditor } from "../../rules/RuleEditor.tsx";
import { changeDraft, sameRule, toRuleInput } from "../../rules/rule-draft.ts";
import { ScheduleEditor } from "../schedule/ScheduleEditor.tsx";
import { newSchedule } from "../schedule/schedule-draft.ts";
import {
  faultsOf,
  isVouched,
  type NewMeeting,
  type StartingRule,
  startingDraft,
  toMeetingInput,
} from "./create-form.ts";
import { DoorAndKeys } from "./DoorAndKeys.tsx";
import { LimitsAboveList } from "./LimitsAboveList.tsx";
import type { LimitsAbove } from "./limits-above.ts";
import { NotYourself } from "./NotYourself.tsx";
import { Presets } from "./Presets.tsx";
import { type Made, useCreate } from "./use-create.ts";

interface Props {
  readonly start: StartingRule;
  readonly above: LimitsAbove;
  readonly sets: readonly PlaceSet[];
  readonly onMade: (made: Made) => void;
}

/** Everything that makes a meeting, on one page. */
export function CreateForm(props: Props) {
  // Fixed when the form appears: a later answer must not change what the host writes.
  const [start] = useState(props.start);
  const [title, setTitle] = useState("");
  const [schedule, setSchedule] = useState(() => newSchedule(Date.now(), ownZone()));
  const [rule, dispatch] = useReducer(changeDraft, start, startingDraft);
  const [entry, setEntry] = useState<MeetingDoor["entry"]>("open");
  const [encryption, setEncryption] = useState<Encryption>("end-to-end");
  const [vouched, setVouched] = useState<NewMeeting["vouched"]>("yes");
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { create, busy, fault } = useCreate(props.onMade);

  const meeting: NewMeeting = { title, schedule, rule, entry, encryption, vouched };
  const faults = faultsOf(meeting, Date.now());
  const faulty = faults.title || faults.schedule !== undefined || faults.rule !== undefined;
  const missing = faultText(faults);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    const input = toMeetingInput(meeting, start);
    if (!faulty) create({ input, isVouched: isVouched(meeting) });
    else if (faults.title) form.current?.querySelector<HTMLElement>("[data-testid=title]")?.focus();
  };
  return (
    <Shell title={hostWords.create.title} width="medium">
      <form ref={form} className="stack create" onSubmit={submit} noValidate>
        <h1 className="h1">{hostWords.create.title}</h1>
        <TextInput
          label={hostWords.create.name}
          placeholder={hostWords.create.namePlaceholder}
          value={title}
          maxLength={200}
          data-testid="title"
          autoComplete="off"
          error={tried && faults.title ? hostWords.create.titleMissing : undefined}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <ScheduleEditor
          draft={schedule}
          onChange={setSchedule}
          fault={tried ? faults.schedule : undefined}
        />
        <hr className="rule-line" />
        <Presets
          sets={props.sets}
          entry={{ draft: rule, door: entry }}
          onFill={(filled) => {
            dispatch({ kind: "replace", draft: filled.draft });
            setEntry(filled.door);
          }}
        />
        <div className="stack gap-12">
          <StartLine start={start} changed={!sameRule(rule, startingDraft(start))} />
          <RuleEditor
            draft={rule}
            dispatch={dispatch}
            grid
            sets={props.sets}
            timeZone={schedule.when === "now" ? undefined : schedule.timeZone}
          />
          <NotYourself rule={faults.rule === undefined ? toRuleInput(rule) : undefined} />
        </div>
        <DoorAndKeys
          meeting={meeting}
          onEntry={setEntry}
          onEncryption={setEncryption}
          onVouched={setVouched}
        />
        <LimitsAboveList above={props.above} />
        <div className="stack gap-12">
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

/** Names where the rule comes from, if someone set it before, as long as it was not changed. */
function StartLine(props: { readonly start: StartingRule; readonly changed: boolean }) {
  const text = {
    account: hostWords.create.yourDefault,
    service: hostWords.create.serviceDefault,
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
