import type { Invitation, InvitationCreated } from "@graticule/api/administration";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMailKind } from "../../account/use-mail-kind.ts";
import {
  invite,
  listInvitations,
  lookAtAllSettings,
  takeBackInvitation,
} from "../../api/administration.ts";
import { ActionButtons } from "../../desk/page/ActionButtons.tsx";
import { administrationWords } from "../../i18n/administration-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { CopyField } from "../../ui/form/CopyField.tsx";
import { emailFault } from "../../ui/form/check-fields.ts";
import { DoneLine } from "../../ui/form/DoneLine.tsx";
import { EmailField } from "../../ui/form/Fields.tsx";
import { PartForm } from "../../ui/form/PartForm.tsx";
import { SecretOnce } from "../../ui/form/SecretOnce.tsx";
import { TextField } from "../../ui/form/TextField.tsx";
import { useAct } from "../../ui/form/use-act.ts";
import { useChecked } from "../../ui/form/use-checked.ts";
import { ItemList } from "../../ui/page/ItemList.tsx";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";

const { people: text } = administrationWords;

/** Who may make an account: invitations, made and taken back. */
export function InvitationsPart() {
  const asking = useAsked("invitations", listInvitations);
  const [made, setMade] = useState<InvitationCreated | undefined>();
  const [done, setDone] = useState(false);
  return (
    <PagePart title={text.heading} text={text.text} testId="invitations">
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
        {(list) => (
          <ItemList items={list} none={text.none}>
            {(invitation) => (
              <InvitationItem
                key={invitation.id}
                invitation={invitation}
                onTakenBack={async () => {
                  setDone(true);
                  await asking.again();
                }}
              />
            )}
          </ItemList>
        )}
      </Loaded>
      <DoneLine text={done ? text.takenBack : undefined} />
    </PagePart>
  );
}

/** An invitation is of use only while sign-up asks for one. */
function ModeNote() {
  const { asked } = useAsked("all-settings", lookAtAllSettings);
  if (asked.kind !== "ok" || asked.value.signUp === "invitation") return null;
  return (
    <p className="body">
      {text[asked.value.signUp]}{" "}
      <Link to="/admin/$part" params={{ part: "settings" }} className="link">
        {text.toSettings}
      </Link>
    </p>
  );
}

function InviteForm(props: { readonly onMade: (invitation: InvitationCreated) => Promise<void> }) {
  const [typedEmail, setEmail] = useState("");
  const [typedNote, setNote] = useState("");
  const [email, note] = [typedEmail.trim(), typedNote.trim()];
  const act = useAct(
    () => invite({ ...(email && { email }), ...(note && { note }) }),
    props.onMade,
  );
  const { faults, submit } = useChecked(
    { email: email === "" ? undefined : emailFault(email) },
    () => act.run(undefined),
  );
  return (
    <PartForm act={act} onSubmit={submit} button={text.invite} testId="invite">
      <EmailField
        complete="off"
        label={text.email}
        hint={text.emailHint[useMailKind()]}
        value={typedEmail}
        error={faults?.email}
        testId="invite-email"
        onChange={setEmail}
      />
      <TextField
        label={text.note}
        value={typedNote}
        maxLength={100}
        testId="invite-note"
        onChange={setNote}
      />
    </PartForm>
  );
}

function InvitationItem(props: {
  readonly invitation: Invitation;
  readonly onTakenBack: () => Promise<void>;
}) {
  const { id, email, note, expiresAt } = props.invitation;
  const who = email ?? note ?? text.anyone;
  const until = text.until(hostMoment(expiresAt));
  return (
    <li className="item">
      <div className="item-what">
        <p className="item-name said">{who}</p>
        <p className="small">{email && note ? `${note} · ${until}` : until}</p>
      </div>
      <ActionButtons
        look="links"
        again={props.onTakenBack}
        actions={[
          { label: text.takeBack, name: text.takeBackOf(who), act: () => takeBackInvitation(id) },
        ]}
      />
    </li>
  );
}
