import type { PlaceSet } from "@graticule/api/account";
import { type Dispatch, useState } from "react";
import { Graticule, type Legend } from "../graticule/Graticule.tsx";
import { hostDay } from "../i18n/host-time.ts";
import { hostWords } from "../i18n/host-words.ts";
import { codesOfPick } from "../places/names.ts";
import { Choice, choices } from "../ui/form/Choice.tsx";
import { Tick } from "../ui/form/Tick.tsx";
import { LinkButton } from "../ui/LinkButton.tsx";
import { Certainty } from "../ui/page/Certainty.tsx";
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
  /** False in a narrow panel, where the list does everything. */
  readonly grid: boolean;
  /** Lists of places that can be copied into the rule. */
  readonly sets?: readonly PlaceSet[];
  /** `left-out`: the rule has no end of its own. */
  readonly until?: "left-out";
  /** The height of what is at the window's foot and must not be covered, in CSS pixels. */
  readonly footPx?: number | undefined;
  /** Of the meeting: by its clock the end is written. */
  readonly timeZone?: string | undefined;
  /** `left-out`: it is shown elsewhere, and what applies stands above. */
  readonly sentence?: "left-out" | undefined;
}

/** Parts further down that a form can lead to. A page has one editor. */
export const rulePartIds = { sure: "rule-part-sure", until: "rule-part-until" } as const;

/** Who can join: the choice, the places, the doubt, and the sentence that reads it all back. */
export function RuleEditor(props: Props) {
  const { draft, dispatch } = props;
  const said = hostWords.rule;
  const limited = draft.mode !== "everyone";
  const timeZone = zoneOrOwn(props.timeZone);
  return (
    <div className="stack rule-editor">
      <Choice
        legend={props.sentence === "left-out" ? said.headingChange : said.heading}
        testId="rule-mode"
        value={draft.mode}
        options={choices(["everyone", "except", "only"], said.mode)}
        onChange={(mode) => dispatch({ kind: "mode", mode })}
      />
      {limited ? <Places {...props} /> : null}
      {limited ? (
        <div className="stack gap-12">
          <Choice
            legend={said.onDoubt}
            testId="on-doubt"
            value={draft.onDoubt}
            options={choices(["admit", "ask", "hold", "refuse"], said.doubt, said.doubtHint)}
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
      {/* Last, below all that is decided. */}
      {limited && props.grid ? <Grid draft={draft} dispatch={dispatch} /> : null}
    </div>
  );
}

/** The list that the places of the rule are on. */
const mainList = ({ mode }: RuleDraft) => (mode === "only" ? "allow" : "deny");

function Places(props: Props) {
  const { draft } = props;
  const isOnly = draft.mode === "only";
  return (
    <>
      <div className="stack gap-8">
        <ListPicker
          {...props}
          key={draft.mode}
          list={mainList(draft)}
          label={isOnly ? hostWords.rule.allowPicker : hostWords.rule.denyPicker}
        />
        <Copied draft={draft} />
      </div>
      {isOnly ? <Never {...props} /> : null}
    </>
  );
}

function ListPicker(
  props: Props & {
    readonly list: "deny" | "allow";
    readonly label: string;
    readonly testId?: string;
  },
) {
  const { draft, dispatch, list, label, testId, sets, footPx } = props;
  return (
    <PlacePicker
      label={label}
      testId={testId}
      chosen={draft[list]}
      sets={sets}
      footPx={footPx}
      onCopy={(set) => dispatch({ kind: "copy", list, set })}
      onToggle={(item) => dispatch({ kind: "toggle", list, item })}
    />
  );
}

/** The places on the grid, on which they can be chosen too. */
function Grid({ draft, dispatch }: Pick<Props, "draft" | "dispatch">) {
  const list = mainList(draft);
  return (
    <Graticule
      marks={marksOfDraft(draft, codesOfPick)}
      legend={legendOf(draft)}
      onPick={(code) => dispatch({ kind: "toggle", list, item: { kind: "place", code } })}
    />
  );
}

/** In "only…" a plain square is closed too: the pattern means a place on the second list. */
function legendOf({ mode, deny }: RuleDraft): Legend {
  if (mode !== "only") return ["denied"];
  return deny.length === 0 ? ["allowed"] : ["allowed", "denied"];
}

/** From which lists places were copied, and that the rule does not follow them. */
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

/** Whether a place that is only likely counts, or is in doubt too. */
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
      <p className="small">
        {hostWords.rule.sureHint} <Certainty />
      </p>
    </div>
  );
}

/** The second list of "only…": never from here. */
function Never(props: Props) {
  const { draft } = props;
  const [open, setOpen] = useState(draft.deny.length > 0);
  if (open || draft.deny.length > 0) {
    return (
      <ListPicker {...props} list="deny" label={hostWords.rule.neverPicker} testId="never-search" />
    );
  }
  return (
    <div>
      <LinkButton testId="rule-add-never" onClick={() => setOpen(true)}>
        {hostWords.rule.addNever}
      </LinkButton>
    </div>
  );
}
