import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { LinkButton } from "../LinkButton.tsx";
import { ConfirmAct } from "./ConfirmAct.tsx";
import type { Said, Unhappy } from "./said.ts";
import { useAct } from "./use-act.ts";

/** A button for something that hurts, or that can't be undone in full: says what it does, and asks once. */
export function ConfirmButton<T>(props: {
  readonly button: string;
  /** For screen readers, where the button says too little. */
  readonly label?: string;
  readonly title: string;
  readonly children: ReactNode;
  readonly confirm: string;
  /** `<testId>` opens, `<testId>-confirm` does it; absent: `confirm` does. */
  readonly testId?: string;
  /** `link`: as quiet as the text around it. */
  readonly quiet?: boolean | "link";
  /** `plain`: it hurts nobody. */
  readonly tone?: "plain";
  readonly act: () => Promise<Said<T>>;
  /** How a failure is put; absent: as on an account's pages. */
  readonly say?: (failed: Unhappy) => string;
  readonly onDone: (value: T) => unknown;
}) {
  const { testId, tone = "brick" } = props;
  const [isAsking, setAsking] = useState(false);
  const act = useAct(props.act, (value) => {
    setAsking(false);
    return props.onDone(value);
  });
  const open = () => setAsking(true);
  return (
    <>
      {props.quiet === "link" ? (
        <LinkButton label={props.label} onClick={open} testId={testId}>
          {props.button}
        </LinkButton>
      ) : (
        <Button
          variant={props.quiet === true ? "subtle" : "outline"}
          {...(tone === "plain" ? {} : { color: tone })}
          aria-label={props.label}
          onClick={open}
          data-testid={testId}
        >
          {props.button}
        </Button>
      )}
      <ConfirmAct
        opened={isAsking}
        tone={tone}
        title={props.title}
        confirm={props.confirm}
        act={act}
        say={props.say}
        {...(testId === undefined ? {} : { testId: `${testId}-confirm` })}
        onConfirm={() => act.run(undefined)}
        onClose={() => setAsking(false)}
      >
        <p className="body">{props.children}</p>
      </ConfirmAct>
    </>
  );
}
