import type { RegisteredAuthority } from "@graticule/api/desk-changes";
import type { RequestContent, RequestView } from "@graticule/api/requests";
import { Button } from "@mantine/core";
import { type FormEvent, type ReactNode, useReducer, useState } from "react";
import { deskWords } from "../../i18n/desk-words.ts";
import { formWords } from "../../i18n/form-words.ts";
import { focusFirstFault } from "../../ui/form/check-fields.ts";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import type { Said } from "../../ui/form/said.ts";
import { useDeskAct } from "../page/reasons.ts";
import { DemandRows } from "./DemandRows.tsx";
import { KeepOrLeave } from "./KeepOrLeave.tsx";
import { OriginalFiles } from "./OriginalFiles.tsx";
import {
  changeRequestDraft,
  contentOf,
  draftGaps,
  faultsOfDraft,
  type RequestDraft,
} from "./request-draft.ts";
import {
  DocumentFields,
  LanguageFields,
  ScopeFields,
  TellingFields,
  WhoFields,
} from "./Sections.tsx";
import type { SectionProps } from "./section.ts";

const { form: text } = deskWords;

/** What came, section by section. What is missing is named while it is typed in. */
export function RequestForm(props: {
  readonly authorities: readonly RegisteredAuthority[];
  readonly initial: RequestDraft;
  readonly button: string;
  readonly act: (content: RequestContent) => Promise<Said<RequestView>>;
  readonly onDone: (view: RequestView) => unknown;
  readonly onCancel?: () => void;
}) {
  const [draft, dispatch] = useReducer(changeRequestDraft, props.initial);
  const [shown, setShown] = useState(false);
  const [kept, setKept] = useState(false);
  const act = useDeskAct(props.act, async (view) => {
    setKept(true);
    await props.onDone(view);
  });
  const faults = faultsOfDraft(draft, Date.now());
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const content = contentOf(draft, Date.now());
    setShown(content === undefined);
    if (content === undefined) focusFirstFault(event.currentTarget);
    else act.run(content);
  };
  const section: SectionProps = {
    draft,
    dispatch,
    fault: (fault) => (shown && faults.includes(fault) ? text.fault[fault] : undefined),
  };
  return (
    <>
      <form className="stack desk-form" onSubmit={submit} noValidate>
        <Section title={text.sections.who}>
          <WhoFields {...section} authorities={props.authorities} />
        </Section>
        <Section title={text.sections.document}>
          <DocumentFields {...section} />
        </Section>
        <Section title={text.sections.demands}>
          <DemandRows {...section} />
        </Section>
        <Section title={text.sections.scope}>
          <ScopeFields {...section} />
        </Section>
        <Section title={text.sections.telling}>
          <TellingFields {...section} />
        </Section>
        <Section title={text.sections.originals}>
          <OriginalFiles {...section} />
          <LanguageFields {...section} />
        </Section>
        <Gaps draft={draft} />
        <FaultLine fault={act.fault} />
        <p className="error fault-line" role="alert">
          {shown && faults.length > 0
            ? `${text.faultOf} ${faults.map((fault) => text.fault[fault]).join(" ")}`
            : null}
        </p>
        <div className="row">
          <Button type="submit" loading={act.busy} data-testid="request-send">
            {props.button}
          </Button>
          {props.onCancel === undefined ? null : (
            <Button variant="subtle" onClick={props.onCancel}>
              {formWords.cancel}
            </Button>
          )}
        </div>
      </form>
      <KeepOrLeave unkept={draft !== props.initial && !kept} />
    </>
  );
}

function Section(props: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset className="desk-section">
      <legend className="h2">{props.title}</legend>
      {props.children}
    </fieldset>
  );
}

/** What is still missing; it stays in sight. */
function Gaps({ draft }: { readonly draft: RequestDraft }) {
  const gaps = draftGaps(draft);
  return (
    <p className="small desk-gaps" aria-live="polite" data-testid="request-gaps">
      {gaps.length === 0 ? (
        text.complete
      ) : (
        <>
          <strong>{text.gapsTitle}:</strong> {gaps.map((gap) => deskWords.gap[gap]).join(", ")}.
        </>
      )}
    </p>
  );
}
