import { Button } from "@mantine/core";
import { words } from "../i18n/words.ts";
import { nameOfPick } from "../places/names.ts";
import { MeetingTitle, useFocusOnShow } from "../ui/page/Notice.tsx";
import { Shell } from "../ui/page/Shell.tsx";
import "../ui/page/refused.css";
import { OrderBounds, OrderWhy } from "./OrderFacts.tsx";
import { Leave, Meanwhile, type Refused } from "./RefusedWays.tsx";
import { ownReason, type RefusalText, refusalText } from "./refusal-text.ts";

/**
 * The one page for everyone who is kept out, at the door and in the call. It is announced and
 * takes the focus; it names the meeting only to someone who knew its title; it has no sound
 * and no red. It lets in by itself.
 */
export function RefusedPage(props: Refused) {
  const heading = useFocusOnShow<HTMLHeadingElement>();
  const telling = { name: nameOfPick, reader: { now: Date.now() } };
  const text = refusalText(props.refusal, telling);
  // A host need not ask anyone, and can change what keeps them out.
  const isTheirOwn = props.managed !== undefined && text.kind === "meeting";
  const own = isTheirOwn ? ownReason(props.refusal, telling) : undefined;
  return (
    <Shell title={words.refused.short} meeting={props.title} centred places>
      <div
        className="stack refused"
        data-from={props.from}
        data-testid="refused-page"
        data-kind={text.kind}
      >
        <div role="alert" className="stack gap-20">
          <MeetingTitle title={props.title} />
          <h1 className="h1" ref={heading} tabIndex={-1}>
            <Heading kind={text.kind} isTheirOwn={isTheirOwn} />
          </h1>
          {isRemovedByLimit(props, text.kind) ? (
            <p className="lead" data-testid="refused-was-inside">
              {words.refused.wasInside}
            </p>
          ) : null}
          <p className="lead" data-testid="refused-reason">
            {own?.reason ?? text.reason}
          </p>
          {text.open === undefined ? null : (
            <p className="lead" data-testid="refused-open">
              {text.open}
            </p>
          )}
          <End text={own?.end ?? text.noEnd} />
          {props.passIsGone ? (
            <p className="lead" data-testid="pass-gone">
              {words.door.pass.gone}
            </p>
          ) : null}
        </div>
        {text.kind === "order" ? (
          <div className="stack gap-14">
            <OrderWhy text={text} orderId={props.refusal.orderId} at="door" />
            <OrderBounds text={text} until={words.refused.until} />
          </div>
        ) : null}
        {text.kind === "banned" || text.kind === "removed" ? (
          <RemovedByHost kind={text.kind} refused={props} />
        ) : (
          <Meanwhile text={text} refused={props} isTheirOwn={isTheirOwn} />
        )}
      </div>
    </Shell>
  );
}

/** Of a removal by the host in person the heading says so. */
function isRemovedByLimit({ from }: Refused, kind: RefusalText["kind"]): boolean {
  return from === "call" && kind !== "banned" && kind !== "removed";
}

function End({ text }: { readonly text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <p className="body refused-end" data-testid="refused-end">
      {text}
    </p>
  );
}

function Heading(props: { readonly kind: RefusalText["kind"]; readonly isTheirOwn: boolean }) {
  if (props.kind === "banned") return words.refused.bannedTitle;
  if (props.kind === "removed") return words.refused.removedTitle;
  if (props.isTheirOwn) return words.refused.title;
  return (
    <>
      {words.refused.title} <span className="refused-innocent">{words.refused.innocent}</span>
    </>
  );
}

/** For good, or until this person asks again. */
function RemovedByHost(props: { readonly kind: "banned" | "removed"; readonly refused: Refused }) {
  const { onAskAgain } = props.refused;
  const removed = props.kind === "removed";
  return (
    <>
      <p className="body">{removed ? words.refused.removedHelp : words.refused.bannedHelp}</p>
      <div className="row">
        {removed ? (
          <Button onClick={onAskAgain} data-testid="ask-again">
            {words.refused.askAgain}
          </Button>
        ) : null}
        <Leave refused={props.refused} alone={!removed} />
      </div>
    </>
  );
}
