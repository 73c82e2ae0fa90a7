import { type ReactNode, useState } from "react";
import { ConfirmAct } from "../../ui/form/ConfirmAct.tsx";
import type { Said } from "../../ui/form/said.ts";
import { AreaField } from "./fields.tsx";
import { useDeskForm } from "./reasons.ts";

export interface WantedText {
  readonly label: string;
  /** Said where there is none. */
  readonly missing: string;
  /** Characters, if fewer than usual. */
  readonly most?: number;
  readonly draft?: string;
}

/** A question whose answer takes a text. */
export function TextDialog(
  props: WantedText & {
    readonly title: string;
    readonly confirm: string;
    readonly children: ReactNode;
    readonly act: (text: string, signal: AbortSignal) => Promise<Said<unknown>>;
    readonly onDone: () => unknown;
    readonly onClose: () => void;
  },
) {
  const [text, setText] = useState(props.draft ?? "");
  const { act, faults, onSubmit } = useDeskForm(
    { text: text.trim() === "" ? props.missing : undefined },
    (signal) => props.act(text.trim(), signal),
    props.onDone,
  );
  return (
    <ConfirmAct
      opened
      title={props.title}
      confirm={props.confirm}
      act={act}
      onConfirm={onSubmit}
      onClose={props.onClose}
    >
      {props.children}
      <AreaField
        label={props.label}
        most={props.most}
        value={text}
        error={faults?.text}
        onChange={setText}
      />
    </ConfirmAct>
  );
}
