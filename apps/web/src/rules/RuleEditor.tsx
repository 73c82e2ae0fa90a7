import type { PlaceSet } from "@graticule/api/account";
import { type Dispatch, useState } from "react";
import { Graticule, type Legend } from "../graticule/Graticule.tsx";
import { hostDay } from "../i18n/host-time.ts";
import { hostWords } from "../i18n/host-words.ts";
import { codesOfPick } from "../places/names.ts";
import { Choice } from "../ui/form/Choice.tsx";
import { Tick } from "../ui/form/Tick.tsx";
import { DoubtChoice } from "./DoubtChoice.tsx";
import { marksOfDraft } from "./draft-marks.ts";
import { hostTelling } from "./host-telling.ts";
import { PlacePicker } from "./PlacePicker.tsx";
import "./rule.css";
import { zoneOrOwn } from "../i18n/zone.ts";
import type { DraftAction, RuleDraft } from "./rule-draft.ts";
import { faultOf, toRuleInput } from "./rule-draft.ts";
import { ruleSentence } from "./rule-sentence.ts";
import { UntilChoice } from "./UntilChoice.tsx";

interface Props {
  readonly draft: RuleDraft;
  readonly dispatch: Dispatch<DraftAction>;
  /** In a narrow panel the list does everything and the grid is left out. */
  readonly grid: boolean;
  /** Lists of places that can be copied into the rule. */
  readonly sets?: readonly PlaceSet[];
  /** `left-out`: the rule has no end of its own. */
  readonly until?: "left-out";
  /** What stands at the window's foot and is not to be covered, in CSS pixels. */
  readonly footPx?: number | undefined;
  /** Of the meeting: by its clock the end is written. */
  readonly timeZone?: string | undefined;
  /** `left-out`: it stands elsewhere. */
  readonly sentence?: "left-out" | undefined;
}

/** What a form may lead to, since it stands further down. A page has one editor. */
export const rulePartIds = { sure: "rule-part-sure", until: "rule-part-until" } as const;

/** Who can join: the choice, the places, the doubt, and the sentence that reads it all back. */
export function RuleEditor(props: Props) {
  const { draft, dispatch } = props;
  const limited = draft.mode !== "everyone";
  const timeZone = zoneOrOwn(props.timeZone);
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
        <div className="stack gap-12">
          <DoubtChoice
            value={draft.onDoubt}
            onChange={(onDoubt) => dispatch({ kind: "on-doubt", onDoubt })}
          />
          <Sure draft={draft} dispatch={dispatch} />
        </div>
      ) : null}
      {limited && props.until === undefined ? (
        <div id={rulePartIds.until}>
          <UntilChoice
            value={draft.until}
            timeZone={timeZone}
            onChange={(until) => dispatch({ kind: "until", until })}
          />
        </div>
      ) : null}
      {props.sentence === "left-out" ? null : (
        <p className="rule-sentence" aria-live="polite" data-testid="rule-sentence">
          {faultOf(draft) === undefined
            ? ruleSentence(toRuleInput(draft), hostTelling(Date.now(), timeZone))
            : null}
        </p>
      )}
      {/* Last: all that is decided stands above it. */}
      {limited && props.grid ? <Grid draft={draft} dispatch={dispatch} /> : null}
    </div>
  );
}

function Places(props: Props) {
  const { draft, dispatch } = props;
  const main = draft.mode === "only" ? "allow" : "deny";
  return (
    <>
      <div className="stack gap-8">
        <PlacePicker
          key={draft.mode}
          label={draft.mode === "only" ? hostWords.rule.allowPicker : hostWords.rule.denyPicker}
          chosen={draft[main]}
          sets={props.sets}
          footPx={props.footPx}
          onCopy={(set) => dispatch({ kind: "copy", list: main, set })}
          onToggle={(item) => dispatch({ kind: "toggle", list: main, item })}
        />
        <Copied draft={draft} />
      </div>
      {draft.mode === "only" ? <Never {...props} /> : null}
    </>
  );
}

/** The same places on the grid, on which they can be chosen too. */
function Grid({ draft, dispatch }: Pick<Props, "draft" | "dispatch">) {
  const list = draft.mode === "only" ? "allow" : "deny";
  return (
    <Graticule
      marks={marksOfDraft(draft, codesOfPick)}
      legend={legendOf(draft)}
      onPick={(code) => dispatch({ kind: "toggle", list, item: { kind: "place", code } })}
    />
  );
}

/** In "only…" a plain square can't join either: the pattern means a place on the second list. */
function legendOf({ mode, deny }: RuleDraft): Legend {
  if (mode !== "only") return ["denied"];
  return deny.length === 0 ? ["allowed"] : ["allowed", "denied"];
}

/** Says from which lists places were copied, and that the rule does not follow them. */
function Copied({ draft }: { readonly draft: RuleDraft }) {
  return (
    <div aria-live="polite" data-testid="copied-sets">
      {draft.copied.map(({ name, dated }) => (
        <p key={name} className="small said">
          {hostWords.rule.copiedSet(name, hostDay(dated))}
        </p>
      ))}
    </div>
  );
}

/** Whether a place that is only likely counts, or is doubt as well. */
function Sure({ draft, dispatch }: Pick<Props, "draft" | "dispatch">) {
  return (
    <div id={rulePartIds.sure}>
      <Tick
        checked={draft.matches === "established"}
        onChange={(sure) =>
          dispatch({ kind: "matches", matches: sure ? "established" : "probable" })
        }
        testId="rule-sure"
      >
        {hostWords.rule.sure}
      </Tick>
      <p className="small">{hostWords.rule.sureHint}</p>
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
      footPx={props.footPx}
      onCopy={(set) => dispatch({ kind: "copy", list: "deny", set })}
      onToggle={(item) => dispatch({ kind: "toggle", list: "deny", item })}
    />
  );
}
