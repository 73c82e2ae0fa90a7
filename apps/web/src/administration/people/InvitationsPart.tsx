import type { Invitation, InvitationCreated } from "@graticule/api/administration";
import { Button, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMailKind } from "../../account/use-mail-kind.ts";
import {
  invite,
  listInvitations,
  lookAtAllSettings,
  takeBackInvitation,
} from "../../api/administration.ts";
import { administrationWords } from "../../i18n/administration-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { CopyField } from "../../ui/form/CopyField.tsx";
import { emailFault } from "../../ui/form/check-fields.ts";
import { DoneLine } from "../../ui/form/DoneLine.tsx";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import { EmailField } from "../../ui/form/Fields.tsx";
import { SecretOnce } from "../../ui/form/SecretOnce.tsx";
import { useAct } from "../../ui/form/use-act.ts";
import { useChecked } from "../../ui/form/use-checked.ts";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { Part } from "../../ui/page/PartsPage.tsx";

const { people: text } = administrationWords;

/** Who may make an account: invitations, made and taken back. */
export function InvitationsPart() {
  const asking = useAsked("invitations", listInvitations);
  const [made, setMade] = useState<InvitationCreated | undefined>();
  const [done, setDone] = useState(false);
  return (
    <Part title={text.heading} text={text.text} testId="invitations">
      <ModeNote />
      {made === undefined ? (
        <InviteForm
          onMade={async (invitation) => {
            setDone(false);
            setMade(invitation);
            await asking.again();
          }}
        />
      ) : (
        <SecretOnce
          title={text.madeTitle}
          text={text.made[made.letter]}
          kept={text.done}
          onKept={() => setMade(undefined)}
          testId="invitation-made"
        >
          <CopyField label={text.link} value={made.url} testId="invitation-link" />
        </SecretOnce>
      )}
      <Loaded asking={asking}>
        {(list) =>
          list.length === 0 ? (
            <p className="small">{text.none}</p>
          ) : (
            <ul className="plain-list">
              {list.map((invitation) => (
                <InvitationItem
                  key={invitation.id}
                  invitation={invitation}
                  onTakenBack={async () => {
                    setDone(true);
                    await asking.again();
                  }}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      <DoneLine text={done ? text.takenBack : undefined} />
    </Part>
  );
}

/** An invitation is of use only while sign-up asks for one. */
function ModeNote() {
  const { asked } = useAsked("all-settings", lookAtAllSettings);
  if (asked.kind !== "ok" || asked.value.signUp === "invitation") return null;
  return (
    <p className="amber-note">
      {text[asked.value.signUp]}{" "}
      <Link to="/admin/$part" params={{ part: "settings" }} className="link">
        {text.toSettings}
      </Link>
    </p>
  );
}

function InviteForm(props: { readonly onMade: (invitation: InvitationCreated) => Promise<void> }) {
  const [email, setEmail] = useState("");
  const [note, setNote] = useState("");
  const act = useAct(
    () =>
      invite({
        ...(email.trim() === "" ? {} : { email: email.trim() }),
        ...(note.trim() === "" ? {} : { note: note.trim() }),
      }),
    props.onMade,
  );
  const { faults, submit } = useChecked(
    { email: email.trim() === "" ? undefined : emailFault(email) },
    () => act.run(undefined),
  );
  return (
    <form className="stack part-form" onSubmit={submit} noValidate>
      <EmailField
        complete="off"
        label={text.email}
        hint={text.emailHint[useMailKind()]}
        value={email}
        error={faults?.email}
        testId="invite-email"
        onChange={setEmail}
      />
      <TextInput
        label={text.note}
        value={note}
        maxLength={100}
        autoComplete="off"
        data-testid="invite-note"
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <FaultLine fault={act.fault} />
      <div>
        <Button type="submit" loading={act.busy} data-testid="invite">
          {text.invite}
        </Button>
      </div>
    </form>
  );
}

function InvitationItem(props: {
  readonly invitation: Invitation;
  readonly onTakenBack: () => Promise<void>;
}) {
  const { invitation } = props;
  const act = useAct(() => takeBackInvitation(invitation.id), props.onTakenBack);
  const who = invitation.email ?? invitation.note ?? text.anyone;
  const until = text.until(hostMoment(invitation.expiresAt));
  return (
    <li className="item">
      <div className="item-what">
        <p className="item-name said">{who}</p>
        <p className="small">
          {invitation.email !== undefined && invitation.note !== undefined
            ? `${invitation.note} · ${until}`
            : until}
        </p>
        <FaultLine fault={act.fault} />
      </div>
      <div className="item-acts">
        <button
          type="button"
          className="link"
          aria-label={text.takeBackOf(who)}
          disabled={act.busy}
          onClick={() => act.run(undefined)}
        >
          {text.takeBack}
        </button>
      </div>
    </li>
  );
}
