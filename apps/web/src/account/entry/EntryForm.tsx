import { Button } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import type { Act } from "../../ui/form/use-act.ts";

/** The form of an entry page: its fields, what went wrong, its one button, and what else can be done. */
export function EntryForm(props: {
  readonly act: Act<undefined>;
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  readonly button: string;
  /** Of the button. */
  readonly testId: string;
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <form className="stack" onSubmit={props.onSubmit} noValidate>
      {props.children}
      <FaultLine fault={props.act.fault} />
      <Button type="submit" loading={props.act.busy} data-testid={props.testId}>
        {props.button}
      </Button>
      {props.foot}
    </form>
  );
}
