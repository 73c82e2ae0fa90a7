import { Button } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { formWords } from "../../i18n/form-words.ts";
import { FaultLine } from "./FaultLine.tsx";
import type { Act } from "./use-act.ts";

/** The frame of a form inside a page: its fields, what went wrong, its button and the way back. */
export function PartForm(props: {
  readonly act: Pick<Act<never>, "busy" | "fault">;
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  readonly button: string;
  /** Of the button. */
  readonly testId?: string;
  readonly className?: string;
  /** Absent: there is no way back. */
  readonly onCancel?: (() => void) | undefined;
  readonly children: ReactNode;
}) {
  return (
    <form
      className={`stack ${props.className ?? "part-form"}`}
      onSubmit={props.onSubmit}
      noValidate
    >
      {props.children}
      <FaultLine fault={props.act.fault} />
      <div className="row">
        <Button type="submit" loading={props.act.busy} data-testid={props.testId}>
          {props.button}
        </Button>
        {props.onCancel === undefined ? null : (
          <Button variant="subtle" onClick={props.onCancel}>
            {formWords.cancel}
          </Button>
        )}
      </div>
    </form>
  );
}
