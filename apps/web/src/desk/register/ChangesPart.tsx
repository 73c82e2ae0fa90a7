import type { DeskChange } from "@graticule/api/desk-changes";
import { useState } from "react";
import { deskWords } from "../../i18n/desk-words.ts";
import { readMoment } from "../../i18n/host-time.ts";
import { ConfirmAct } from "../../ui/form/ConfirmAct.tsx";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import type { Said } from "../../ui/form/said.ts";
import { Part } from "../../ui/page/PartsPage.tsx";
import { useDeskAct } from "../page/reasons.ts";

const { register: text } = deskWords;

type Outcome = "confirmed" | "declined" | "withdrawn";

interface Deciding {
  readonly decide: (id: string, outcome: Outcome) => Promise<Said<unknown>>;
  readonly again: () => Promise<void>;
}

/** What one proposed and another confirms; what was decided is folded away. */
export function ChangesPart(props: Deciding & { readonly changes: readonly DeskChange[] }) {
  const open = props.changes.filter(({ state }) => state === "open");
  const decided = props.changes.filter(({ state }) => state !== "open");
  return (
    <Part
      title={text.changes}
      text={open.length === 0 ? text.noChanges : text.changesText}
      testId="changes"
    >
      <ul className="plain-list">
        {open.map((change) => (
          <OpenChange key={change.id} {...props} change={change} />
        ))}
      </ul>
      {decided.length === 0 ? null : (
        <details>
          <summary className="small">{text.decided}</summary>
          <ul className="plain-list">
            {decided.map((change) => (
              <li key={change.id} className="item">
                <div className="item-what">
                  <p className="body said">{change.says}</p>
                  <p className="small said">{decidedLine(change)}</p>
                </div>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Part>
  );
}

/** Of the staff only what nobody has to confirm waits: a second person, where there is one, is faster. */
const waitsAlone = ({ kind, waitsUntil }: DeskChange) =>
  kind === "staff" && waitsUntil !== undefined;

function decidedLine({ state, decidedBy, decidedAt, proposedAt }: DeskChange): string {
  return text.decidedBy(text.state[state], decidedBy?.name, readMoment(decidedAt ?? proposedAt));
}

/** Says of whom it is about that their address proves nothing. */
function Unverified({ change: { about } }: { readonly change: DeskChange }) {
  if (about === undefined || about.emailVerified) return null;
  return (
    <p className="amber-note" data-testid="change-unverified">
      {(about.accepted ? text.aboutAccepted : text.aboutUnverified)(about.email)}
    </p>
  );
}

function OpenChange(props: Deciding & { readonly change: DeskChange }) {
  const { change } = props;
  const [asking, setAsking] = useState(false);
  const act = useDeskAct(
    (outcome: Outcome) => props.decide(change.id, outcome),
    async () => {
      setAsking(false);
      await props.again();
    },
  );
  const { mayConfirm, mayDecline, proposedBy, waitsUntil } = change;
  const nobodyCan = waitsAlone(change);
  return (
    <li className="item" data-testid="change-open">
      <div className="item-what">
        <p className="body said">{change.says}</p>
        <p className="small said">
          {text.proposed(proposedBy.name, readMoment(change.proposedAt))}
        </p>
        <Unverified change={change} />
        {waitsUntil === undefined ? null : (
          <p className="small">
            {(nobodyCan ? text.waitsAlone : text.waits)(readMoment(waitsUntil))}
          </p>
        )}
        {mayConfirm === "proposed-it" && !nobodyCan ? (
          <p className="amber-note" data-testid="change-another">
            {text.another}
          </p>
        ) : null}
        <WhyNot change={change} />
        {asking ? null : <FaultLine fault={act.fault} />}
      </div>
      <div className="item-acts">
        {mayConfirm === "yes" ? (
          <ChangeButton label={text.confirm} change={change} onClick={() => setAsking(true)} />
        ) : null}
        {mayDecline === "yes" ? (
          <ChangeButton label={text.decline} change={change} onClick={() => act.run("declined")} />
        ) : null}
        {mayConfirm === "proposed-it" ? (
          <ChangeButton
            label={text.withdraw}
            change={change}
            onClick={() => act.run("withdrawn")}
          />
        ) : null}
      </div>
      <ConfirmAct
        opened={asking}
        title={text.confirmTitle}
        confirm={text.confirm}
        act={act}
        onConfirm={() => act.run("confirmed")}
        onClose={() => setAsking(false)}
      >
        <p className="body said">{change.says}</p>
        <p className="small said">{text.confirmText(proposedBy.name)}</p>
      </ConfirmAct>
    </li>
  );
}

/** Why one is not the second person. */
function WhyNot({ change }: { readonly change: DeskChange }) {
  const { mayConfirm, mayDecline } = change;
  if (mayConfirm === "yes" || mayConfirm === "closed" || mayConfirm === "proposed-it") return null;
  if (mayConfirm === "no-such-role" && mayDecline === "yes") {
    return <p className="amber-note">{text.aboutYou}</p>;
  }
  if (mayConfirm === "no-such-role" && waitsAlone(change)) return null;
  return <p className="small">{deskWords.reason[mayConfirm]}</p>;
}

function ChangeButton(props: {
  readonly label: string;
  readonly change: DeskChange;
  readonly onClick: () => void;
}) {
  return (
    <button
      type="button"
      className="link"
      aria-label={`${props.label}: ${props.change.says}`}
      onClick={props.onClick}
    >
      {props.label}
    </button>
  );
}
