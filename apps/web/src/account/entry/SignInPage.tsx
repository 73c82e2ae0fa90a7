import type { Session, SignUpMode } from "@graticule/api/session";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useState } from "react";
import { lookAtSession } from "../../api/session.ts";
import {
  canUsePasskeys,
  offersPasskeysInField,
  signInByPasskey,
  signInByPassword,
} from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { emailFault } from "../../ui/form/check-fields.ts";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import { EmailField } from "../../ui/form/Fields.tsx";
import { useAct } from "../../ui/form/use-act.ts";
import { useChecked } from "../../ui/form/use-checked.ts";
import { NotSetUpPage } from "../../ui/page/NotSetUp.tsx";
import { PasswordField } from "../password/PasswordField.tsx";
import { passwordFault } from "../password/password-faults.ts";
import { EntryForm } from "./EntryForm.tsx";
import { EntryPage } from "./EntryPage.tsx";
import { SecondStep } from "./SecondStep.tsx";
import { useEntered } from "./use-entered.ts";

/** Undefined while nobody answered: the form stands, and sending it will tell. */
function useSession(): Session | undefined {
  const { data } = useQuery({ queryKey: ["session"], queryFn: lookAtSession });
  return data?.kind === "ok" ? data.value : undefined;
}

export function SignInPage() {
  const { next } = useSearch({ from: "/sign-in" });
  const session = useSession();
  const entered = useEntered(next);
  const [step, setStep] = useState<"password" | "second-factor">("password");
  const [email, setEmail] = useState("");
  if (session?.setUp === false) return <NotSetUpPage />;
  if (step === "second-factor") {
    return <SecondStep onEntered={entered} onBack={() => setStep("password")} />;
  }
  return (
    <EntryPage
      title={accountWords.signIn.title}
      testId="sign-in"
      foot={<SignUpLine next={next} mode={session?.signUp} />}
    >
      <PasswordForm
        email={email}
        onEmail={setEmail}
        onTaken={(what) => (what === "in" ? entered() : setStep("second-factor"))}
      />
      <PasskeyWay onEntered={entered} />
    </EntryPage>
  );
}

function PasswordForm(props: {
  readonly email: string;
  readonly onEmail: (email: string) => void;
  readonly onTaken: (what: "in" | "second-factor") => unknown;
}) {
  const [password, setPassword] = useState("");
  const act = useAct(
    () => signInByPassword(props.email.trim(), password),
    (what) => props.onTaken(what),
  );
  const { faults, submit } = useChecked(
    { email: emailFault(props.email), password: passwordFault(password) },
    () => act.run(undefined),
  );
  const { signIn } = accountWords;
  return (
    <EntryForm
      act={act}
      onSubmit={submit}
      button={signIn.button}
      testId="sign-in-button"
      foot={
        <Link to="/reset" className="link small">
          {signIn.forgotten}
        </Link>
      }
    >
      <EmailField
        complete="username webauthn"
        value={props.email}
        error={faults?.email}
        testId="sign-in-email"
        onChange={props.onEmail}
      />
      <PasswordField
        kind="current"
        value={password}
        error={faults?.password}
        testId="sign-in-password"
        onChange={setPassword}
      />
    </EntryForm>
  );
}

/** By a passkey: offered in the e-mail field where the browser can, and by a button. */
function PasskeyWay({ onEntered }: { readonly onEntered: () => Promise<void> }) {
  const enter = useEffectEvent(onEntered);
  useEffect(() => {
    let shown = true;
    const wait = async (): Promise<void> => {
      if (!(await offersPasskeysInField()) || !shown) return;
      const said = await signInByPasskey("waiting");
      if (said.kind === "ok" && shown) await enter();
    };
    void wait();
    return () => {
      shown = false;
    };
  }, []);
  const act = useAct(() => signInByPasskey("asked"), onEntered);
  if (!canUsePasskeys()) return null;
  return (
    <>
      <div className="entry-or">{accountWords.signIn.or}</div>
      <Button
        variant="default"
        loading={act.busy}
        onClick={() => act.run(undefined)}
        data-testid="sign-in-passkey"
      >
        {accountWords.signIn.passkey}
      </Button>
      <FaultLine fault={act.fault} />
    </>
  );
}

/** Who has no account: what they can do depends on who may make one. */
function SignUpLine(props: {
  readonly next: string | undefined;
  readonly mode: SignUpMode | undefined;
}) {
  const { next, mode } = props;
  const { signIn } = accountWords;
  if (mode === undefined) return null;
  if (mode === "closed") return <p className="small">{signIn.closed}</p>;
  if (mode === "invitation") return <p className="small">{signIn.invitation}</p>;
  return (
    <p className="small">
      {signIn.noAccount}{" "}
      <Link to="/sign-up" search={next === undefined ? {} : { next }} className="link">
        {signIn.makeOne}
      </Link>
    </p>
  );
}
