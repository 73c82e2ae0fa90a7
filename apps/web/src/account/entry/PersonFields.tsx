import { accountWords } from "../../i18n/account-words.ts";
import { emailFault, nameFault } from "../../ui/form/check-fields.ts";
import { EmailField, NameField } from "../../ui/form/Fields.tsx";
import { PasswordField } from "../password/PasswordField.tsx";
import { newPasswordFault } from "../password/password-faults.ts";

/** What someone types who makes an account. */
export const nobodyYet = { name: "", email: "", password: "" };

type PersonTyped = typeof nobodyYet;

export const trimmed = ({ name, email, password }: PersonTyped): PersonTyped => ({
  name: name.trim(),
  email: email.trim(),
  password,
});

export const checkPerson = (typed: PersonTyped) => ({
  name: nameFault(typed.name),
  email: emailFault(typed.email),
  password: newPasswordFault(typed.password),
});

/** Name, e-mail address and a new password. Each field is `data-testid="<testId>-<field>"`. */
export function PersonFields(props: {
  readonly typed: PersonTyped;
  readonly onChange: (typed: PersonTyped) => void;
  readonly faults: ReturnType<typeof checkPerson> | undefined;
  readonly testId: string;
}) {
  const { typed, onChange, faults, testId } = props;
  return (
    <>
      <NameField
        hint={accountWords.form.nameHint}
        value={typed.name}
        error={faults?.name}
        testId={`${testId}-name`}
        onChange={(name) => onChange({ ...typed, name })}
      />
      <EmailField
        complete="email"
        value={typed.email}
        error={faults?.email}
        testId={`${testId}-email`}
        onChange={(email) => onChange({ ...typed, email })}
      />
      <PasswordField
        kind="new"
        label={accountWords.form.password}
        value={typed.password}
        error={faults?.password}
        known={[typed.name, typed.email]}
        testId={`${testId}-password`}
        onChange={(password) => onChange({ ...typed, password })}
      />
    </>
  );
}
