import type { PlaceSet } from "@graticule/api/account";
import { TextInput } from "@mantine/core";
import { type Dispatch, useId, useState } from "react";
import { Graticule } from "../graticule/Graticule.tsx";
import { marksOfDraft } from "../graticule/marks.ts";
import { hostWords } from "../i18n/host-words.ts";
import { fromLocalField, toLocalField } from "../i18n/time.ts";
import { codesOfPick } from "../places/names.ts";
import { Choice } from "../ui/Choice.tsx";
import { DoubtChoice } from "./DoubtChoice.tsx";
import { hostTelling, readDay } from "./host-telling.ts";
import { PlacePicker } from "./PlacePicker.tsx";
import "./rule.css";
import type { DraftAction, RuleDraft } from "./rule-draft.ts";
import { toRuleInput } from "./rule-draft.ts";
import { ruleSentence } from "./rule-sentence.ts";

interface Props {
  readonly draft: RuleDraft;
  readonly dispatch: Dispatch<DraftAction>;
  /** In a narrow panel the list does everything and the grid is left out. */
  readonly grid: boolean;
  /** Lists of places that can be copied into the rule. */
  readonly sets?: readonly PlaceSet[];
  /** `left-out`: the rule has no end of its own. */
  readonly until?: "left-out";
}

/** Who can join: the choice, the places, the doubt, and the sentence that reads it all back. */
export function RuleEditor(props: Props) {
  const { draft, dispatch } = props;
  const limited = draft.mode !== "everyone";
  return (
    <div className="stack rule-editor">
      <Choice
        legend={hostWords.rule.heading}
        testId="rule-mode"
        value={draft.mode}
        options={(["everyone", "except", "only"] as const).map((value) => ({
          value,
          label: hostWords.rule.mode[value],
        }))}
        onChange={(mode) => dispatch({ kind: "mode", mode })}
      />
      {limited ? <Places {...props} /> : null}
      {limited ? (
        <DoubtChoice
          value={draft.onDoubt}
          onChange={(onDoubt) => dispatch({ kind: "on-doubt", onDoubt })}
        />
      ) : null}
      {limited && props.until === undefined ? <Until draft={draft} dispatch={dispatch} /> : null}
      <RuleSentence draft={draft} />
    </div>
  );
}

function Places(props: Props) {
  const { draft, dispatch } = props;
  const main = draft.mode === "only" ? "allow" : "deny";
  return (
    <>
      <div className="stack" style={{ "--gap": "8px" } as React.CSSProperties}>
        <PlacePicker
          key={draft.mode}
          label={draft.mode === "only" ? hostWords.rule.allowPicker : hostWords.rule.denyPicker}
          chosen={draft[main]}
          sets={props.sets}
          onCopy={(set) => dispatch({ kind: "copy", list: main, set })}
          onToggle={(item) => dispatch({ kind: "toggle", list: main, item })}
        />
        <Copied draft={draft} />
      </div>
      {draft.mode === "only" ? <Never {...props} /> : null}
      {props.grid ? (
        <Graticule
          marks={marksOfDraft(draft, codesOfPick)}
          legend={draft.mode === "only" ? ["allowed", "denied"] : ["denied"]}
          onPick={(code) => dispatch({ kind: "toggle", list: main, item: { kind: "place", code } })}
        />
      ) : null}
    </>
  );
}

/** Says from which lists places were copied, and that the rule does not follow them. */
function Copied({ draft }: { readonly draft: RuleDraft }) {
  return (
    <div aria-live="polite" data-testid="copied-sets">
      {draft.copied.map(({ name, dated }) => (
        <p key={name} className="small said">
          {hostWords.rule.copiedSet(name, readDay(dated))}
        </p>
      ))}
    </div>
  );
}

/** The second list of "only…": never from here. */
function Never(props: Props) {
  const { draft, dispatch } = props;
  const [open, setOpen] = useState(draft.deny.length > 0);
  if (!open && draft.deny.length === 0) {
    return (
      <div>
        <button
          type="button"
          className="link"
          data-testid="rule-add-never"
          onClick={() => setOpen(true)}
        >
          {hostWords.rule.addNever}
        </button>
      </div>
    );
  }
  return (
    <PlacePicker
      label={hostWords.rule.neverPicker}
      testId="never-search"
      chosen={draft.deny}
      sets={props.sets}
      onCopy={(set) => dispatch({ kind: "copy", list: "deny", set })}
      onToggle={(item) => dispatch({ kind: "toggle", list: "deny", item })}
    />
  );
}

function Until(props: { readonly draft: RuleDraft; readonly dispatch: Dispatch<DraftAction> }) {
  const { draft, dispatch } = props;
  const id = useId();
  const timed = draft.until !== undefined;
  return (
    <div className="stack" style={{ "--gap": "8px" } as React.CSSProperties}>
      <Choice
        legend={hostWords.rule.until}
        testId="until"
        value={timed ? "time" : "lifted"}
        options={[
          { value: "lifted", label: hostWords.rule.untilLifted },
          { value: "time", label: hostWords.rule.untilTime },
        ]}
        onChange={(value) =>
          dispatch({ kind: "until", until: value === "time" ? "open" : undefined })
        }
      />
      {timed ? (
        <TextInput
          id={id}
          type="datetime-local"
          aria-label={hostWords.rule.until}
          data-testid="until-field"
          value={
            draft.until === undefined || draft.until === "open" ? "" : toLocalField(draft.until)
          }
          onChange={(event) =>
            dispatch({
              kind: "until",
              until: fromLocalField(event.currentTarget.value) ?? "open",
            })
          }
        />
      ) : null}
    </div>
  );
}

/** Reads the rule back, and again whenever it changes. */
function RuleSentence({ draft }: { readonly draft: RuleDraft }) {
  return (
    <p className="rule-sentence" aria-live="polite" data-testid="rule-sentence">
      {ruleSentence(toRuleInput(draft), hostTelling(Date.now()))}
    </p>
  );
}
