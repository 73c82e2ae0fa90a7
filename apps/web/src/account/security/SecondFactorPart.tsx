import type { Person } from "@graticule/api/session";
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { disableSecondFactor, newBackupCodes } from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { ConfirmDialog } from "../form/ConfirmDialog.tsx";
import { DoneLine } from "../form/DoneLine.tsx";
import { PasswordField } from "../form/PasswordField.tsx";
import { SecretOnce } from "../form/SecretOnce.tsx";
import { Part } from "../page/PartsPage.tsx";
import { useAct } from "../use-act.ts";
import { BackupCodes } from "./BackupCodes.tsx";
import { SecondFactorSetup } from "./SecondFactorSetup.tsx";

/** The code after the password: on or off, and the backup codes. */
export function SecondFactorPart({ person }: { readonly person: Person }) {
  const queries = useQueryClient();
  const [doing, setDoing] = useState<"nothing" | "on" | "off" | "codes">("nothing");
  const [codes, setCodes] = useState<readonly string[]>([]);
  const [done, setDone] = useState<string | undefined>();
  const { security } = accountWords;
  const finish = async (said: string): Promise<void> => {
    setDone(said);
    await queries.invalidateQueries({ queryKey: ["session"] });
    setDoing("nothing");
  };
  const begin = (what: "on" | "off" | "codes"): void => {
    setDone(undefined);
    setDoing(what);
  };
  return (
    <Part title={security.second} text={security.secondText} testId="second-factor">
      {doing === "on" ? (
        <SecondFactorSetup
          onDone={() => finish(security.secondIsOn)}
          onCancel={() => setDoing("nothing")}
        />
      ) : (
        <Offered on={person.secondFactor} onBegin={begin} />
      )}
      {doing === "off" ? (
        <OffDialog
          onDone={() => finish(security.secondIsOff)}
          onClose={() => setDoing("nothing")}
        />
      ) : null}
      {doing === "codes" ? (
        <NewCodesDialog
          onCodes={(made) => {
            setCodes(made);
            setDoing("nothing");
          }}
          onClose={() => setDoing("nothing")}
        />
      ) : null}
      {codes.length > 0 ? (
        <SecretOnce
          title={security.newCodes}
          text={security.keep}
          kept={security.codesKept}
          onKept={() => setCodes([])}
          testId="new-codes"
        >
          <BackupCodes codes={codes} />
        </SecretOnce>
      ) : null}
      <DoneLine text={done} />
    </Part>
  );
}

function Offered(props: {
  readonly on: boolean;
  readonly onBegin: (what: "on" | "off" | "codes") => void;
}) {
  const { security } = accountWords;
  if (!props.on) {
    return (
      <div>
        <Button variant="default" onClick={() => props.onBegin("on")} data-testid="second-on">
          {security.turnOn}
        </Button>
      </div>
    );
  }
  return (
    <>
      <p className="body">{security.secondOn}</p>
      <div className="row">
        <Button variant="default" onClick={() => props.onBegin("codes")} data-testid="codes-new">
          {security.newCodes}
        </Button>
        <Button variant="subtle" onClick={() => props.onBegin("off")} data-testid="second-off">
          {security.turnOff}
        </Button>
      </div>
    </>
  );
}

function OffDialog(props: { readonly onDone: () => Promise<void>; readonly onClose: () => void }) {
  const [password, setPassword] = useState("");
  const act = useAct(() => disableSecondFactor(password), props.onDone);
  const { security, form } = accountWords;
  return (
    <ConfirmDialog
      opened
      tone="brick"
      title={security.turnOffTitle}
      confirm={security.turnOff}
      unready={password === ""}
      busy={act.busy}
      fault={act.fault}
      onConfirm={() => act.run(undefined)}
      onClose={props.onClose}
    >
      <p className="body">{security.turnOffText}</p>
      <PasswordField
        kind="current"
        label={form.currentPassword}
        value={password}
        testId="second-off-password"
        onChange={setPassword}
      />
    </ConfirmDialog>
  );
}

function NewCodesDialog(props: {
  readonly onCodes: (codes: readonly string[]) => void;
  readonly onClose: () => void;
}) {
  const [password, setPassword] = useState("");
  const act = useAct(
    () => newBackupCodes(password),
    ({ backupCodes }) => props.onCodes(backupCodes),
  );
  const { security, form } = accountWords;
  return (
    <ConfirmDialog
      opened
      tone="plain"
      title={security.newCodes}
      confirm={security.newCodes}
      unready={password === ""}
      busy={act.busy}
      fault={act.fault}
      onConfirm={() => act.run(undefined)}
      onClose={props.onClose}
    >
      <p className="body">{security.newCodesText}</p>
      <PasswordField
        kind="current"
        label={form.currentPassword}
        value={password}
        testId="codes-password"
        onChange={setPassword}
      />
    </ConfirmDialog>
  );
}
