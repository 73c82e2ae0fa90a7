import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Answer } from "../../api/client.ts";
import { answerFault } from "./answer-fault.ts";
import { ConfirmDialog } from "./ConfirmDialog.tsx";

/** A button for something that hurts, or that can't be undone in full: says what it does, and asks once. */
export function ConfirmButton(props: {
  readonly button: string;
  /** The same for screen readers, where it says too little; absent: it does not. */
  readonly label?: string;
  readonly title: string;
  readonly children: ReactNode;
  readonly confirm: string;
  /** `<testId>` opens, `<testId>-confirm` does it. */
  readonly testId: string;
  /** `link`: as quiet as the text around it. */
  readonly quiet?: boolean | "link";
  /** `plain`: it hurts nobody. */
  readonly tone?: "plain";
  /** What to say where someone was faster. */
  readonly conflict?: string;
  readonly act: () => Promise<Answer<unknown>>;
  readonly onDone: () => Promise<void> | void;
}) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | undefined>();
  const color = props.tone === "plain" ? {} : { color: "brick" };
  const faultOf = (answer: Exclude<Answer<unknown>, { kind: "ok" }>): string =>
    (answer.kind === "problem" && answer.code === "conflict" ? props.conflict : undefined) ??
    answerFault(answer);
  const act = async (): Promise<void> => {
    setBusy(true);
    const answer = await props.act();
    setBusy(false);
    setFault(answer.kind === "ok" ? undefined : faultOf(answer));
    if (answer.kind !== "ok") return;
    setAsking(false);
    await props.onDone();
  };
  const opener = {
    "aria-label": props.label,
    onClick: () => setAsking(true),
    "data-testid": props.testId,
  };
  return (
    <>
      {props.quiet === "link" ? (
        <button type="button" className="link" {...opener}>
          {props.button}
        </button>
      ) : (
        <Button variant={props.quiet === true ? "subtle" : "outline"} {...color} {...opener}>
          {props.button}
        </Button>
      )}
      <ConfirmDialog
        opened={asking}
        tone={props.tone ?? "brick"}
        title={props.title}
        confirm={props.confirm}
        busy={busy}
        fault={
          <p className="error" role="alert">
            {fault}
          </p>
        }
        testId={`${props.testId}-confirm`}
        onConfirm={() => void act()}
        onClose={() => setAsking(false)}
      >
        <p className="body">{props.children}</p>
      </ConfirmDialog>
    </>
  );
}
