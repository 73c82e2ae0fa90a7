import type { SecondFactorBegun } from "@graticule/api/sign-in";
import { useState } from "react";
import { giveSecondFactor } from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { PartForm } from "../../ui/form/PartForm.tsx";
import { TextField } from "../../ui/form/TextField.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { QrCode } from "../../ui/QrCode.tsx";
import { codeFault } from "../password/password-faults.ts";
import { BackupCodes } from "./BackupCodes.tsx";
import { secretOfTotp } from "./totp.ts";

const { security } = accountWords;

interface Ends {
  readonly onDone: () => Promise<void>;
  readonly onCancel: () => void;
}

/** Turns the second step on: the app, the backup codes, and a first code. */
export function ProveSecondFactor(props: Ends & { readonly begun: SecondFactorBegun }) {
  const { begun } = props;
  return (
    <div className="stack once gap-24">
      <div className="qr-beside">
        <QrCode text={begun.totpURI} alt={security.scanAlt} />
        <div className="stack gap-8">
          <h3 className="h2">{security.scanTitle}</h3>
          <p className="small">{security.scan}</p>
          <p className="small">{security.byHand}</p>
          <code className="mono" data-testid="second-secret">
            {secretOfTotp(begun.totpURI)}
          </code>
        </div>
      </div>
      <div className="stack gap-10">
        <h3 className="h2">{security.keepTitle}</h3>
        <p className="small">{security.keep}</p>
        <BackupCodes codes={begun.backupCodes} />
      </div>
      <FirstCode onDone={props.onDone} onCancel={props.onCancel} />
    </div>
  );
}

function FirstCode(props: Ends) {
  const [code, setCode] = useState("");
  const { faults, ...form } = useForm({
    found: { code: codeFault(code) },
    send: () => giveSecondFactor("app", code.replaceAll(/\D/g, ""), false),
    onSent: props.onDone,
  });
  return (
    <PartForm {...form} button={security.prove} testId="second-prove" onCancel={props.onCancel}>
      <TextField
        className="code-field"
        label={security.proveTitle}
        value={code}
        error={faults?.code}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={12}
        testId="second-first-code"
        onChange={setCode}
      />
    </PartForm>
  );
}
