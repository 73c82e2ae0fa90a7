import type { AccountRule } from "@graticule/api/account";
import { Button } from "@mantine/core";
import { type FormEvent, useReducer, useState } from "react";
import { DoneLine } from "../../account/form/DoneLine.tsx";
import { FaultLine } from "../../account/form/FaultLine.tsx";
import { Loaded, useAsked } from "../../account/page/Loaded.tsx";
import { Part } from "../../account/page/PartsPage.tsx";
import { useAct } from "../../account/use-act.ts";
import { liftDefaultRule, lookAtDefaultRule, setDefaultRule } from "../../api/administration.ts";
import { administrationWords } from "../../i18n/administration-words.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { RuleEditor } from "../../meetings/RuleEditor.tsx";
import { changeDraft, faultOf, toDraft, toRuleInput } from "../../meetings/rule-draft.ts";
import { usePlaceSets } from "../../meetings/use-place-sets.ts";

const { rules: text } = administrationWords;

/** With which rule new meetings begin whose account has none. It limits nobody by itself. */
export function DefaultRulePart() {
  const asking = useAsked("default-rule", lookAtDefaultRule);
  const [done, setDone] = useState<string | undefined>();
  return (
    <Part title={text.defaultHeading} text={text.defaultText} testId="default-rule">
      <Loaded asking={asking}>
        {(rule) => (
          <DefaultForm
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

function DefaultForm(props: {
  readonly held: AccountRule;
  readonly onDone: (said: string) => Promise<void>;
  readonly onTouched: () => void;
}) {
  const { held, version } = props.held;
  const [draft, dispatch] = useReducer(changeDraft, held?.rule, toDraft);
  const sets = usePlaceSets();
  const [missing, setMissing] = useState<string | undefined>();
  const act = useAct(
    () => {
      const rule = toRuleInput({ ...draft, until: undefined });
      return rule === undefined ? liftDefaultRule(version) : setDefaultRule(rule, version);
    },
    () => props.onDone(draft.mode === "everyone" ? text.defaultLifted : text.defaultSaved),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const fault = faultOf(draft);
    setMissing(fault === undefined ? undefined : hostWords.rule.missing[fault]);
    if (fault === undefined) act.run(undefined);
  };
  return (
    <form className="stack" style={{ "--gap": "20px" } as React.CSSProperties} onSubmit={submit}>
      <RuleEditor
        draft={draft}
        dispatch={(action) => {
          dispatch(action);
          props.onTouched();
        }}
        grid={false}
        sets={sets}
        until="left-out"
      />
      <p className="error fault-line" role="alert">
        {missing}
      </p>
      <FaultLine fault={act.fault} />
      <div>
        <Button
          type="submit"
          variant="default"
          disabled={held === undefined && draft.mode === "everyone"}
          loading={act.busy}
          data-testid="default-rule-save"
        >
          {text.defaultSave}
        </Button>
      </div>
    </form>
  );
}
