import { type ReactNode, useState } from "react";
import { ConfirmAct } from "../../ui/form/ConfirmAct.tsx";
import type { Said } from "../../ui/form/said.ts";
import { useChecked } from "../../ui/form/use-checked.ts";
import { AreaField } from "./fields.tsx";
import { useDeskAct } from "./reasons.ts";

/** A text that is to be written. */
export interface TextWanted {
  readonly label: string;
  /** What is said where there is none. */
  readonly missing: string;
  /** So many characters, if fewer than usual. */
  readonly most?: number;
  /** What stands there already. */
  readonly draft?: string;
}

/** Asks once before what matters, and for what is to be written about it. */
export function TextDialog(
  props: TextWanted & {
    readonly title: string;
    readonly confirm: string;
    /** What is said and chosen above the text. */
    readonly children: ReactNode;
    readonly act: (text: string) => Promise<Said<unknown>>;
    readonly onDone: () => unknown;
    readonly onClose: () => void;
  },
) {
  const [text, setText] = useState(props.draft ?? "");
  const act = useDeskAct(() => props.act(text.trim()), props.onDone);
  const { faults, submit } = useChecked(
    { text: text.trim() === "" ? props.missing : undefined },
    () => act.run(undefined),
  );
  return (
    <ConfirmAct
      opened
      title={props.title}
      confirm={props.confirm}
      act={act}
      onConfirm={submit}
      onClose={props.onClose}
    >
      {props.children}
      <AreaField
        label={props.label}
        {...(props.most === undefined ? {} : { most: props.most })}
        value={text}
        error={faults?.text}
        testId="dialog-text"
        onChange={setText}
      />
    </ConfirmAct>
  );
}
