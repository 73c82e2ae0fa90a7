import type { MeetingManaged } from "@graticule/api/meetings";
import { Button } from "@mantine/core";
import type { ManageKey } from "../api/meetings.ts";
import { hostWords } from "../i18n/host-words.ts";
import { RuleEditor } from "./RuleEditor.tsx";
import { type DraftFault, faultOf } from "./rule-draft.ts";
import { previewSentence } from "./rule-sentence.ts";
import { type Effect, type RuleChange, useRuleChange } from "./use-rule-change.ts";

/** Changing the rule of a meeting, with the effect in words before the button. */
export function RulePanel(props: {
  readonly manageKey: ManageKey;
  readonly managed: MeetingManaged;
  readonly refresh: () => Promise<void>;
  readonly grid: boolean;
}) {
  const change = useRuleChange(props.manageKey, props.managed, props.refresh);
  return (
    <div className="stack" style={{ "--gap": "20px" } as React.CSSProperties}>
      <RuleEditor draft={change.draft} dispatch={change.dispatch} grid={props.grid} />
      <div className="stack" style={{ "--gap": "10px" } as React.CSSProperties}>
        <EffectLine
          effect={change.effect}
          missing={change.dirty ? faultOf(change.draft) : undefined}
        />
        <div className="row">
          {change.dirty ? (
            <>
              <Button
                disabled={!change.ready}
                loading={change.busy}
                onClick={change.apply}
                data-testid="apply-rule"
              >
                {hostWords.rule.apply}
              </Button>
              <Button variant="subtle" onClick={change.discard} data-testid="discard-rule">
                {hostWords.rule.discard}
              </Button>
            </>
          ) : null}
          {props.managed.rule !== undefined && !change.dirty ? (
            <Button
              variant="default"
              disabled={change.busy}
              onClick={change.lift}
              data-testid="lift-rule"
            >
              {hostWords.rule.lift}
            </Button>
          ) : null}
        </div>
        <Message change={change} />
      </div>
    </div>
  );
}

/** What applying would do; before that, what is missing. */
function EffectLine(props: { readonly effect: Effect; readonly missing: DraftFault | undefined }) {
  const { effect, missing } = props;
  const leaving = effect.kind === "known" && effect.preview.leave !== "none";
  return (
    <p
      className="rule-effect"
      aria-live="polite"
      data-testid="preview"
      data-state={effect.kind}
      data-leave={leaving ? "true" : undefined}
    >
      {missing === undefined ? effectText(effect) : hostWords.rule.missing[missing]}
    </p>
  );
}

function effectText(effect: Effect): string {
  switch (effect.kind) {
    case "none":
      return "";
    case "working":
      return hostWords.preview.working;
    case "unknown":
      return hostWords.preview.failed;
    case "known":
      return previewSentence(effect.preview);
  }
}

function Message({ change }: { readonly change: RuleChange }) {
  return (
    <p
      className={change.failed ? "error rule-message" : "small rule-message"}
      role="status"
      data-testid="rule-message"
    >
      {change.message}
    </p>
  );
}
