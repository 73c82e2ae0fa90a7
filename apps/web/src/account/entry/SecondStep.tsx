import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { giveSecondFactor, type SecondFactor } from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { focusFirstFault } from "../form/check-fields.ts";
import { FaultLine } from "../form/FaultLine.tsx";
import { Tick } from "../form/Fields.tsx";
import { useAct } from "../use-act.ts";
import { EntryPage } from "./EntryPage.tsx";

/** After the password: the code from the app, or a backup code. */
export function SecondStep(props: {
  readonly onEntered: () => Promise<void>;
  readonly onBack: () => void;
}) {
  const [kind, setKind] = useState<SecondFactor>("app");
  const [code, setCode] = useState("");
  const [trust, setTrust] = useState(false);
  const [missing, setMissing] = useState(false);
  const { signIn, form } = accountWords;
  const act = useAct(() => giveSecondFactor(kind, typedCode(kind, code), trust), props.onEntered);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const empty = code.trim() === "";
    setMissing(empty);
    if (empty) focusFirstFault(event.currentTarget);
    else act.run(undefined);
  };
  const other = (): void => {
    setKind(kind === "app" ? "backup-code" : "app");
    setCode("");
    setMissing(false);
    act.clear();
  };
  return (
    <EntryPage
      title={signIn.codeTitle}
      testId="second-step"
      foot={
        <button type="button" className="link" onClick={props.onBack}>
          {signIn.back}
        </button>
      }
    >
      <form className="stack" onSubmit={submit} noValidate>
        <TextInput
          key={kind}
          className="code-field"
          label={kind === "app" ? signIn.code : signIn.backupCode}
          description={kind === "app" ? signIn.codeHint : signIn.backupHint}
          value={code}
          error={missing ? form.missing.code : undefined}
          inputMode={kind === "app" ? "numeric" : "text"}
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={40}
          data-autofocus
          data-testid="second-code"
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Tick checked={trust} onChange={setTrust} testId="second-trust">
          {signIn.trust}
        </Tick>
        <FaultLine fault={act.fault} />
        <Button type="submit" loading={act.busy} data-testid="second-button">
          {signIn.continue}
        </Button>
        <button type="button" className="link small" onClick={other} data-testid="second-other">
          {kind === "app" ? signIn.useBackup : signIn.useApp}
        </button>
      </form>
    </EntryPage>
  );
}

/** Apps show a code with a gap; a backup code keeps its hyphen. */
function typedCode(kind: SecondFactor, text: string): string {
  return kind === "app" ? text.replaceAll(/\D/g, "") : text.replaceAll(/\s/g, "");
}
