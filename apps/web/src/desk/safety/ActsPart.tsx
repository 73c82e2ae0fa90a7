import type { TermsAct } from "@graticule/api/safety";
import { useState } from "react";
import { decideTermsAct, proposeTermsAct } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { Part } from "../../ui/page/PartsPage.tsx";
import { Decide, type Way } from "../page/Decide.tsx";
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
      <div className="item-what stack gap-4">
        <p className="item-name">
          {text.act[kind]} <span className="badge">{text.state[state]}</span>
        </p>
        <p className="body said">{reason}</p>
        <p className="small said">{text.proposed(proposedBy, hostMoment(proposedAt))}</p>
        {approvals.map(({ review, by, at }) => (
          <p key={review} className="small said">
            {text.approval(text.approvedAs[review], by, hostMoment(at))}
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

function ActButtons({ act, again }: OfAct) {
  const [reviewed, setReviewed] = useState<number | undefined>();
  const decide = (kind: "approve" | "withdraw") => () => decideTermsAct(act.id, { kind });
  const waits = act.state === "waits-for-second" || act.state === "waits-for-third";
  const isIn = act.state === "in-effect";
  const ways: readonly (Way | false)[] = [
    act.mayApprove === "yes" && {
      label: text.approve,
      testId: "terms-approve",
      act: decide("approve"),
      ask: { title: text.approveTitle, says: <Asked act={act} /> },
    },
    waits &&
      act.mayApprove !== "no-such-role" && {
        label: text.withdraw,
        testId: "terms-withdraw",
        act: decide("withdraw"),
      },
    isIn &&
      act.kind === "suspend-account" && {
        label: text.reinstate,
        testId: "terms-reinstate",
        act: (reason) => proposeTermsAct({ kind: "reinstate-account", actId: act.id, reason }),
        ask: {
          title: text.reinstate,
          says: <p className="body">{text.proposeThen}</p>,
          why: { label: text.reason, missing: text.reasonFault },
        },
      },
    ...(isIn ? act.requests : []).map((number) => ({
      label: text.reviewTitle(number),
      testId: `terms-review-${number}`,
      open: () => setReviewed(number),
    })),
  ];
  return (
    <>
      <Decide look="links" again={again} ways={ways} />
      {reviewed === undefined ? null : (
        <ReviewAct
          act={act}
          request={reviewed}
          onDone={async () => {
            await again();
            setReviewed(undefined);
          }}
          onClose={() => setReviewed(undefined)}
        />
      )}
    </>
  );
}

function Asked({ act }: Pick<OfAct, "act">) {
  return (
    <>
      <p className="body said">
        {text.act[act.kind]}: {act.reason}
      </p>
      <p className="small">{text.approveText}</p>
    </>
  );
}
