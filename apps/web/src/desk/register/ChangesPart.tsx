import type { DeskChange } from "@graticule/api/desk-changes";
import type { DeskSignatureInput } from "@graticule/api/desk-keys";
import type { ChangeDecision, ChangeProposal } from "@graticule/client/contract";
import type { Answer } from "../../api/client.ts";
import { doSigned } from "../../api/desk-key.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { DeskKeyCode } from "../../ui/DeskKeyCode.tsx";
import type { Said } from "../../ui/form/said.ts";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { ActionButtons } from "../page/ActionButtons.tsx";
import { compareChange } from "../page/shown-to-sign.ts";
import { Permitted } from "../request/Permitted.tsx";

const { register: text } = deskWords;

interface Deciding {
  /** Absent: the reader of this page has no desk key. */
  readonly sign?: (id: string, proposal: ChangeProposal) => Promise<Answer<unknown>>;
  readonly decide: (id: string, decision: ChangeDecision) => Promise<Answer<unknown>>;
  /** Absent: not by the reader of this page. */
  readonly review?: (id: string, outcome: "stands" | "reversed") => Promise<Said<unknown>>;
  readonly again: () => Promise<void>;
}

/** Changes that take two people; the decided ones are folded away. */
export function ChangesPart(props: Deciding & { readonly changes: readonly DeskChange[] }) {
  const open = props.changes.filter(({ state }) => state === "open");
  const decided = props.changes.filter(({ state }) => state !== "open");
  return (
    <PagePart
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
                  <Near change={change} />
                </div>
                <ActionButtons
                  look="links"
                  which={change.says}
                  again={props.again}
                  actions={reviewActions(change, props.review)}
                />
              </li>
            ))}
          </ul>
        </details>
      )}
    </PagePart>
  );
}

/** A change of staff waits only where there is no second person to confirm it. */
const waitsAlone = ({ kind, waitsUntil }: DeskChange) =>
  kind === "staff" && waitsUntil !== undefined;

/** It waits for the person concerned to create the key by which they accept. */
const isKeyFirst = ({ about }: DeskChange) => about !== undefined && about.key === undefined;

function decidedLine({ state, decidedBy, decidedAt, proposedAt }: DeskChange): string {
  return text.decidedBy(text.state[state], decidedBy?.name, hostMoment(decidedAt ?? proposedAt));
}

/** How to make sure that the account is that of the person concerned. */
function WhoseKey({ change }: { readonly change: DeskChange }) {
  const { about, mayPropose, mayConfirm } = change;
  if (about === undefined) return null;
  const { email, emailVerified, key, replaces } = about;
  return (
    <>
      {emailVerified ? null : <p className="amber-note">{text.aboutUnverified(email)}</p>}
      {key === undefined ? null : mayPropose === "yes" || mayConfirm === "yes" ? (
        <p className="body">
          {replaces === undefined ? text.askKey : text.askNewKey} <DeskKeyCode id={key} />
        </p>
      ) : (
        <p className="small">
          {text.key} <DeskKeyCode id={key} />
        </p>
      )}
      {replaces === undefined ? null : (
        <p className="small">
          {text.replaces} <DeskKeyCode id={replaces} />. {text.replacesThen}
        </p>
      )}
      {isKeyFirst(change) && mayConfirm === "proposed-it" ? (
        <p className="small">{deskWords.reason["no-key-yet"]}</p>
      ) : null}
    </>
  );
}

/** Does this with a signature of what the page shows of the change. */
const withSignature =
  (change: DeskChange, act: (signature: DeskSignatureInput) => Promise<Answer<unknown>>) =>
  (_: string, signal: AbortSignal) =>
    doSigned({ toSign: change.toSign, compared: compareChange(change, Date.now()), signal }, act);

/** Of a rule around requests: which, and what a third person said of it. */
function Near({ change: { review } }: { readonly change: DeskChange }) {
  if (review === undefined) return null;
  return (
    <p className="amber-note">
      {text.nearRequests(review.requests)} {text.reviewed[review.state]}
    </p>
  );
}

function reviewActions({ id, review }: DeskChange, decide: Deciding["review"]) {
  if (review?.mayReview !== true || decide === undefined) return [];
  return [
    { label: text.letStand, act: () => decide(id, "stands") },
    { label: text.reverse, act: () => decide(id, "reversed") },
  ];
}

function OpenChange({ change, again, ...of }: Deciding & { readonly change: DeskChange }) {
  const { id, mayPropose, mayConfirm, mayDecline, proposedBy, waitsUntil } = change;
  const nobodyCan = waitsAlone(change);
  const { sign } = of;
  const decide = (outcome: "declined" | "withdrawn") => () => of.decide(change.id, { outcome });
  return (
    <li className="item">
      <div className="item-what">
        <p className="body said">{change.says}</p>
        <p className="small said">
          {text.proposed(proposedBy.name, hostMoment(change.proposedAt))}
        </p>
        <WhoseKey change={change} />
        <Near change={change} />
        {waitsUntil === undefined ? null : (
          <p className="small">
            {(nobodyCan ? text.waitsAlone : text.waits)(hostMoment(waitsUntil))}
          </p>
        )}
        {nobodyCan || isKeyFirst(change) ? null : <WhoSigns change={change} />}
        <WhyNot change={change} />
      </div>
      <ActionButtons
        look="links"
        which={change.says}
        again={again}
        actions={[
          mayPropose === "yes" &&
            sign !== undefined && {
              label: text.sign,
              act: withSignature(change, (signature) => sign(id, { signature })),
              ask: {
                title: text.signTitle,
                signs: true,
                says: (
                  <Signing change={change}>
                    {mayConfirm === "proposed-it" ? text.signText : text.signFor(proposedBy.name)}
                  </Signing>
                ),
              },
            },
          mayConfirm === "yes" && {
            label: text.confirm,
            act: withSignature(change, (signature) =>
              of.decide(id, { outcome: "confirmed", signature }),
            ),
            ask: {
              title: text.confirmTitle,
              signs: true,
              says: <Signing change={change}>{text.confirmText(proposedBy.name)}</Signing>,
            },
          },
          mayDecline === "yes" && { label: text.decline, act: decide("declined") },
          mayConfirm === "proposed-it" && { label: text.withdraw, act: decide("withdrawn") },
          ...reviewActions(change, of.review),
        ]}
      />
    </li>
  );
}

/** What is signed, and what comes of it. */
function Signing({ change, children }: { readonly change: DeskChange; readonly children: string }) {
  return (
    <>
      <p className="body said">{change.says}</p>
      <WhoseKey change={change} />
      <p className="small said">{children}</p>
    </>
  );
}

/** Whose signature it waits for; that of the reader first. */
function WhoSigns({ change }: { readonly change: DeskChange }) {
  const { mayPropose, mayConfirm, proposalSignedBy, waitsUntil } = change;
  if (mayPropose === "yes") {
    const now = mayConfirm === "proposed-it" ? text.signNow : text.signForNow;
    return <p className="amber-note">{now}</p>;
  }
  // It can't be read, and its sentence says so.
  if (mayPropose === "closed") return null;
  if (mayPropose === "only-approver") {
    return <p className="small">{deskWords.reason[mayPropose]}</p>;
  }
  const isOwn = mayConfirm === "proposed-it" || mayConfirm === "signed-it";
  if (proposalSignedBy === undefined) {
    return <p className="small">{isOwn ? text.anotherSigns : text.unsigned}</p>;
  }
  if (!isOwn) return null;
  return waitsUntil === undefined ? (
    <p className="amber-note">{text.another}</p>
  ) : (
    <p className="small">{text.anotherEarlier}</p>
  );
}

/** Why the reader can't confirm it. */
function WhyNot({ change }: { readonly change: DeskChange }) {
  const { mayPropose, mayConfirm, mayDecline } = change;
  if (mayPropose === "yes" || mayConfirm === "not-proposed" || mayConfirm === "signed-it") {
    return null;
  }
  if (mayConfirm === "yes" || mayConfirm === "closed" || mayConfirm === "proposed-it") return null;
  if (mayConfirm === "no-such-role" && mayDecline === "yes") {
    return <p className="amber-note">{text.aboutYou}</p>;
  }
  if (mayConfirm === "brought-back") return <p className="small">{text.broughtBack}</p>;
  if (mayConfirm !== "no-such-role") return <p className="small">{deskWords.reason[mayConfirm]}</p>;
  if (waitsAlone(change)) return null;
  return (
    <Permitted may={mayConfirm} act="approver">
      {null}
    </Permitted>
  );
}
