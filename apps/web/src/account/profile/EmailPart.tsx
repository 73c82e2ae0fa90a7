import type { Person } from "@graticule/api/session";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { changeEmail, sendVerification } from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { emailFault } from "../../ui/form/check-fields.ts";
import { DoneLine } from "../../ui/form/DoneLine.tsx";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import { EmailField } from "../../ui/form/Fields.tsx";
import { OpenButton } from "../../ui/form/OpenButton.tsx";
import { useAct } from "../../ui/form/use-act.ts";
import { LinkButton } from "../../ui/LinkButton.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { PasswordDialog } from "../password/PasswordDialog.tsx";
import { useMailKind } from "../use-mail-kind.ts";

const { profile: text, form } = accountWords;

/** The address, whether it is confirmed, and a way to another one. */
export function EmailPart({ person }: { readonly person: Person }) {
  const [done, setDone] = useState<string | undefined>();
  const mail = useMailKind();
  return (
    <PagePart title={form.email} testId="email">
      <p className="body">{person.email}</p>
      {person.emailVerified ? null : <Unconfirmed key={person.email} person={person} />}
      <OpenButton
        stays
        button={text.changeEmail}
        testId="profile-email-open"
        onOpen={() => setDone(undefined)}
      >
        {(close) => (
          <ChangeEmail
            onDone={() => {
              close();
              setDone(
                person.emailVerified ? text.emailSent[mail](person.email) : text.emailChanged,
              );
            }}
            onClose={close}
          />
        )}
      </OpenButton>
      <DoneLine text={done} />
      {done !== undefined && person.emailVerified ? <WhereMailIs person={person} /> : null}
    </PagePart>
  );
}

function ChangeEmail(props: { readonly onDone: () => void; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const [email, setEmail] = useState("");
  return (
    <PasswordDialog
      title={text.changeEmail}
      confirm={text.changeEmail}
      tone="plain"
      testId="profile-email-password"
      found={{ email: emailFault(email) }}
      act={(password) => changeEmail(email.trim(), password)}
      onDone={async () => {
        props.onDone();
        await queries.invalidateQueries({ queryKey: ["session"] });
      }}
      onClose={props.onClose}
    >
      {(faults) => (
        <EmailField
          complete="email"
          focused
          label={text.newEmail}
          value={email}
          error={faults?.email}
          testId="profile-email"
          onChange={setEmail}
        />
      )}
    </PasswordDialog>
  );
}

function Unconfirmed({ person }: { readonly person: Person }) {
  const [sent, setSent] = useState(false);
  const mail = useMailKind();
  const act = useAct(
    () => sendVerification(person.email),
    () => setSent(true),
  );
  return (
    <div className="stack gap-4">
      <div className="row">
        <p className="small">{text.unconfirmed}</p>
        {sent ? null : (
          <LinkButton
            look="small"
            disabled={act.busy}
            onClick={() => act.run(undefined)}
            testId="profile-confirm"
          >
            {text.sendLink}
          </LinkButton>
        )}
        <DoneLine text={sent ? text.linkSent[mail] : undefined} />
      </div>
      {sent ? <WhereMailIs person={person} /> : null}
      <FaultLine fault={act.fault} />
    </div>
  );
}

/** Where to look for an e-mail that doesn't come. */
function WhereMailIs({ person }: { readonly person: Person }) {
  const mail = useMailKind();
  if (!person.administrator || mail === "smtp")
    return <p className="small">{text.noLetter[mail]}</p>;
  return (
    <p className="small">
      {text.mailStays}{" "}
      <Link to="/admin/$part" params={{ part: "mailbox" }} className="link">
        {text.toMailbox}
      </Link>
    </p>
  );
}
