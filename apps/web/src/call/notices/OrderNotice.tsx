import type { Refusal } from "@graticule/api/problem";
import { Button } from "@mantine/core";
import { useEffect, useId, useState, useSyncExternalStore } from "react";
import { readTime } from "../../i18n/time.ts";
import { words } from "../../i18n/words.ts";
import { ContestForm, type Contesting } from "../../join/ContestForm.tsx";
import { OrderBounds, OrderWhy } from "../../join/OrderFacts.tsx";
import { refusalText } from "../../join/refusal-text.ts";
import { contestOf, type ComingOrder as Told } from "../../join/room-feed.ts";
import { nameOfPick } from "../../places/names.ts";
import { useNow } from "../../ui/use-now.ts";
import { useCall, usePlaceNames } from "../call-parts.ts";
import { minutesLeft } from "./minutes-left.ts";

/**
 * For a person whom an order will keep out in some minutes, and no one else: the text of the page
 * to come, the time left, and a way to leave now. It takes no focus.
 */
export function OrderNotice(props: Ways) {
  const { feed, board } = useCall();
  const told = useSyncExternalStore(feed.subscribe, feed.currentNotice);
  const contest = useSyncExternalStore(feed.subscribe, feed.currentContest);
  const names = usePlaceNames();
  useEffect(() => {
    if (contest?.kind !== "in") return;
    board.tell({ key: "contest", text: words.refused.contest.inside.isIn, stays: "long" });
  }, [board, contest]);
  if (told === undefined) return null;
  return <Card key={names} {...props} told={told} contest={contestOf(told.refusal, contest)} />;
}

/** What this person can do about the order. */
interface Ways extends Pick<Contesting, "onContest"> {
  readonly onLeave: (refusal: Refusal) => void;
}

function Card(props: Ways & Pick<Contesting, "contest"> & { readonly told: Told }) {
  const { refusal, at } = props.told;
  const said = words.call.soon;
  const now = useNow(5_000);
  const reader = { now };
  const text = refusalText(refusal, { name: nameOfPick, reader });
  // While an objection waits, its answer decides how long, and whether at all.
  const awaits = props.contest?.kind === "waits";
  const minutes = minutesLeft(Date.parse(at), now);
  return (
    <section className="order-notice stack" aria-label={said.title} data-testid="order-notice">
      <div role="alert" className="stack gap-6">
        <h2 className="h2">
          {said.title} <span className="refused-innocent">{words.refused.innocent}</span>
        </h2>
        <p className="body">{text.reason}</p>
        {awaits ? null : (
          <p className="body">
            <strong>{said.until(readTime(at, reader))}</strong>
          </p>
        )}
      </div>
      <OrderWhy text={text} orderId={refusal.orderId} at="inside" />
      <OrderBounds text={text} until={said.ends} />
      <div className="row spread">
        <p className="small">
          {awaits || minutes === 0 ? null : <strong>{said.left(minutes)}.</strong>} {said.only}
        </p>
        <Button size="sm" onClick={() => props.onLeave(refusal)} data-testid="leave-now">
          {said.leave}
        </Button>
      </div>
      <NotThere contest={props.contest} onContest={props.onContest} />
    </section>
  );
}

/** Folded, since few people are really somewhere else. */
function NotThere({ contest, onContest }: Contesting) {
  const { admitted } = useCall();
  const [unfolded, setUnfolded] = useState(false);
  const id = useId();
  const isOpen = unfolded || contest !== undefined;
  return (
    <>
      {contest === undefined ? (
        <div>
          <button
            type="button"
            className="link"
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setUnfolded(!unfolded)}
            data-testid="not-there"
          >
            {words.refused.notThere}
          </button>
        </div>
      ) : null}
      <div className="stack" id={id} hidden={!isOpen}>
        <ContestForm at="inside" name={admitted.name} contest={contest} onContest={onContest} />
      </div>
    </>
  );
}
