import { Button } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { formWords } from "../../i18n/form-words.ts";
import { Dialog } from "../Dialog.tsx";

export interface ConfirmDialogProps {
  readonly opened: boolean;
  readonly title: string;
  readonly confirm: string;
  /** `brick`: what can't be had back. Absent: plain. */
  readonly tone?: "brick" | "plain";
  readonly busy?: boolean;
  /** A line that says what went wrong. */
  readonly fault?: ReactNode;
  /** Of the button that does it; absent: `confirm`. */
  readonly testId?: string;
  readonly onConfirm: (event: FormEvent<HTMLFormElement>) => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Asks once before what matters, in English as the pages that do. The way back has the focus, where no field takes it. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Dialog
      english
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      closeLabel={formWords.close}
    >
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          // In React it would go on to a form around the button that opened this.
          event.stopPropagation();
          props.onConfirm(event);
        }}
      >
        {props.children}
        {props.fault}
        <div className="row" style={{ justifyContent: "flex-end" }}>
          <Button variant="default" onClick={props.onClose} data-autofocus>
            {formWords.cancel}
          </Button>
          <Button
            type="submit"
            {...(props.tone === "brick" ? { color: "brick" } : {})}
            loading={props.busy ?? false}
            data-testid={props.testId ?? "confirm"}
          >
            {props.confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
