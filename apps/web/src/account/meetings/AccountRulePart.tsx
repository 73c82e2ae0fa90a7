import type { AccountRule } from "@graticule/api/account";
import { Button } from "@mantine/core";
import { type FormEvent, useReducer, useState } from "react";
import { liftAccountRule, lookAtAccountRule, setAccountRule } from "../../api/account.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { RuleEditor } from "../../meetings/RuleEditor.tsx";
import {
  changeDraft,
  faultOf,
  openDraft,
  toDraft,
  toRuleInput,
} from "../../meetings/rule-draft.ts";
import { usePlaceSets } from "../../meetings/use-place-sets.ts";
import { Choice } from "../../ui/Choice.tsx";
import { DoneLine } from "../form/DoneLine.tsx";
import { FaultLine } from "../form/FaultLine.tsx";
import { Loaded, useAsked } from "../page/Loaded.tsx";
import { Part } from "../page/PartsPage.tsx";
import { readMoment } from "../read-moment.ts";
import { useAct } from "../use-act.ts";

type Mode = "none" | "default" | "locked";

/** The account's own rule: a start for new meetings, or a limit of all of them. */
export function AccountRulePart() {
  const asking = useAsked("account-rule", lookAtAccountRule);
  const [done, setDone] = useState<string | undefined>();
  const { rule: text } = accountWords;
  return (
    <Part title={text.heading} text={text.text} testId="account-rule">
      <Loaded asking={asking}>
        {(rule) => (
          <RuleForm
            key={rule.version}
            held={rule}
            onDone={async (said) => {
              setDone(said);
              await asking.again();
            }}
            onTouched={() => setDone(undefined)}
          />
        )}
      </Loaded>
      <DoneLine text={done} />
    </Part>
  );
}

function RuleForm(props: {
  readonly held: AccountRule;
  readonly onDone: (said: string) => Promise<void>;
  readonly onTouched: () => void;
}) {
  const { held, version } = props.held;
  const [mode, setMode] = useState<Mode>(held?.mode ?? "none");
  const [draft, dispatch] = useReducer(changeDraft, held?.rule, (rule) =>
    rule === undefined ? { ...openDraft, mode: "except" as const } : toDraft(rule),
  );
  const sets = usePlaceSets();
  const [missing, setMissing] = useState<string | undefined>();
  const { rule: text } = accountWords;
  const act = useAct(
    async () => {
      // A start is copied later: an end of its own would be over by then.
      const kept = mode === "default" ? { ...draft, until: undefined } : draft;
      const rule = mode === "none" ? undefined : toRuleInput(kept);
      if (mode === "none" || rule === undefined) return liftAccountRule(version);
      return setAccountRule({ mode, rule }, version);
    },
    () => props.onDone(mode === "none" || draft.mode === "everyone" ? text.lifted : text.saved),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const fault = mode === "none" ? undefined : faultOf(draft);
    setMissing(fault === undefined ? undefined : hostWords.rule.missing[fault]);
    if (fault === undefined) act.run(undefined);
  };
  return (
    <form className="stack" style={{ "--gap": "20px" } as React.CSSProperties} onSubmit={submit}>
      <div className="stack" style={{ "--gap": "8px" } as React.CSSProperties}>
        <Choice
          legend={text.modeLegend}
          testId="account-rule-mode"
          value={mode}
          options={(["none", "default", "locked"] as const).map((value) => ({
            value,
            label: text.mode[value],
          }))}
          onChange={(next) => {
            setMode(next);
            props.onTouched();
          }}
        />
        <p className="small" aria-live="polite">
          {text.modeText[mode]}
        </p>
      </div>
      {mode === "none" ? null : (
        <RuleEditor
          draft={draft}
          dispatch={(action) => {
            dispatch(action);
            props.onTouched();
          }}
          grid={false}
          sets={sets}
          {...(mode === "default" ? { until: "left-out" } : {})}
        />
      )}
      {mode === "locked" ? <p className="amber-note">{text.lockNow}</p> : null}
      <p className="error fault-line" role="alert">
        {missing}
      </p>
      <FaultLine fault={act.fault} />
      <div className="row">
        <Button
          type="submit"
          disabled={mode === "none" && held === undefined}
          loading={act.busy}
          data-testid="account-rule-save"
        >
          {text.save}
        </Button>
        {held === undefined ? null : (
          <span className="small">{text.setAt(readMoment(held.setAt))}</span>
        )}
      </div>
    </form>
  );
}
