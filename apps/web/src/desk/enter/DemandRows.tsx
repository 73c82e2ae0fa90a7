import { Button, Textarea } from "@mantine/core";
import { useRef } from "react";
import { deskWords } from "../../i18n/desk-words.ts";
import { AreaField, optionsOf, SelectField } from "../page/fields.tsx";
import { codesOf } from "./request-draft.ts";
import type { SectionProps } from "./section.ts";

const { form: text } = deskWords;

/** The demands, each with its kind and its own words, and the meetings that they name. */
export function DemandRows(props: SectionProps) {
  const { draft, dispatch, fault } = props;
  return (
    <>
      <Paste onTake={(verbatim) => dispatch({ kind: "add-demand", verbatim })} />
      <AreaField
        label={text.meetings}
        hint={text.meetingsHint}
        rows={2}
        value={draft.meetings}
        error={fault("meetings")}
        testId="request-meetings"
        onChange={(meetings) => dispatch({ kind: "change", change: { meetings } })}
      />
      {draft.demands.map((demand, index) => (
        <DemandRow key={demand.id} {...props} demand={demand} index={index} />
      ))}
      <div>
        <Button
          variant="default"
          data-testid="demand-add"
          onClick={() => dispatch({ kind: "add-demand", verbatim: "" })}
        >
          {text.addDemand}
        </Button>
      </div>
    </>
  );
}

/** A place to take demands from. What stands in it goes nowhere. */
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
      <Textarea
        size="md"
        ref={field}
        label={text.paste}
        description={text.pasteHint}
        rows={5}
        data-testid="request-paste"
      />
      <div>
        <Button variant="default" onClick={take} data-testid="demand-take">
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
  const { draft, dispatch, fault, demand, index } = props;
  const change = (changed: Partial<typeof demand>): void =>
    dispatch({ kind: "change-demand", id: demand.id, change: changed });
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
        error={demand.verbatim.trim() === "" ? fault("demands") : undefined}
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
          <button
            type="button"
            className="link"
            onClick={() => dispatch({ kind: "remove-demand", id: demand.id })}
          >
            {text.removeDemand(index + 1)}
          </button>
        )}
      </div>
    </fieldset>
  );
}
