import { TextInput } from "@mantine/core";
import { useState } from "react";
import { giveSecondFactor, type SecondFactor } from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { Tick } from "../../ui/form/Tick.tsx";
import { useAct } from "../../ui/form/use-act.ts";
import { useChecked } from "../../ui/form/use-checked.ts";
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
  const act = useAct(() => giveSecondFactor(kind, typedCode(kind, code), trust), props.onEntered);
  const { faults, submit, clear } = useChecked({ code: codeFault(code) }, () => act.run(undefined));
  const other = (): void => {
    setKind(kind === "app" ? "backup-code" : "app");
    setCode("");
    clear();
    act.clear();
  };
  const { signIn } = accountWords;
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
      <EntryForm
        act={act}
        onSubmit={submit}
        button={signIn.continue}
        testId="second-button"
        foot={
          <button type="button" className="link small" onClick={other} data-testid="second-other">
            {kind === "app" ? signIn.useBackup : signIn.useApp}
          </button>
        }
      >
        <TextInput
          key={kind}
          className="code-field"
          label={kind === "app" ? signIn.code : signIn.backupCode}
          description={kind === "app" ? signIn.codeHint : signIn.backupHint}
          value={code}
          error={faults?.code}
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
      </EntryForm>
    </EntryPage>
  );
}

/** Apps show a code with a gap; a backup code keeps its hyphen. */
function typedCode(kind: SecondFactor, text: string): string {
  return kind === "app" ? text.replaceAll(/\D/g, "") : text.replaceAll(/\s/g, "");
}
