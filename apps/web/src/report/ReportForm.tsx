import type { ReportInput } from "@graticule/api/safety";
import { Button, NativeSelect, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import type { Answer } from "../api/client.ts";
import { lookAtReaders, sendReport } from "../api/reports.ts";
import { words } from "../i18n/words.ts";
import { askFaultText } from "../ui/form/ask-fault.ts";
import { Tick } from "../ui/form/Tick.tsx";
import { Contact } from "../ui/page/Contact.tsx";
import { useFocusOnShow } from "../ui/page/Notice.tsx";
import { receipts } from "./receipts.ts";
import "./report.css";

const kinds = ["harassment", "threat", "sexual", "child-safety", "spam", "other"] as const;

/** Reports abuse in one meeting. A tab that was inside proves it without naming the participant. */
export function ReportForm(props: {
  readonly code: string;
  /** Who else is in the call; empty outside of it. */
  readonly people?: readonly Reportable[];
  /** The identity that the report is about at first. */
  readonly about?: string | undefined;
  /** Beside the button, and after it was sent. */
  readonly back: ReactNode;
}) {
  const said = words.report;
  const [draft, setDraft] = useState<Draft>({ ...noDraft, about: props.about ?? "" });
  const [tried, setTried] = useState(false);
  const receipt = receipts.of(props.code);
  // A state's report, and one without proof, names nobody.
  const people = receipt === undefined || draft.fromState ? [] : (props.people ?? []);
  const about = people.find(({ identity }) => identity === draft.about);
  const queries = useQueryClient();
  const sending = useMutation({
    mutationFn: sendReport,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["report-readers"] }),
  });
  if (sending.data?.kind === "ok") return <Sent back={props.back} fromState={draft.fromState} />;
  const change = (changed: Partial<Draft>) => setDraft({ ...draft, ...changed });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    const report = reportOf(draft, { code: props.code, receipt, about });
    if (report !== undefined && !sending.isPending) sending.mutate(report);
  };
  return (
    <form className="stack" onSubmit={submit} noValidate data-testid="report-form">
      <p className="body">
        {said.lead} {receipt === undefined ? null : said.inside}
      </p>
      <UnreadYet fromState={draft.fromState} />
      <Kinds
        chosen={draft.what}
        fault={tried && draft.what === undefined}
        onChoose={(what) => change({ what })}
      />
      {people.length === 0 ? null : (
        <NativeSelect
          label={said.about}
          description={said.aboutText}
          value={about?.identity ?? ""}
          onChange={(event) => change({ about: event.currentTarget.value })}
          data={[
            { value: "", label: said.aboutMeeting },
            ...people.map(({ identity, name }) => ({ value: identity, label: name })),
          ]}
          data-testid="report-about"
        />
      )}
      <Textarea
        label={said.text}
        value={draft.text}
        rows={4}
        maxLength={4_000}
        dir="auto"
        error={tried && draft.text.trim() === "" ? words.app.sayMore : undefined}
        onChange={(event) => change({ text: event.currentTarget.value })}
        data-testid="report-text"
      />
      <FromState checked={draft.fromState} onChange={(fromState) => change({ fromState })} />
      <div className="dialog-foot">
        <div className="row">
          <Button type="submit" loading={sending.isPending} data-testid="report-send">
            {said.send}
          </Button>
          {props.back}
        </div>
        <p className="error" role="alert">
          {sending.isError ? words.app.failed : faultOf(sending.data)}
        </p>
      </div>
    </form>
  );
}

/** A participant whom a report can be about, as the call shows them. */
export type Reportable = NonNullable<ReportInput["participant"]>;

interface Draft {
  readonly what: ReportInput["what"] | undefined;
  /** An identity; empty: the meeting. */
  readonly about: string;
  readonly text: string;
  readonly fromState: boolean;
}

const noDraft: Draft = { what: undefined, about: "", text: "", fromState: false };

/** Undefined while something is missing. */
function reportOf(
  draft: Draft,
  known: Pick<ReportInput, "code"> & {
    readonly receipt: string | undefined;
    readonly about: Reportable | undefined;
  },
): ReportInput | undefined {
  const { code, receipt, about } = known;
  const { what, fromState } = draft;
  const text = draft.text.trim();
  if (what === undefined || text === "") return undefined;
  return {
    code,
    what,
    text,
    fromState,
    ...(receipt !== undefined && { receipt }),
    ...(about !== undefined && { participant: about }),
  };
}

function Kinds(props: {
  readonly chosen: ReportInput["what"] | undefined;
  readonly fault: boolean;
  readonly onChoose: (what: ReportInput["what"]) => void;
}) {
  const said = words.report;
  const name = useId();
  return (
    <fieldset className="stack gap-4 report-kinds" aria-invalid={props.fault}>
      <legend className="h2">{said.what}</legend>
      {kinds.map((kind) => (
        <label key={kind} className="tick">
          <input
            type="radio"
            name={name}
            checked={props.chosen === kind}
            onChange={() => props.onChoose(kind)}
            data-testid={`report-${kind}`}
          />
          {said.kinds[kind]}
        </label>
      ))}
      <p className="error" role="alert">
        {props.fault ? said.choose : null}
      </p>
    </fieldset>
  );
}

/** Tells a reader who writes for a state where that belongs. */
function FromState(props: {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  const said = words.report;
  // Then the contact is already above.
  const isUnread = useUnread(true);
  return (
    <div className="stack gap-6">
      <Tick checked={props.checked} onChange={props.onChange} testId="report-from-state">
        {said.fromState}
      </Tick>
      <div role="status">
        {props.checked ? (
          <div className="stack gap-8">
            <p className="body" data-testid="report-to-desk">
              {said.fromStateText}
            </p>
            {isUnread ? null : <Contact />}
          </div>
        ) : null}
      </div>
    </div>
  );
}

/** Whether it is known that no one can read such a report now. */
function useUnread(fromState: boolean): boolean {
  const { data } = useQuery({ queryKey: ["report-readers"], queryFn: lookAtReaders });
  return data?.kind === "ok" && data.value[fromState ? "states" : "people"] === "no-one";
}

function UnreadYet({ fromState }: { readonly fromState: boolean }) {
  return useUnread(fromState) ? <Unread text={words.report.unread} /> : null;
}

/** That no one can read it yet, whom to ask instead, and what to do in danger. */
function Unread({ text }: { readonly text: string }) {
  return (
    <div className="stack gap-6 report-unread" data-testid="report-unread">
      <p className="body">
        <strong>{text}</strong>
      </p>
      <p className="body">{words.report.danger}</p>
      <Contact otherwise={words.report.noContact} />
    </div>
  );
}

function Sent(props: { readonly back: ReactNode; readonly fromState: boolean }) {
  const sent = useFocusOnShow<HTMLDivElement>();
  const isUnread = useUnread(props.fromState);
  const said = words.report;
  return (
    <div className="stack" role="status" ref={sent} tabIndex={-1} data-testid="report-sent">
      {isUnread ? (
        <>
          <Unread text={said.unreadSent} />
          <p className="body">{said.sentText}</p>
        </>
      ) : (
        <>
          <p className="body">
            <strong>{said.sent}</strong>
          </p>
          <p className="body">
            {said.sentText} {said.danger}
          </p>
        </>
      )}
      <div className="row">{props.back}</div>
    </div>
  );
}

function faultOf(answer: Answer<undefined> | undefined): string | null {
  if (answer === undefined || answer.kind === "ok") return null;
  if (answer.kind === "offline") return askFaultText("offline");
  if (answer.code === "not-found") return words.gone.notFound;
  return askFaultText(answer.code === "too-many" ? "too-many" : "failed");
}
