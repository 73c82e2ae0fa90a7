import { useState } from "react";
import { giveSecondFactor, type SecondFactor } from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { TextField } from "../../ui/form/TextField.tsx";
import { Tick } from "../../ui/form/Tick.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { LinkButton } from "../../ui/LinkButton.tsx";
import { codeFault } from "../password/password-faults.ts";
import { EntryForm } from "./EntryForm.tsx";
import { EntryPage } from "./EntryPage.tsx";

/** After the password: the code from the app, or a backup code. */
export function SecondStep(props: {
  readonly onEntered: () => Promise<void>;
  readonly onBack: () => void;
}) {
  const [kind, setKind] = useState<SecondFactor>("app");
  const [code, setCode] = useState("");
  const [trust, setTrust] = useState(false);
  const { faults, ...form } = useForm({
    found: { code: codeFault(code) },
    send: () => giveSecondFactor(kind, typedCode(kind, code), trust),
    onSent: props.onEntered,
  });
  const other = (): void => {
    setKind(kind === "app" ? "backup-code" : "app");
    setCode("");
    form.clear();
    form.act.clear();
  };
  const { signIn } = accountWords;
  return (
    <EntryPage
      title={signIn.codeTitle}
      testId="second-step"
      foot={<LinkButton onClick={props.onBack}>{signIn.back}</LinkButton>}
    >
      <EntryForm
        {...form}
        button={signIn.continue}
        testId="second-button"
        foot={
          <LinkButton look="small" onClick={other} testId="second-other">
            {kind === "app" ? signIn.useBackup : signIn.useApp}
          </LinkButton>
        }
      >
        <TextField
          key={kind}
          verbatim
          className="code-field"
          label={kind === "app" ? signIn.code : signIn.backupCode}
          description={kind === "app" ? signIn.codeHint : signIn.backupHint}
          value={code}
          error={faults?.code}
          inputMode={kind === "app" ? "numeric" : "text"}
          autoComplete="one-time-code"
          maxLength={40}
          data-autofocus
          testId="second-code"
          onChange={setCode}
        />
        <Tick checked={trust} onChange={setTrust} testId="second-trust">
          {signIn.trust}
        </Tick>
      </EntryForm>
    </EntryPage>
  );
}

/** Apps show a code with a gap; a backup code keeps its hyphen. */
function typedCode(kind: SecondFactor, text: string): string {
  return kind === "app" ? text.replaceAll(/\D/g, "") : text.replaceAll(/\s/g, "");
}
