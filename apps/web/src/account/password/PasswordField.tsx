import { useId, useState } from "react";
import { accountWords } from "../../i18n/account-words.ts";
import { TextField } from "../../ui/form/TextField.tsx";
import { mostLength, type Strength, strengthOf } from "./password-strength.ts";

/** A password, hidden until it is shown. Below a `new` one stands how good it is. */
export function PasswordField(props: {
  readonly kind: "new" | "current";
  readonly label?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  /** Of a new one: what others know of the person. */
  readonly known?: readonly string[];
  readonly testId: string;
  /** Of a dialog: the field that has the focus first. */
  readonly focused?: boolean;
}) {
  const [shown, setShown] = useState(false);
  const id = useId();
  const { form } = accountWords;
  const fresh = props.kind === "new";
  return (
    <div className="password-field">
      <TextField
        verbatim
        id={id}
        type={shown ? "text" : "password"}
        label={props.label ?? (fresh ? form.newPassword : form.password)}
        value={props.value}
        error={props.error}
        autoComplete={fresh ? "new-password" : "current-password"}
        maxLength={mostLength}
        testId={props.testId}
        data-autofocus={props.focused}
        aria-describedby={fresh ? `${id}-strength` : undefined}
        rightSectionWidth={68}
        rightSectionPointerEvents="all"
        rightSection={
          <button
            type="button"
            className="password-show"
            aria-label={shown ? form.hidePassword : form.showPassword}
            onClick={() => setShown(!shown)}
          >
            {shown ? form.hide : form.show}
          </button>
        }
        onChange={props.onChange}
      />
      {fresh ? (
        <StrengthLine id={`${id}-strength`} strength={strengthOf(props.value, props.known)} />
      ) : null}
    </div>
  );
}

const steps = { empty: 0, short: 1, weak: 1, fair: 2, strong: 3 } as const;

/** In words; the three strokes beside them are an ornament. */
function StrengthLine({ id, strength }: { readonly id: string; readonly strength: Strength }) {
  const { strength: text } = accountWords;
  return (
    <p className="small password-strength" id={id} aria-live="polite" data-strength={strength.kind}>
      <span className="password-strokes" aria-hidden="true" data-step={steps[strength.kind]}>
        <span />
        <span />
        <span />
      </span>
      {strength.kind === "short" ? text.short(strength.more) : text[strength.kind]}
    </p>
  );
}
