import type { SecondFactorBegun } from "@graticule/api/sign-in";
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { beginSecondFactor, giveSecondFactor } from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { focusFirstFault, passwordFault } from "../form/check-fields.ts";
import { FaultLine } from "../form/FaultLine.tsx";
import { PasswordField } from "../form/PasswordField.tsx";
import { useAct } from "../use-act.ts";
import { BackupCodes } from "./BackupCodes.tsx";
import { QrCode } from "./QrCode.tsx";
import { secretOfTotp } from "./totp.ts";

interface Steps {
  readonly onDone: () => Promise<void>;
  readonly onCancel: () => void;
}

/** Turns the second step on: the password, then the app, the backup codes, and a first code. */
export function SecondFactorSetup(props: Steps) {
  const [begun, setBegun] = useState<SecondFactorBegun | undefined>();
  return begun === undefined ? (
    <AskPassword onBegun={setBegun} onCancel={props.onCancel} />
  ) : (
    <Prove begun={begun} {...props} />
  );
}

function AskPassword(props: {
  readonly onBegun: (begun: SecondFactorBegun) => void;
  readonly onCancel: () => void;
}) {
  const [password, setPassword] = useState("");
  const [wrong, setWrong] = useState<string | undefined>();
  const act = useAct(() => beginSecondFactor(password), props.onBegun);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const found = passwordFault(password);
    setWrong(found);
    if (found === undefined) act.run(undefined);
    else focusFirstFault(event.currentTarget);
  };
  const { signIn, form } = accountWords;
  return (
    <form className="stack part-form" onSubmit={submit} noValidate>
      <PasswordField
        kind="current"
        label={form.currentPassword}
        value={password}
        error={wrong}
        testId="second-password"
        onChange={setPassword}
      />
      <FaultLine fault={act.fault} />
      <div className="row">
        <Button type="submit" loading={act.busy} data-testid="second-begin">
          {signIn.continue}
        </Button>
        <Button variant="subtle" onClick={props.onCancel}>
          {form.cancel}
        </Button>
      </div>
    </form>
  );
}

function Prove(props: Steps & { readonly begun: SecondFactorBegun }) {
  const { begun } = props;
  const { security } = accountWords;
  return (
    <div className="stack once" style={{ "--gap": "24px" } as React.CSSProperties}>
      <div className="qr-beside">
        <QrCode text={begun.totpURI} />
        <div className="stack" style={{ "--gap": "8px" } as React.CSSProperties}>
          <h3 className="h2">{security.scanTitle}</h3>
          <p className="small">{security.scan}</p>
          <p className="small">{security.byHand}</p>
          <code className="mono" data-testid="second-secret">
            {secretOfTotp(begun.totpURI)}
          </code>
        </div>
      </div>
      <div className="stack" style={{ "--gap": "10px" } as React.CSSProperties}>
        <h3 className="h2">{security.keepTitle}</h3>
        <p className="small">{security.keep}</p>
        <BackupCodes codes={begun.backupCodes} />
      </div>
      <FirstCode {...props} />
    </div>
  );
}

function FirstCode(props: Steps) {
  const [code, setCode] = useState("");
  const [missing, setMissing] = useState(false);
  const act = useAct(
    () => giveSecondFactor("app", code.replaceAll(/\D/g, ""), false),
    props.onDone,
  );
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const empty = code.trim() === "";
    setMissing(empty);
    if (empty) focusFirstFault(event.currentTarget);
    else act.run(undefined);
  };
  const { security, form } = accountWords;
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <TextInput
        className="code-field"
        label={security.proveTitle}
        value={code}
        error={missing ? form.missing.code : undefined}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={12}
        data-testid="second-first-code"
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <FaultLine fault={act.fault} />
      <div className="row">
        <Button type="submit" loading={act.busy} data-testid="second-prove">
          {security.prove}
        </Button>
        <Button variant="subtle" onClick={props.onCancel}>
          {form.cancel}
        </Button>
      </div>
    </form>
  );
}
