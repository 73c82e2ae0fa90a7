import type { RegisteredAuthority } from "@graticule/api/desk-changes";
import type { RequestContent, RequestView } from "@graticule/api/requests";
import { type ReactNode, useState } from "react";
import { deskWords } from "../../i18n/desk-words.ts";
import { ErrorLine } from "../../ui/form/ErrorLine.tsx";
import { PartForm } from "../../ui/form/PartForm.tsx";
import type { Said } from "../../ui/form/said.ts";
import { useChecked } from "../../ui/form/use-checked.ts";
import { useDeskAct } from "../page/reasons.ts";
import { DemandRows } from "./DemandRows.tsx";
import { LeaveGuard } from "./LeaveGuard.tsx";
import { OriginalFiles } from "./OriginalFiles.tsx";
import {
  contentOf,
  draftGaps,
  faultsOfDraft,
  isUnknown,
  type RequestDraft,
} from "./request-draft.ts";
import {
  DocumentFields,
  LanguageFields,
  ScopeFields,
  TellingFields,
  WhoFields,
} from "./Sections.tsx";

const { form: text } = deskWords;

/** A request section by section, with what is missing while it is typed in. */
export function RequestForm(props: {
  readonly authorities: readonly RegisteredAuthority[];
  readonly initial: RequestDraft;
  readonly button: string;
  readonly act: (content: RequestContent) => Promise<Said<RequestView>>;
  readonly onDone: (view: RequestView) => unknown;
  readonly onCancel?: () => void;
}) {
  const [draft, update] = useState(props.initial);
  const [kept, setKept] = useState(false);
  const act = useDeskAct(props.act, async (view) => {
    setKept(true);
    await props.onDone(view);
  });
  const wrong = faultsOfDraft(draft, Date.now()).map((field) => [field, text.fault[field]]);
  const { faults, submit } = useChecked(Object.fromEntries(wrong), () => {
    const content = contentOf(draft, Date.now());
    if (content !== undefined) act.run(content);
  });
  const section = { draft, update, faults };
  return (
    <>
      <PartForm
        className="desk-form"
        act={act}
        onSubmit={submit}
        button={props.button}
        testId="request-send"
        onCancel={props.onCancel}
      >
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
        {isUnknown(draft) ? null : <Gaps draft={draft} />}
        <ErrorLine
          text={
            faults && wrong.length > 0
              ? `${text.faultOf} ${wrong.map(([, fault]) => fault).join(" ")}`
              : null
          }
        />
      </PartForm>
      <LeaveGuard unkept={draft !== props.initial && !kept} />
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
