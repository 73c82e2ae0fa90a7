import { platformGround } from "@graticule/api/administration";
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useReducer, useState } from "react";
import { enterPlatformRule } from "../../api/administration.ts";
import { administrationWords } from "../../i18n/administration-words.ts";
import { formWords } from "../../i18n/form-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { fromLocalField, toLocalField } from "../../i18n/time.ts";
import { RuleEditor } from "../../rules/RuleEditor.tsx";
import { changeDraft, openDraft } from "../../rules/rule-draft.ts";
import { usePlaceSets } from "../../rules/use-place-sets.ts";
import { Choice } from "../../ui/form/Choice.tsx";
import { focusFirstFault } from "../../ui/form/check-fields.ts";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import type { Said } from "../../ui/form/said.ts";
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
  // The form asked for what is missing before.
  if (input === undefined) return { kind: "fault", fault: "failed" };
  return enterPlatformRule(input);
}

/** A new rule of the whole service. Before its button it says when it takes effect and when it ends. */
export function EnterPlatformRule(props: {
  readonly onEntered: () => Promise<void>;
  readonly onCancel: () => void;
}) {
  const [draft, setDraft] = useState<PlatformRuleDraft>({
    name: "",
    ground: "sanctions",
    reviewAt: "",
  });
  const sets = usePlaceSets();
  const [places, dispatch] = useReducer(changeDraft, { ...openDraft, mode: "except" });
  const [fault, setFault] = useState<PlatformRuleFault | undefined>();
  const act = useAct(() => enter(inputOfPlatformRule(draft, places)), props.onEntered);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const found = faultOfPlatformRule(draft, places, Date.now());
    setFault(found);
    if (found === undefined) act.run(undefined);
    else focusFirstFault(event.currentTarget);
  };
  return (
    <form
      className="stack once gap-24"
      onSubmit={submit}
      noValidate
    >
      <TextInput
        label={text.name}
        description={text.nameHint}
        value={draft.name}
        error={fault === "name" ? text.missing.name : undefined}
        maxLength={100}
        autoComplete="off"
        data-testid="platform-rule-name"
        onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
      />
      <Choice
        legend={text.ground}
        testId="platform-rule-ground"
        value={draft.ground}
        options={platformGround.options.map((value) => ({ value, label: text.groundText[value] }))}
        onChange={(ground) => setDraft({ ...draft, ground })}
      />
      <RuleEditor draft={places} dispatch={dispatch} grid={false} sets={sets} until="left-out" />
      <p className="error fault-line" role="alert">
        {fault === "places" ? text.missing.places : null}
      </p>
      <ReviewField draft={draft} fault={fault} onChange={setDraft} />
      <BeforeLine reviewAt={draft.reviewAt} />
      <FaultLine fault={act.fault} />
      <div className="row">
        <Button type="submit" loading={act.busy} data-testid="platform-rule-enter">
          {text.enter}
        </Button>
        <Button variant="subtle" onClick={props.onCancel}>
          {formWords.cancel}
        </Button>
      </div>
    </form>
  );
}

function ReviewField(props: {
  readonly draft: PlatformRuleDraft;
  readonly fault: PlatformRuleFault | undefined;
  readonly onChange: (draft: PlatformRuleDraft) => void;
}) {
  const now = Date.now();
  return (
    <TextInput
      type="datetime-local"
      label={text.review}
      description={text.reviewHint}
      value={props.draft.reviewAt}
      min={toLocalField(effectiveFrom(now))}
      max={toLocalField(latestReview(now))}
      error={props.fault === "review" ? text.missing.review : undefined}
      data-testid="platform-rule-review"
      onChange={(event) => props.onChange({ ...props.draft, reviewAt: event.currentTarget.value })}
    />
  );
}

/** What entering it will do, and when. */
function BeforeLine({ reviewAt }: { readonly reviewAt: string }) {
  const review = fromLocalField(reviewAt);
  if (review === undefined) return null;
  const now = Date.now();
  return (
    <p className="amber-note" aria-live="polite" data-testid="platform-rule-before">
      {text.before(hostMoment(effectiveFrom(now)), hostMoment(review))}
    </p>
  );
}
