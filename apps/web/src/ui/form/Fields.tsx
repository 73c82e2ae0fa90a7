import { TextInput } from "@mantine/core";
import { accountWords } from "../../i18n/account-words.ts";

interface FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  readonly testId: string;
}

export function EmailField(
  props: FieldProps & {
    readonly label?: string;
    readonly hint?: string;
    /** In the field for signing in, passkeys are offered too. */
    readonly complete: "username webauthn" | "email" | "off";
    /** Of a dialog: the field that has the focus first. */
    readonly focused?: boolean;
  },
) {
  return (
    <TextInput
      type="email"
      inputMode="email"
      label={props.label ?? accountWords.form.email}
      description={props.hint}
      value={props.value}
      error={props.error}
      autoComplete={props.complete}
      autoCapitalize="none"
      spellCheck={false}
      maxLength={254}
      data-testid={props.testId}
      data-autofocus={props.focused}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

export function NameField(props: FieldProps & { readonly hint?: string }) {
  return (
    <TextInput
      label={accountWords.form.name}
      description={props.hint}
      value={props.value}
      error={props.error}
      autoComplete="name"
      maxLength={80}
      data-testid={props.testId}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}
