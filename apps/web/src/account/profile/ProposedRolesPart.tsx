import type { OwnProposal } from "@graticule/api/desk-changes";
import type { Person } from "@graticule/api/session";
import { useRef } from "react";
import { lookAtProposedRoles } from "../../api/own-proposals.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { DeskKeyCode } from "../../ui/DeskKeyCode.tsx";
import { type Asking, Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { AcceptRoles } from "./AcceptRoles.tsx";

const { proposed: text } = accountWords;

/** Roles of the desk for which this person was proposed, and how they accept one; nothing for most people. */
export function ProposedRolesPart({ person }: { readonly person: Person }) {
  const asking = useAsked("proposed-roles", lookAtProposedRoles);
  const { asked, again } = asking;
  if (asked.kind === "waiting" || (asked.kind === "ok" && asked.value.length === 0)) return null;
  return (
    <PagePart title={titleOf(asked)} testId="proposed-roles">
      <Loaded asking={asking}>
        {(proposals) => (
          <ul className="plain-list">
            {proposals.map((one) => (
              <Proposal key={one.id} proposal={one} person={person} again={again} />
            ))}
          </ul>
        )}
      </Loaded>
    </PagePart>
  );
}

function titleOf(asked: Asking<readonly OwnProposal[]>["asked"]): string {
  if (asked.kind !== "ok") return text.unknownTitle;
  return asked.value.every(isNewKey) ? text.newTitle : text.title;
}

/** Whether they are to make a new key in the place of the one that they have. */
const isNewKey = ({ replaces }: OwnProposal) => replaces !== undefined;

interface Props {
  readonly proposal: OwnProposal;
  readonly person: Person;
  readonly again: () => Promise<void>;
}

function Proposal({ proposal, person, again }: Props) {
  const status = useRef<HTMLParagraphElement>(null);
  const { roles, next, key, replaces } = proposal;
  // The button is gone then; here it says what became of it.
  const accepted = async (): Promise<void> => {
    await again();
    status.current?.focus();
  };
  return (
    <li className="stack gap-8">
      <p className="body">{(isNewKey(proposal) ? text.newRoles : text.roles)(roles.join(", "))}</p>
      {next === "verify-first" ? <p className="amber-note">{text.verifyFirst}</p> : null}
      {next === "make-key" && isNewKey(proposal) ? (
        <p className="amber-note">{text.newWhy}</p>
      ) : null}
      <p className="body" role="status" tabIndex={-1} ref={status}>
        {key === undefined ? null : (
          <>
            {text.accepted} <DeskKeyCode id={key} />
          </>
        )}
      </p>
      {next === "has-key" && proposal.waitsUntil === undefined ? (
        <p className="small">{text.keyText}</p>
      ) : null}
      {replaces === undefined ? null : (
        <p className="small">
          {text.replaces} <DeskKeyCode id={replaces} />.
        </p>
      )}
      {next === "has-key" ? <p className="small">{whenOf(proposal)}</p> : null}
      {next === "make-key" ? (
        <AcceptRoles proposal={proposal} email={person.email} accepted={accepted} again={again} />
      ) : null}
    </li>
  );
}

/** When an accepted proposal takes effect. */
function whenOf(proposal: OwnProposal): string {
  const { waitsUntil } = proposal;
  const [waits, waitsAlone] = isNewKey(proposal)
    ? [text.newWaits, text.newWaitsAlone]
    : [text.waits, text.waitsAlone];
  return waitsUntil === undefined ? waits : waitsAlone(hostMoment(waitsUntil));
}
