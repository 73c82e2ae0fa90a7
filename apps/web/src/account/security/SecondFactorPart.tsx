import type { Person } from "@graticule/api/session";
import type { SecondFactorBegun } from "@graticule/api/sign-in";
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { beginSecondFactor, disableSecondFactor, newBackupCodes } from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { DoneLine } from "../../ui/form/DoneLine.tsx";
import { SecretOnce } from "../../ui/form/SecretOnce.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { PasswordDialog } from "../password/PasswordDialog.tsx";
import { BackupCodes } from "./BackupCodes.tsx";
import { ProveSecondFactor } from "./ProveSecondFactor.tsx";

const { security, signIn } = accountWords;

/** What is being done: `on`, `off` and `codes` ask for the password. */
type Doing =
  | { readonly kind: "nothing" | "on" | "off" | "codes" }
  | { readonly kind: "prove"; readonly begun: SecondFactorBegun }
  | { readonly kind: "keep"; readonly codes: readonly string[] };

const nothing: Doing = { kind: "nothing" };

/** The code after the password: on or off, and the backup codes. */
export function SecondFactorPart({ person }: { readonly person: Person }) {
  const queries = useQueryClient();
  const [doing, setDoing] = useState(nothing);
  const [done, setDone] = useState<string | undefined>();
  const finish = async (text: string): Promise<void> => {
    setDone(text);
    await queries.invalidateQueries({ queryKey: ["session"] });
    // Turned on, it has ended the others.
    await queries.invalidateQueries({ queryKey: ["sessions"] });
    setDoing(nothing);
  };
  return (
    <PagePart title={security.second} text={security.secondText} testId="second-factor">
      {doing.kind === "prove" ? (
        <ProveSecondFactor
          begun={doing.begun}
          onDone={() => finish(security.secondIsOn)}
          onCancel={() => setDoing(nothing)}
        />
      ) : (
        <Offered
          on={person.secondFactor}
          onBegin={(kind) => {
            setDone(undefined);
            setDoing({ kind });
          }}
        />
      )}
      <AskPassword doing={doing} onDoing={setDoing} onOff={() => finish(security.secondIsOff)} />
      {doing.kind === "keep" ? (
        <SecretOnce
          title={security.newCodes}
          text={security.keep}
          kept={security.codesKept}
          onKept={() => setDoing(nothing)}
          testId="new-codes"
        >
          <BackupCodes codes={doing.codes} />
        </SecretOnce>
      ) : null}
      <DoneLine text={done} />
    </PagePart>
  );
}

function Offered(props: {
  readonly on: boolean;
  readonly onBegin: (what: "on" | "off" | "codes") => void;
}) {
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

function AskPassword(props: {
  readonly doing: Doing;
  readonly onDoing: (next: Doing) => void;
  readonly onOff: () => Promise<void>;
}) {
  const { onDoing } = props;
  const onClose = (): void => onDoing(nothing);
  switch (props.doing.kind) {
    case "on":
      return (
        <PasswordDialog
          title={security.second}
          confirm={signIn.continue}
          tone="plain"
          testId="second-password"
          act={beginSecondFactor}
          onDone={(begun) => onDoing({ kind: "prove", begun })}
          onClose={onClose}
        />
      );
    case "off":
      return (
        <PasswordDialog
          title={security.turnOffTitle}
          text={security.turnOffText}
          confirm={security.turnOff}
          tone="brick"
          testId="second-off-password"
          act={disableSecondFactor}
          onDone={props.onOff}
          onClose={onClose}
        />
      );
    case "codes":
      return (
        <PasswordDialog
          title={security.newCodes}
          text={security.newCodesText}
          confirm={security.newCodes}
          tone="plain"
          testId="codes-password"
          act={newBackupCodes}
          onDone={({ backupCodes: codes }) => onDoing({ kind: "keep", codes })}
          onClose={onClose}
        />
      );
    case "nothing":
    case "prove":
    case "keep":
      return null;
  }
}
