import { platformGround } from "@graticule/api/administration";
import { type FormEvent, useReducer, useState } from "react";
import { enterPlatformRule } from "../../api/administration.ts";
import { administrationWords } from "../../i18n/administration-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { fromLocalField, toLocalField } from "../../i18n/time.ts";
import { RuleEditor } from "../../rules/RuleEditor.tsx";
import { changeDraft, openDraft } from "../../rules/rule-draft.ts";
import { usePlaceSets } from "../../rules/use-place-sets.ts";
import { Choice } from "../../ui/form/Choice.tsx";
import { focusFirstFault } from "../../ui/form/check-fields.ts";
import { ErrorLine } from "../../ui/form/ErrorLine.tsx";
import type { FormEnd } from "../../ui/form/FormInPlace.tsx";
import { PartForm } from "../../ui/form/PartForm.tsx";
import type { Said } from "../../ui/form/said.ts";
import { TextField } from "../../ui/form/TextField.tsx";
import { useAct } from "../../ui/form/use-act.ts";
import {
  effectiveFrom,
  faultOfPlatformRule,
  inputOfPlatformRule,
  latestReview,
  type PlatformRuleDraft,
  type PlatformRuleFault,
} from "./platform-rule-draft.ts";

const { rules: text } = administrationWords;

async function enter(input: ReturnType<typeof inputOfPlatformRule>): Promise<Said<unknown>> {
  // Unreachable: the form is sent only without a fault.
  if (input === undefined) return { kind: "fault", fault: "failed" };
  return enterPlatformRule(input);
}

/** A new rule of the whole service. Before its button it says when it takes effect and when it ends. */
export function EnterPlatformRule(props: FormEnd<unknown>) {
  const [draft, setDraft] = useState<PlatformRuleDraft>({
    name: "",
    ground: "sanctions",
    reviewAt: "",
  });
  const sets = usePlaceSets();
  const [places, dispatch] = useReducer(changeDraft, { ...openDraft, mode: "except" });
  const [fault, setFault] = useState<PlatformRuleFault | undefined>();
  const act = useAct(() => enter(inputOfPlatformRule(draft, places)), props.onDone);
  const faultOf = (one: PlatformRuleFault) => (fault === one ? text.missing[one] : undefined);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const found = faultOfPlatformRule(draft, places, Date.now());
    setFault(found);
    if (found === undefined) act.run(undefined);
    else focusFirstFault(event.currentTarget);
  };
  const now = Date.now();
  const review = fromLocalField(draft.reviewAt);
  return (
    <PartForm
      className="gap-24 once"
      act={act}
      onSubmit={submit}
      button={text.enter}
      testId="platform-rule-enter"
      onCancel={props.onCancel}
    >
      <TextField
        label={text.name}
        description={text.nameHint}
        value={draft.name}
        error={faultOf("name")}
        maxLength={100}
        testId="platform-rule-name"
        onChange={(name) => setDraft({ ...draft, name })}
      />
      <Choice
        legend={text.ground}
        testId="platform-rule-ground"
        value={draft.ground}
        options={platformGround.options.map((value) => ({ value, label: text.groundText[value] }))}
        onChange={(ground) => setDraft({ ...draft, ground })}
      />
      <RuleEditor draft={places} dispatch={dispatch} grid={false} sets={sets} until="left-out" />
      <ErrorLine text={faultOf("places")} />
      <TextField
        type="datetime-local"
        label={text.review}
        description={text.reviewHint}
        value={draft.reviewAt}
        min={toLocalField(effectiveFrom(now))}
        max={toLocalField(latestReview(now))}
        error={faultOf("review")}
        testId="platform-rule-review"
        onChange={(reviewAt) => setDraft({ ...draft, reviewAt })}
      />
      {review === undefined ? null : (
        <p className="amber-note" aria-live="polite" data-testid="platform-rule-before">
          {text.before(hostMoment(effectiveFrom(now)), hostMoment(review))}
        </p>
      )}
    </PartForm>
  );
}
