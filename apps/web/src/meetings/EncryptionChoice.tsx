import type { Encryption } from "@graticule/api/meetings";
import type { ReactNode } from "react";
import { hostWords } from "../i18n/host-words.ts";
import { Choice } from "../ui/form/Choice.tsx";

/** Whether a meeting is encrypted from end to end, and what that means. */
export function EncryptionChoice(props: {
  readonly legend: ReactNode;
  readonly value: Encryption;
  readonly disabled?: boolean;
  /** What else there is to say about it. */
  readonly note?: string;
  readonly onChange: (encryption: Encryption) => void;
}) {
  const said = hostWords.encryption;
  return (
    <Choice
      legend={props.legend}
      testId="encryption"
      value={props.value}
      disabled={props.disabled ?? false}
      options={[
        { value: "off", label: said.off },
        { value: "end-to-end", label: said.on },
      ]}
      meaning={`${said.hint[props.value]} ${props.note ?? ""}`}
      onChange={props.onChange}
    />
  );
}
