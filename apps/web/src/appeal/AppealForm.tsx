import type { AppealMade } from "@graticule/api/appeals";
import { Button, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Answer } from "../api/client.ts";
import { readDay } from "../i18n/time.ts";
import { words } from "../i18n/words.ts";
import { askFaultText } from "../ui/form/ask-fault.ts";
import { CopyField } from "../ui/form/CopyField.tsx";
import { useFocusOnShow } from "../ui/page/Notice.tsx";

/** An appeal against one order; once it is sent, the private link to follow it. */
export function AppealForm(props: {
  /** Sent from here before: its link can't be had again. */
  readonly made?: AppealMade | undefined;
  readonly send: (text: string) => Promise<Answer<AppealMade>>;
}) {
  const [text, setText] = useState("");
  const [empty, setEmpty] = useState(false);
  const sending = useMutation({ mutationFn: props.send });
  const made = sending.data?.kind === "ok" ? sending.data.value : props.made;
  if (made !== undefined) return <Made made={made} />;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const said = text.trim();
    setEmpty(said === "");
    if (said !== "" && !sending.isPending) sending.mutate(said);
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p className="body">{words.appeal.lead}</p>
      <Textarea
        label={words.appeal.text}
        value={text}
        rows={5}
        maxLength={4_000}
        dir="auto"
        error={empty ? words.app.sayMore : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
        data-testid="appeal-text"
      />
      <p className="small">{words.appeal.clock}</p>
      <div className="row">
        <Button type="submit" loading={sending.isPending} data-testid="appeal-send">
          {words.appeal.send}
        </Button>
      </div>
      <p className="error" role="alert">
        {sending.isError ? words.app.failed : faultOf(sending.data)}
      </p>
    </form>
  );
}

function Made({ made }: { readonly made: AppealMade }) {
  const sent = useFocusOnShow<HTMLParagraphElement>();
  return (
    <div className="stack" data-testid="appeal-sent">
      <p className="body" role="status" ref={sent} tabIndex={-1}>
        <strong>{words.appeal.sent}</strong> {words.appeal.dueOn(readDay(made.dueOn))}
      </p>
      <CopyField
        label={words.appeal.link}
        value={made.url}
        hint={words.appeal.linkHint}
        testId="appeal-link"
      />
    </div>
  );
}

function faultOf(answer: Answer<AppealMade> | undefined): string | null {
  if (answer === undefined || answer.kind === "ok") return null;
  const code = answer.kind === "offline" ? "offline" : answer.code;
  switch (code) {
    case "conflict":
      return words.appeal.decided;
    case "not-found":
      return words.appeal.over;
    case "offline":
    case "too-many":
      return askFaultText(code);
    default:
      return words.app.failed;
  }
}
