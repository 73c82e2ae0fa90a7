import type { DeskOverview } from "@graticule/api/desk-changes";
import type { RoleProposal } from "@graticule/api/problem";
import type { Person } from "@graticule/api/session";
import type { ReactNode } from "react";
import { lookAtDesk } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { words } from "../../i18n/words.ts";
import { ButtonLink } from "../../ui/ButtonLink.tsx";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import type { Unhappy } from "../../ui/form/said.ts";
import { LinkButton } from "../../ui/LinkButton.tsx";
import { type Asking, useAsked } from "../../ui/page/Loaded.tsx";
import { Notice } from "../../ui/page/Notice.tsx";
import { LoadingPage, Shell } from "../../ui/page/Shell.tsx";
import { SignedIn } from "../../ui/page/SignedIn.tsx";
import { reasonOf } from "./reasons.ts";
import "./desk.css";

const { noEntry } = deskWords;

/** The desk as its member sees it. */
export interface AtDesk {
  readonly desk: DeskOverview;
  readonly again: () => Promise<void>;
}

const everyMs = 30_000;

/** What a part of the desk asked for, whose changes also change the overview: `again` asks for both. */
export function refreshingDesk<T>(asking: Asking<T>, at: Pick<AtDesk, "again">): Asking<T> {
  const again = async (): Promise<void> => {
    await Promise.all([asking.again(), at.again()]);
  };
  return { ...asking, again };
}

/** Shows its page to a member of the desk; everyone else reads what to do. */
export function DeskAccess(props: {
  readonly title: string;
  readonly children: (at: AtDesk) => ReactNode;
}) {
  return (
    <SignedIn title={props.title}>
      {(person) => (
        <Member title={props.title} person={person}>
          {props.children}
        </Member>
      )}
    </SignedIn>
  );
}

function Member(props: {
  readonly title: string;
  readonly person: Person;
  readonly children: (at: AtDesk) => ReactNode;
}) {
  const { asked, again }: Asking<DeskOverview> = useAsked("desk", lookAtDesk, { everyMs });
  switch (asked.kind) {
    case "waiting":
      return <LoadingPage title={props.title} />;
    case "failed":
      return <NoEntry fault={asked.fault} person={props.person} again={again} />;
    case "ok":
      return props.children({ desk: asked.value, again });
  }
}

function NoEntry(props: {
  readonly fault: Unhappy;
  readonly person: Person;
  readonly again: () => Promise<void>;
}) {
  switch (reasonOf(props.fault)) {
    case "no-member":
      return <NoMember fault={props.fault} person={props.person} />;
    case "no-second-factor":
      return (
        <Blocked reason="no-second-factor">
          <ButtonLink to="/account/$part" params={{ part: "security" }}>
            {noEntry["no-second-factor"].action}
          </ButtonLink>
        </Blocked>
      );
    case "session-too-old":
      return (
        <Blocked reason="session-too-old">
          <ButtonLink to="/sign-in" search={{ next: window.location.pathname }}>
            {noEntry["session-too-old"].action}
          </ButtonLink>
        </Blocked>
      );
    default:
      return (
        <Shell title={deskWords.name}>
          <div className="stack">
            <h1 className="h1">{deskWords.name}</h1>
            <FaultLine fault={props.fault} />
            <div>
              <LinkButton onClick={() => void props.again()}>{words.app.retry}</LinkButton>
            </div>
          </div>
        </Shell>
      );
  }
}

function Blocked(props: {
  readonly reason: "no-second-factor" | "session-too-old";
  readonly children: ReactNode;
}) {
  const { title, text } = noEntry[props.reason];
  return (
    <Notice testId={props.reason} title={title} actions={props.children}>
      {text}
    </Notice>
  );
}

/** For a person without a role, who may have been proposed for one. */
function NoMember({ fault, person }: { readonly fault: Unhappy; readonly person: Person }) {
  const said = noEntry["no-member"];
  const proposed = fault.kind === "problem" ? fault.problem.proposed : undefined;
  if (proposed !== undefined) return <Proposed proposed={proposed} />;
  return (
    <Notice
      testId="no-member"
      title={said.title}
      actions={
        person.administrator ? (
          <ButtonLink to="/admin/$part" params={{ part: "desk" }}>
            {said.administrator}
          </ButtonLink>
        ) : undefined
      }
    >
      {said.text}
    </Notice>
  );
}

/** What has to happen before they are a member. */
function whatNext({ roles, hasKey, waitsUntil }: RoleProposal): string {
  const said = noEntry["no-member"];
  if (!hasKey) return said.keyFirst;
  const then = waitsUntil === undefined ? said.confirmed : said.byItself(hostMoment(waitsUntil));
  return `${then} ${roles.includes("approver") ? said.approverAfterwards : said.afterwards}`;
}

function Proposed({ proposed }: { readonly proposed: RoleProposal }) {
  const said = noEntry["no-member"];
  const { roles, proposedAt } = proposed;
  const names = roles.map((role) => deskWords.role[role]).join(", ");
  return (
    <Notice
      testId="proposed"
      title={said.proposedTitle}
      actions={
        <ButtonLink to="/account/$part" params={{ part: "profile" }}>
          {said.toAccount}
        </ButtonLink>
      }
    >
      <div className="stack">
        <p className="lead">{said.proposed(names, hostMoment(proposedAt))}</p>
        <p className="lead">{whatNext(proposed)}</p>
      </div>
    </Notice>
  );
}
