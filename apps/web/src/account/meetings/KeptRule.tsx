import type { AccountRule, AccountRuleInput } from "@graticule/api/account";
import { Button } from "@mantine/core";
import { type FormEvent, useReducer, useState } from "react";
import { accountWords } from "../../i18n/account-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { RuleEditor } from "../../rules/RuleEditor.tsx";
import {
  changeDraft,
  faultOf,
  openDraft,
  type RuleDraft,
  toDraft,
  toRuleInput,
} from "../../rules/rule-draft.ts";
import { usePlaceSets } from "../../rules/use-place-sets.ts";
import { Choice } from "../../ui/form/Choice.tsx";
import { DoneLine } from "../../ui/form/DoneLine.tsx";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import type { Said } from "../../ui/form/said.ts";
import { useAct } from "../../ui/form/use-act.ts";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";

type Mode = "none" | AccountRuleInput["mode"];

/** Where a rule is kept that belongs to no single meeting, and the words of its part of a page. */
export interface RuleKeeper {
  readonly name: "account-rule";
  readonly words: Readonly<Record<"heading" | "text" | "save" | "saved" | "lifted", string>>;
  /** How the rule can count; the first is chosen where no rule is kept, and no choice is shown of one. */
  readonly modes: readonly [Mode, ...Mode[]];
  readonly look: () => Promise<Said<AccountRule>>;
  readonly keep: (input: AccountRuleInput, version: number) => Promise<Said<unknown>>;
  readonly lift: (version: number) => Promise<Said<unknown>>;
}

/** Looks at a kept rule, changes it, lifts it. */
export function KeptRule({ keeper }: { readonly keeper: RuleKeeper }) {
  const asking = useAsked(keeper.name, keeper.look);
  const [done, setDone] = useState<string | undefined>();
  return (
    <PagePart title={keeper.words.heading} text={keeper.words.text} testId={keeper.name}>
      <Loaded asking={asking}>
        {(rule) => (
          <RuleForm
            key={rule.version}
            keeper={keeper}
            kept={rule}
            onDone={async (text) => {
              setDone(text);
              await asking.again();
            }}
            onTouched={() => setDone(undefined)}
          />
        )}
      </Loaded>
      <DoneLine text={done} />
    </PagePart>
  );
}

/** What is to be kept; undefined: nothing, which lifts what is there. */
function inputOf(mode: Mode, draft: RuleDraft): AccountRuleInput | undefined {
  if (mode === "none") return undefined;
  // A start is copied later: an end of its own would be over by then.
  const rule = toRuleInput(mode === "default" ? { ...draft, until: undefined } : draft);
  return rule === undefined ? undefined : { mode, rule };
}

function RuleForm(props: {
  readonly keeper: RuleKeeper;
  readonly kept: AccountRule;
  readonly onDone: (text: string) => Promise<void>;
  readonly onTouched: () => void;
}) {
  const { keeper, onTouched } = props;
  const { held, version } = props.kept;
  const [first] = keeper.modes;
  const [mode, setMode] = useState<Mode>(held?.mode ?? first);
  const [draft, dispatch] = useReducer(changeDraft, held?.rule, (rule) =>
    rule === undefined
      ? { ...openDraft, mode: first === "none" ? ("except" as const) : ("everyone" as const) }
      : toDraft(rule),
  );
  const sets = usePlaceSets();
  const [missing, setMissing] = useState<string | undefined>();
  const nothing = mode === "none" || draft.mode === "everyone";
  const act = useAct(
    () => {
      const input = inputOf(mode, draft);
      return input === undefined ? keeper.lift(version) : keeper.keep(input, version);
    },
    () => props.onDone(nothing ? keeper.words.lifted : keeper.words.saved),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const fault = nothing ? undefined : faultOf(draft);
    setMissing(fault === undefined ? undefined : hostWords.rule.missing[fault]);
    if (fault === undefined) act.run(undefined);
  };
  const { rule: text } = accountWords;
  return (
    <form className="stack gap-20" onSubmit={submit}>
      {keeper.modes.length === 1 ? null : (
        <Choice
          legend={text.modeLegend}
          testId={`${keeper.name}-mode`}
          value={mode}
          options={keeper.modes.map((value) => ({ value, label: text.mode[value] }))}
          meaning={text.modeText[mode]}
          onChange={(next) => {
            setMode(next);
            onTouched();
          }}
        />
      )}
      {mode === "none" ? null : (
        <RuleEditor
          draft={draft}
          dispatch={(action) => {
            dispatch(action);
            onTouched();
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
          disabled={nothing && held === undefined}
          loading={act.busy}
          data-testid={`${keeper.name}-save`}
        >
          {keeper.words.save}
        </Button>
        {held === undefined ? null : (
          <span className="small">{text.setAt(hostMoment(held.setAt))}</span>
        )}
      </div>
    </form>
  );
}
