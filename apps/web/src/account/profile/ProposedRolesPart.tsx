import type { OwnProposal } from "@graticule/api/desk-changes";
import type { Person } from "@graticule/api/session";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { acceptRole, lookAtProposedRoles } from "../../api/own-proposals.ts";
import { listPasskeys } from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import { useAct } from "../../ui/form/use-act.ts";
import { useAsked } from "../../ui/page/Loaded.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";

const { proposed: text } = accountWords;

/** Roles of the desk for which this person was proposed, and how they accept one. */
export function ProposedRolesPart({ person }: { readonly person: Person }) {
  const { asked, again } = useAsked("proposed-roles", lookAtProposedRoles);
  if (asked.kind !== "ok" || asked.value.length === 0) return null;
  return (
    <PagePart title={text.title} testId="proposed-roles">
      <ul className="plain-list">
        {asked.value.map((one) => (
          <li key={one.id} className="stack gap-8">
            <p className="body">{text.roles(one.roles.join(", "))}</p>
            <WhatNext proposal={one} person={person} again={again} />
          </li>
        ))}
      </ul>
    </PagePart>
  );
}

function WhatNext(props: {
  readonly proposal: OwnProposal;
  readonly person: Person;
  readonly again: () => Promise<void>;
}) {
  const { proposal, person, again } = props;
  if (proposal.acceptance === "needed") return <Accept id={proposal.id} again={again} />;
  if (proposal.acceptance === "given") return <p className="small">{text.accepted}</p>;
  return <p className="small">{person.emailVerified ? text.waits : text.verifyFirst}</p>;
}

function Accept({ id, again }: { readonly id: string; readonly again: () => Promise<void> }) {
  const { asked } = useAsked("passkeys", listPasskeys);
  const act = useAct(() => acceptRole(id), again);
  if (asked.kind !== "ok") return null;
  if (asked.value.length === 0) {
    return (
      <p className="amber-note">
        {text.noPasskey}{" "}
        <Link to="/account/$part" params={{ part: "security" }} className="link">
          {text.makePasskey}
        </Link>
      </p>
    );
  }
  return (
    <>
      <p className="small">{text.why}</p>
      <FaultLine fault={act.fault} />
      <div>
        <Button loading={act.busy} onClick={() => act.run(undefined)} data-testid="proposed-accept">
          {text.accept}
        </Button>
      </div>
    </>
  );
}
