import type { TermsAct } from "@graticule/api/safety";
import { useState } from "react";
import { decideTermsAct, proposeTermsAct } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { readMoment } from "../../i18n/host-time.ts";
import { ConfirmAct } from "../../ui/form/ConfirmAct.tsx";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import { Part } from "../../ui/page/PartsPage.tsx";
import { useDeskAct } from "../page/reasons.ts";
import { TextDialog } from "../page/TextDialog.tsx";
import type { OfSafety } from "./of-safety.ts";
import { ReviewAct } from "./ReviewAct.tsx";

const { safety: text } = deskWords;

/** Acts under the terms of service: each takes two people, and a third where a request is about the same. */
export function ActsPart({ safety, again }: OfSafety) {
  return (
    <Part title={text.acts} testId="terms-acts">
      {safety.acts.length === 0 ? <p className="small">{text.noActs}</p> : null}
      <ul className="plain-list">
        {safety.acts.map((act) => (
          <ActItem key={act.id} act={act} again={again} />
        ))}
      </ul>
    </Part>
  );
}

interface OfAct {
  readonly act: TermsAct;
  readonly again: () => Promise<void>;
}

function ActItem({ act, again }: OfAct) {
  const { kind, state, reason, requests, proposedBy, proposedAt, approvals } = act;
  return (
    <li className="item" data-testid="terms-act" data-state={state}>
      <div className="item-what stack" style={{ "--gap": "4px" } as React.CSSProperties}>
        <p className="item-name">
          {text.act[kind]} <span className="badge">{text.state[state]}</span>
        </p>
        <p className="body said">{reason}</p>
        <p className="small said">{text.proposed(proposedBy, readMoment(proposedAt))}</p>
        {approvals.map(({ review, by, at }) => (
          <p key={review} className="small said">
            {text.approval(text.approvedAs[review], by, readMoment(at))}
          </p>
        ))}
        {requests.length === 0 ? null : (
          <p className="amber-note">{text.around(requests.join(", "))}</p>
        )}
        <MayNot act={act} />
      </div>
      <ActButtons act={act} again={again} />
    </li>
  );
}

function MayNot({ act }: Pick<OfAct, "act">) {
  const { mayApprove } = act;
  if (mayApprove === "yes" || mayApprove === "closed") return null;
  return <p className="small">{deskWords.reason[mayApprove]}</p>;
}

type Open = "approve" | "reinstate" | number;

function ActButtons({ act, again }: OfAct) {
  const [open, setOpen] = useState<Open | undefined>();
  const close = (): void => setOpen(undefined);
  const done = async (): Promise<void> => {
    await again();
    close();
  };
  const decide = useDeskAct(
    (kind: "approve" | "withdraw") => decideTermsAct(act.id, { kind }),
    done,
  );
  const waits = act.state === "waits-for-second" || act.state === "waits-for-third";
  return (
    <div className="item-acts">
      {act.mayApprove === "yes" ? (
        <ActLink label={text.approve} testId="terms-approve" onClick={() => setOpen("approve")} />
      ) : null}
      {waits && act.mayApprove !== "no-such-role" ? (
        <ActLink
          label={text.withdraw}
          testId="terms-withdraw"
          onClick={() => decide.run("withdraw")}
        />
      ) : null}
      {act.state === "in-effect" && act.kind === "suspend-account" ? (
        <ActLink
          label={text.reinstate}
          testId="terms-reinstate"
          onClick={() => setOpen("reinstate")}
        />
      ) : null}
      {act.state === "in-effect"
        ? act.requests.map((number) => (
            <ActLink
              key={number}
              label={text.reviewTitle(number)}
              testId={`terms-review-${number}`}
              onClick={() => setOpen(number)}
            />
          ))
        : null}
      {open === "approve" ? null : <FaultLine fault={decide.fault} />}
      <ConfirmAct
        opened={open === "approve"}
        title={text.approveTitle}
        confirm={text.approve}
        act={decide}
        onConfirm={() => decide.run("approve")}
        onClose={close}
      >
        <p className="body said">
          {text.act[act.kind]}: {act.reason}
        </p>
        <p className="small">{text.approveText}</p>
      </ConfirmAct>
      {open === "reinstate" ? (
        <TextDialog
          title={text.reinstate}
          text={text.proposeThen}
          label={text.reason}
          missing={text.reasonFault}
          confirm={text.reinstate}
          act={(reason) => proposeTermsAct({ kind: "reinstate-account", actId: act.id, reason })}
          onDone={done}
          onClose={close}
        />
      ) : null}
      {typeof open === "number" ? (
        <ReviewAct act={act} request={open} onDone={done} onClose={close} />
      ) : null}
    </div>
  );
}

function ActLink(props: {
  readonly label: string;
  readonly testId: string;
  readonly onClick: () => void;
}) {
  return (
    <button type="button" className="link" data-testid={props.testId} onClick={props.onClick}>
      {props.label}
    </button>
  );
}
