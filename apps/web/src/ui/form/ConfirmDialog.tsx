import { Button } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { accountWords } from "../../i18n/account-words.ts";
import { Dialog } from "../Dialog.tsx";
import { FaultLine } from "./FaultLine.tsx";
import type { Unhappy } from "./said.ts";

/** Asks once before what matters. The way back has the focus, where no field takes it. */
export function ConfirmDialog(props: {
  readonly opened: boolean;
  readonly title: string;
  readonly confirm: string;
  readonly busy: boolean;
  readonly fault: Unhappy | undefined;
  /** `brick`: what can't be had back. */
  readonly tone: "brick" | "plain";
  readonly onConfirm: (event: FormEvent<HTMLFormElement>) => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { form } = accountWords;
  return (
    <Dialog
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      closeLabel={form.close}
    >
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          props.onConfirm(event);
        }}
      >
        {props.children}
        <FaultLine fault={props.fault} />
        <div className="row" style={{ justifyContent: "flex-end" }}>
          <Button variant="default" onClick={props.onClose} data-autofocus>
            {form.cancel}
          </Button>
          <Button
            type="submit"
            {...(props.tone === "brick" ? { color: "brick" } : {})}
            loading={props.busy}
            data-testid="confirm"
          >
            {props.confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
