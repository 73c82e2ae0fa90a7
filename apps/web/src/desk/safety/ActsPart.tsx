import type { TermsAct } from "@graticule/api/safety";
import type { DeskRole } from "@graticule/desk/staff";
import { useState } from "react";
import { decideTermsAct, proposeTermsAct, reviewTermsAct } from "../../api/desk.ts";
import { doSigned } from "../../api/desk-key.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { Choice } from "../../ui/form/Choice.tsx";
import type { Said } from "../../ui/form/said.ts";
import { ItemList } from "../../ui/page/ItemList.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { ActionButtons } from "../page/ActionButtons.tsx";
import { compareTermsAct } from "../page/shown-to-sign.ts";
import { TextDialog } from "../page/TextDialog.tsx";
import { TextsEnd } from "../page/TextsEnd.tsx";

const { safety: text } = deskWords;

const reason = { label: text.reason, missing: text.reasonFault };

/** Acts under the terms of service: each takes two people, and a third where a request is about the same. */
export function ActsPart(props: {
  readonly acts: readonly TermsAct[];
  readonly roles: readonly DeskRole[];
  readonly again: () => Promise<void>;
}) {
  const mayRead = props.roles.some((role) => role === "safety" || role === "appeals");
  return (
    <PagePart title={text.acts} testId="terms-acts">
      <ItemList items={props.acts} none={mayRead ? text.noActs : text.noActsToRead}>
        {(act) => <ActItem key={act.id} act={act} again={props.again} />}
      </ItemList>
    </PagePart>
  );
}

interface OfAct {
  readonly act: TermsAct;
  readonly again: () => Promise<void>;
}

function ActItem({ act, again }: OfAct) {
  const { kind, state, requests, proposedBy, proposedAt, approvals, mayApprove } = act;
  return (
    <li className="item" data-testid="terms-act" data-state={state}>
      <div className="item-what stack gap-4">
        <p className="item-name">
          {text.act[kind]} <span className="badge">{text.state[state]}</span>
        </p>
        <p className="body said">{act.reason}</p>
        <TextsEnd texts={act.texts} says={text.actTexts} />
        <p className="small said">{text.proposed(proposedBy, hostMoment(proposedAt))}</p>
        {approvals.map(({ review, by, at }) => (
          <p key={review} className="small said">
            {text.approval(text.approvedAs[review], by, hostMoment(at))}
          </p>
        ))}
        {requests.length === 0 ? null : (
          <p className="amber-note">{text.around(requests.join(", "))}</p>
        )}
        {mayApprove === "yes" || mayApprove === "closed" ? null : (
          <p className="small">{deskWords.reason[mayApprove]}</p>
        )}
      </div>
      {mayApprove === "own-meeting" ? null : <ActButtons act={act} again={again} />}
    </li>
  );
}

function ActButtons({ act, again }: OfAct) {
  const [reviewed, setReviewed] = useState<number | undefined>();
  const { id, kind, state, mayApprove } = act;
  const waits = state === "waits-for-second" || state === "waits-for-third";
  const isIn = state === "in-effect";
  return (
    <>
      <ActionButtons
        look="links"
        again={again}
        actions={[
          mayApprove === "yes" && {
            label: text.approve,
            act: (_, signal) => approve(act, signal),
            ask: {
              title: text.approveTitle,
              ...(act.signing === undefined ? {} : { signs: true as const }),
              says: <Approving act={act} />,
            },
          },
          waits &&
            (kind === "reinstate-account"
              ? mayApprove === "proposed-it"
              : mayApprove !== "no-such-role") && {
              label: text.withdraw,
              act: () => decideTermsAct(id, { kind: "withdraw" }),
            },
          isIn &&
            kind === "suspend-account" && {
              label: text.reinstate,
              act: (why) => proposeTermsAct({ kind: "reinstate-account", actId: id, reason: why }),
              ask: {
                title: text.reinstate,
                says: <p className="body">{text.proposeThen}</p>,
                why: reason,
              },
            },
          ...(isIn ? act.requests : []).map((number) => ({
            label: text.reviewTitle(number),
            open: () => setReviewed(number),
          })),
        ]}
      />
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

async function approve(
  { id, kind, reason: why, signing }: TermsAct,
  signal: AbortSignal,
): Promise<Said<unknown>> {
  if (signing === undefined) return await decideTermsAct(id, { kind: "approve" });
  const { toSign, salt } = signing;
  const shown = { doing: "approve-terms", id, kind, reason: why, salt, now: Date.now() } as const;
  const compared = compareTermsAct(toSign, shown);
  return await doSigned({ toSign, compared, signal }, (signature) =>
    decideTermsAct(id, { kind: "approve", signature }),
  );
}

function Approving({ act }: Pick<OfAct, "act">) {
  return (
    <>
      <p className="body said">
        {text.act[act.kind]}: {act.reason}
      </p>
      <p className="small">{text.approveText}</p>
    </>
  );
}

/** A third person's review of an act that falls into the time of a request. */
function ReviewAct(props: {
  readonly act: TermsAct;
  /** Its number. */
  readonly request: number;
  readonly onDone: () => Promise<void>;
  readonly onClose: () => void;
}) {
  const { act, request } = props;
  const [outcome, setOutcome] = useState<"stands" | "reversed">("stands");
  return (
    <TextDialog
      title={text.reviewTitle(request)}
      confirm={text.review}
      {...reason}
      most={1_000}
      act={(reasons) => reviewTermsAct(act.id, { request, outcome, reasons })}
      onDone={props.onDone}
      onClose={props.onClose}
    >
      <Choice
        legend={text.reviewOutcome}
        value={outcome}
        options={(["stands", "reversed"] as const).map((value) => ({ value, label: text[value] }))}
        testId="review-outcome"
        meaning={
          act.kind === "end-meeting" && outcome === "reversed" ? text.reversedMeeting : undefined
        }
        onChange={setOutcome}
      />
    </TextDialog>
  );
}
