import { Button, Textarea } from "@mantine/core";
import { useRef } from "react";
import { deskWords } from "../../i18n/desk-words.ts";
import { LinkButton } from "../../ui/LinkButton.tsx";
import { AreaField, optionsOf, SelectField } from "../page/fields.tsx";
import { addDemand, changeDemand, codesOf } from "./request-draft.ts";
import type { SectionProps } from "./Sections.tsx";

const { form: text } = deskWords;

export function DemandRows(props: SectionProps) {
  const { draft, update, faults } = props;
  return (
    <>
      <Paste onTake={(words) => update((before) => addDemand(before, words))} />
      <AreaField
        label={text.meetings}
        hint={text.meetingsHint}
        rows={2}
        value={draft.meetings}
        error={faults?.meetings}
        testId="request-meetings"
        onChange={(meetings) => update((before) => ({ ...before, meetings }))}
      />
      {draft.demands.map((demand, index) => (
        <DemandRow key={demand.id} {...props} demand={demand} index={index} />
      ))}
      <div>
        <Button
          variant="default"
          data-testid="demand-add"
          onClick={() => update((before) => addDemand(before, ""))}
        >
          {text.addDemand}
        </Button>
      </div>
    </>
  );
}

/** A text to take demands from; it is sent nowhere. */
function Paste(props: { readonly onTake: (text: string) => void }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const take = (): void => {
    const { current } = field;
    if (current === null) return;
    const { value, selectionStart, selectionEnd } = current;
    const selected = value.slice(selectionStart, selectionEnd).trim();
    if (selected !== "") props.onTake(selected);
    else current.focus();
  };
  return (
    <div className="stack gap-8">
      <Textarea size="md" ref={field} label={text.paste} description={text.pasteHint} rows={5} />
      <div>
        <Button variant="default" onClick={take}>
          {text.take}
        </Button>
      </div>
    </div>
  );
}

function DemandRow(
  props: SectionProps & {
    readonly demand: SectionProps["draft"]["demands"][number];
    readonly index: number;
  },
) {
  const { draft, update, faults, demand, index } = props;
  const change = (changed: Partial<typeof demand>): void =>
    update((before) => changeDemand(before, demand.id, changed));
  const remove = (): void =>
    update((before) => ({
      ...before,
      demands: before.demands.filter(({ id }) => id !== demand.id),
    }));
  return (
    <fieldset className="stack desk-row">
      <legend className="visually-hidden">{text.demand(index + 1)}</legend>
      <SelectField
        label={text.kind}
        value={demand.kind}
        options={optionsOf(deskWords.demand)}
        testId={`demand-${index}-kind`}
        onChange={(kind) => change({ kind })}
      />
      <AreaField
        label={text.verbatim}
        rows={3}
        value={demand.verbatim}
        error={demand.verbatim.trim() === "" ? faults?.demands : undefined}
        testId={`demand-${index}-verbatim`}
        onChange={(verbatim) => change({ verbatim })}
      />
      <div className="row spread">
        <SelectField
          label={text.about}
          value={demand.meeting}
          options={[
            { value: "", label: text.aboutNone },
            ...codesOf(draft).map((code) => ({ value: code, label: code })),
          ]}
          testId={`demand-${index}-meeting`}
          onChange={(meeting) => change({ meeting })}
        />
        {draft.demands.length === 1 ? null : (
          <LinkButton onClick={remove}>{text.removeDemand(index + 1)}</LinkButton>
        )}
      </div>
    </fieldset>
  );
}
