import { type ReactNode, useState } from "react";
import { accountWords } from "../../i18n/account-words.ts";
import { ConfirmAct } from "../../ui/form/ConfirmAct.tsx";
import type { Said } from "../../ui/form/said.ts";
import type { Faults } from "../../ui/form/use-checked.ts";
import { useForm } from "../../ui/form/use-form.ts";
import { PasswordField } from "./PasswordField.tsx";
import { passwordFault } from "./password-faults.ts";

/** Asks for the password before something that an open browser alone must not do. */
export function PasswordDialog<T, F extends Faults>(props: {
  readonly title: string;
  readonly text?: string;
  readonly confirm: string;
  readonly tone: "brick" | "plain";
  /** Of the field for the password. */
  readonly testId: string;
  /** What is wrong in the other fields. */
  readonly found?: F;
  readonly act: (password: string) => Promise<Said<T>>;
  readonly onDone: (value: T) => unknown;
  readonly onClose: () => void;
  /** The other fields. */
  readonly children?: (faults: F | undefined) => ReactNode;
}) {
  const [password, setPassword] = useState("");
  const { faults, act, onSubmit } = useForm({
    found: { ...props.found, password: passwordFault(password) },
    send: () => props.act(password),
    onSent: props.onDone,
  });
  return (
    <ConfirmAct
      opened
      tone={props.tone}
      title={props.title}
      confirm={props.confirm}
      act={act}
      onConfirm={onSubmit}
      onClose={props.onClose}
    >
      {props.text === undefined ? null : <p className="body">{props.text}</p>}
      {props.children?.(faults && props.found)}
      <PasswordField
        kind="current"
        label={accountWords.form.currentPassword}
        value={password}
        error={faults?.password}
        testId={props.testId}
        focused={props.children === undefined}
        onChange={setPassword}
      />
    </ConfirmAct>
  );
}
