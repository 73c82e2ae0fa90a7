import type { OwnProposal } from "@graticule/api/desk-changes";
import type { Person } from "@graticule/api/session";
import { Button } from "@mantine/core";
import { useState } from "react";
import { canUsePasskeys } from "../../api/can-use-passkeys.ts";
import { type MadeDeskKey, makeDeskKey } from "../../api/desk-key.ts";
import { acceptRole, lookAtProposedRoles } from "../../api/own-proposals.ts";
import { useSettings } from "../../api/use-session.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { words } from "../../i18n/words.ts";
import { DeskKeyName } from "../../ui/DeskKeyName.tsx";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import type { Said } from "../../ui/form/said.ts";
import { useAct } from "../../ui/form/use-act.ts";
import { useAsked } from "../../ui/page/Loaded.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";

const { proposed: text } = accountWords;

/** Roles of the desk for which this person was proposed, and how they accept one. */
export function ProposedRolesPart({ person }: { readonly person: Person }) {
  const { asked, again } = useAsked("proposed-roles", lookAtProposedRoles);
  if (asked.kind !== "ok" || asked.value.length === 0) return null;
  return (
    <PagePart
      title={asked.value.every(isNewKey) ? text.newTitle : text.title}
      testId="proposed-roles"
    >
      <ul className="plain-list">
        {asked.value.map((one) => (
          <li key={one.id} className="stack gap-8">
            <p className="body">
              {(isNewKey(one) ? text.newRoles : text.roles)(one.roles.join(", "))}
            </p>
            <WhatNext proposal={one} person={person} again={again} />
          </li>
        ))}
      </ul>
    </PagePart>
  );
}

/** Whether they are to make a new key in the place of the one that they have. */
const isNewKey = ({ replaces }: OwnProposal) => replaces !== undefined;

function WhatNext(props: {
  readonly proposal: OwnProposal;
  readonly person: Person;
  readonly again: () => Promise<void>;
}) {
  const { proposal, person, again } = props;
  switch (proposal.next) {
    case "verify-first":
      return <p className="amber-note">{text.verifyFirst}</p>;
    case "has-key":
      return <Accepted proposal={proposal} />;
    case "make-key":
      return <Accept proposal={proposal} email={person.email} again={again} />;
  }
}

/** The name of their key, by which the person who confirms the roles knows that it is theirs. */
function Accepted({ proposal }: { readonly proposal: OwnProposal }) {
  return (
    <>
      <p className="body">
        {text.key} <DeskKeyName id={proposal.key ?? ""} />
      </p>
      <p className="small">{text.keyText}</p>
      <Replaces proposal={proposal} />
      <p className="small">{isNewKey(proposal) ? text.newWaits : text.waits}</p>
    </>
  );
}

function Replaces({ proposal: { replaces } }: { readonly proposal: OwnProposal }) {
  return replaces === undefined ? null : (
    <p className="small">
      {text.replaces} <DeskKeyName id={replaces} />.
    </p>
  );
}

/** Creates a desk key, then signs the acceptance with it: a key that was created is kept for another try. */
function Accept(props: {
  readonly proposal: OwnProposal;
  readonly email: string;
  readonly again: () => Promise<void>;
}) {
  const { serviceName } = useSettings() ?? { serviceName: words.app.name };
  const [created, setCreated] = useState<MadeDeskKey | undefined>();
  const act = useAct(async (): Promise<Said<unknown>> => {
    const key =
      created === undefined
        ? await makeDeskKey({ serviceName, email: props.email })
        : ({ kind: "ok", value: created } as const);
    if (key.kind === "fault") return key;
    setCreated(key.value);
    return await acceptRole(props.proposal, key.value);
  }, props.again);
  if (!canUsePasskeys()) {
    return <p className="amber-note">{accountWords.fault["no-passkeys-here"]}</p>;
  }
  return (
    <>
      {isNewKey(props.proposal) ? <p className="amber-note">{text.newWhy}</p> : null}
      <Replaces proposal={props.proposal} />
      <p className="body">{created === undefined ? text.why : text.created}</p>
      {created === undefined ? <p className="small">{text.twoPrompts}</p> : null}
      <FaultLine fault={act.fault} />
      <div>
        <Button loading={act.busy} onClick={() => act.run(undefined)} data-testid="proposed-accept">
          {created === undefined ? text.create : text.sign}
        </Button>
      </div>
    </>
  );
}
