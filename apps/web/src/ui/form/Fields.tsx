import { accountWords } from "../../i18n/account-words.ts";
import { TextField } from "./TextField.tsx";

interface FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  readonly testId: string;
}

export function EmailField({
  complete,
  hint,
  focused,
  ...rest
}: FieldProps & {
  readonly label?: string;
  readonly hint?: string;
  /** In the field for signing in, passkeys are offered too. */
  readonly complete: "username webauthn" | "email" | "off";
  /** Of a dialog: the field that has the focus first. */
  readonly focused?: boolean;
}) {
  return (
    <TextField
      verbatim
      type="email"
      inputMode="email"
      label={accountWords.form.email}
      description={hint}
      autoComplete={complete}
      maxLength={254}
      data-autofocus={focused}
      {...rest}
    />
  );
}

export function NameField({ hint, ...rest }: FieldProps & { readonly hint?: string }) {
  return (
    <TextField
      label={accountWords.form.name}
      description={hint}
      autoComplete="name"
      maxLength={80}
      {...rest}
    />
  );
}
