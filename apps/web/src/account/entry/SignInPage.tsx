import type { SignUpMode } from "@graticule/api/session";
import { Button } from "@mantine/core";
import { Link, useSearch } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useState } from "react";
import { canUsePasskeys } from "../../api/can-use-passkeys.ts";
import { offersPasskeysInField, signInByPasskey, signInByPassword } from "../../api/sign-in.ts";
import { useSession } from "../../api/use-session.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { emailFault } from "../../ui/form/check-fields.ts";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import { EmailField } from "../../ui/form/Fields.tsx";
import { useAct } from "../../ui/form/use-act.ts";
import { useForm } from "../../ui/form/use-form.ts";
import { NotSetUpPage } from "../../ui/page/NotSetUp.tsx";
import { PasswordField } from "../password/PasswordField.tsx";
import { passwordFault } from "../password/password-faults.ts";
import { EntryForm } from "./EntryForm.tsx";
import { EntryPage } from "./EntryPage.tsx";
import { SecondStep } from "./SecondStep.tsx";
import { useEntered } from "./use-entered.ts";

export function SignInPage() {
  const { next } = useSearch({ from: "/sign-in" });
  // Without an answer the form stands; sending it will tell.
  const { session } = useSession();
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
      <PasskeyButton onEntered={entered} />
    </EntryPage>
  );
}

function PasswordForm(props: {
  readonly email: string;
  readonly onEmail: (email: string) => void;
  readonly onTaken: (what: "in" | "second-factor") => unknown;
}) {
  const [password, setPassword] = useState("");
  const { faults, ...form } = useForm({
    found: { email: emailFault(props.email), password: passwordFault(password) },
    send: () => signInByPassword(props.email.trim(), password),
    onSent: props.onTaken,
  });
  const { signIn } = accountWords;
  return (
    <EntryForm
      {...form}
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
function PasskeyButton({ onEntered }: { readonly onEntered: () => Promise<void> }) {
  const enter = useEffectEvent(onEntered);
  useEffect(() => {
    let shown = true;
    const wait = async (): Promise<void> => {
      if (!(await offersPasskeysInField()) || !shown) return;
      const answer = await signInByPasskey("waiting");
      if (answer.kind === "ok" && shown) await enter();
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

/** For people without an account: what they can do depends on who may make one. */
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
      <Link to="/sign-up" search={next === undefined ? {} : { next }} state className="link">
        {signIn.makeOne}
      </Link>
    </p>
  );
}
