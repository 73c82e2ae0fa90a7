import type { MeetingCreated, MeetingInput } from "@graticule/api/meetings";
import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useReducer, useState } from "react";
import type { Answer } from "../api/client.ts";
import { createMeeting } from "../api/meetings.ts";
import { lookAtSession } from "../api/session.ts";
import { hostWords } from "../i18n/host-words.ts";
import { fromLocalField } from "../i18n/time.ts";
import { answerFault } from "../ui/answer-fault.ts";
import { ButtonLink } from "../ui/ButtonLink.tsx";
import { Choice } from "../ui/Choice.tsx";
import { CopyField } from "../ui/CopyField.tsx";
import { Notice, useFocusOnShow } from "../ui/Notice.tsx";
import { Shell } from "../ui/Shell.tsx";
import { keepMeeting, keyOfLink } from "./my-meetings.ts";
import { RuleEditor } from "./RuleEditor.tsx";
import { changeDraft, faultOf, openDraft, type RuleDraft, toRuleInput } from "./rule-draft.ts";

interface Fields {
  readonly title: string;
  readonly when: "now" | "later";
  /** As the field holds it, in the reader's zone. */
  readonly startsAt: string;
}

/** What is missing in the form; undefined: it can be sent. */
function formFault(fields: Fields, draft: RuleDraft): string | undefined {
  if (fields.title.trim() === "") return hostWords.create.titleMissing;
  if (fields.when === "later" && fromLocalField(fields.startsAt) === undefined) {
    return hostWords.create.startMissing;
  }
  const fault = faultOf(draft);
  return fault === undefined ? undefined : hostWords.rule.missing[fault];
}

function toInput(fields: Fields, draft: RuleDraft): MeetingInput {
  const startsAt = fields.when === "later" ? fromLocalField(fields.startsAt) : undefined;
  const rule = toRuleInput(draft);
  return {
    title: fields.title.trim(),
    ...(startsAt === undefined ? {} : { startsAt }),
    ...(rule === undefined ? {} : { rule }),
  };
}

export function CreatePage() {
  const session = useQuery({ queryKey: ["session"], queryFn: lookAtSession });
  const [made, setMade] = useState<{ created: MeetingCreated; title: string } | undefined>();
  if (made !== undefined) return <ReadyPage created={made.created} title={made.title} />;
  if (session.data?.kind === "ok" && !session.data.value.operator) {
    return (
      <Notice title={hostWords.create.notOperator} testId="not-operator">
        {hostWords.create.notOperatorDetail}
      </Notice>
    );
  }
  return <CreateForm onMade={(created, title) => setMade({ created, title })} />;
}

function CreateForm(props: { readonly onMade: (created: MeetingCreated, title: string) => void }) {
  const [fields, setFields] = useState<Fields>({ title: "", when: "now", startsAt: "" });
  const [draft, dispatch] = useReducer(changeDraft, openDraft);
  const [fault, setFault] = useState<string | undefined>();
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: createMeeting,
    onSuccess: (answer: Answer<MeetingCreated>) => {
      if (answer.kind !== "ok") {
        setFault(answerFault(answer));
        return;
      }
      const key = keyOfLink(answer.value.code, answer.value.manageUrl);
      const title = fields.title.trim();
      if (key !== undefined) {
        keepMeeting(window.localStorage, { ...key, title, keptAt: Date.now() });
      }
      void queries.invalidateQueries({ queryKey: ["meetings"] });
      props.onMade(answer.value, title);
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = formFault(fields, draft);
    setFault(missing);
    if (missing === undefined) create.mutate(toInput(fields, draft));
  };
  return (
    <Shell title={hostWords.create.title} width="medium">
      <form className="stack" style={{ "--gap": "28px" } as React.CSSProperties} onSubmit={submit}>
        <h1 className="h1">{hostWords.create.title}</h1>
        <TextInput
          label={hostWords.create.name}
          placeholder={hostWords.create.namePlaceholder}
          value={fields.title}
          maxLength={200}
          data-testid="title"
          onChange={(event) => setFields({ ...fields, title: event.currentTarget.value })}
        />
        <When fields={fields} onChange={setFields} />
        <hr className="rule-line" />
        <RuleEditor draft={draft} dispatch={dispatch} grid />
        <div className="stack" style={{ "--gap": "12px" } as React.CSSProperties}>
          <p className="error" role="alert" data-testid="create-fault">
            {fault}
          </p>
          <div className="row" style={{ gap: 16 }}>
            <Button type="submit" size="lg" loading={create.isPending} data-testid="create">
              {hostWords.create.button}
            </Button>
            {draft.mode === "everyone" ? null : <span className="small">{hostWords.rule.vpn}</span>}
          </div>
        </div>
      </form>
    </Shell>
  );
}

function When(props: { readonly fields: Fields; readonly onChange: (fields: Fields) => void }) {
  const { fields, onChange } = props;
  return (
    <div className="row" style={{ alignItems: "end", gap: 16 }}>
      <Choice
        legend={hostWords.create.when}
        testId="when"
        value={fields.when}
        options={[
          { value: "now", label: hostWords.create.now },
          { value: "later", label: hostWords.create.later },
        ]}
        onChange={(when) => onChange({ ...fields, when })}
      />
      {fields.when === "later" ? (
        <TextInput
          type="datetime-local"
          aria-label={hostWords.create.startsAt}
          data-testid="starts-at"
          value={fields.startsAt}
          onChange={(event) => onChange({ ...fields, startsAt: event.currentTarget.value })}
        />
      ) : null}
    </div>
  );
}

/** The links, once: the management link is shown here and nowhere else. */
function ReadyPage({
  created,
  title,
}: {
  readonly created: MeetingCreated;
  readonly title: string;
}) {
  const heading = useFocusOnShow<HTMLHeadingElement>();
  const key = keyOfLink(created.code, created.manageUrl);
  return (
    <Shell title={hostWords.create.readyTitle} width="narrow">
      <div className="stack" style={{ "--gap": "28px" } as React.CSSProperties}>
        <div className="stack" style={{ "--gap": "6px" } as React.CSSProperties}>
          <h1 className="h1" ref={heading} tabIndex={-1}>
            {hostWords.create.readyTitle}
          </h1>
          <p className="lead said">{title}</p>
        </div>
        <CopyField label={hostWords.create.joinLink} value={created.joinUrl} testId="join-link" />
        <CopyField
          label={hostWords.create.manageLink}
          value={created.manageUrl}
          hint={hostWords.create.manageHint}
          testId="manage-link"
        />
        <div className="row">
          <ButtonLink to="/m/$code" params={{ code: created.code }}>
            {hostWords.create.enter}
          </ButtonLink>
          <ButtonLink
            variant="default"
            to="/manage/$code"
            params={{ code: created.code }}
            {...(key === undefined ? {} : { hash: key.secret })}
          >
            {hostWords.create.manage}
          </ButtonLink>
        </div>
      </div>
    </Shell>
  );
}
