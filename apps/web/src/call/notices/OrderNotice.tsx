import type { Refusal } from "@graticule/api/problem";
import { Button } from "@mantine/core";
import { useEffect, useState, useSyncExternalStore } from "react";
import { readTime } from "../../i18n/time.ts";
import { words } from "../../i18n/words.ts";
import { OrderBounds, OrderWhy } from "../../join/OrderFacts.tsx";
import { refusalText } from "../../join/refusal-text.ts";
import type { OrderNotice as Told } from "../../join/room-feed.ts";
import { nameOfCode } from "../../places/names.ts";
import { useCall } from "../call-parts.ts";
import { minutesLeft } from "./minutes-left.ts";

/**
 * To somebody whom an order will keep out in some minutes, and to nobody else: the words of the page
 * that will come, how long is left, and the way to go now. It takes no focus.
 */
export function OrderNotice({ onLeave }: { readonly onLeave: (refusal: Refusal) => void }) {
  const { feed } = useCall();
  const told = useSyncExternalStore(feed.subscribe, feed.currentNotice);
  return told === undefined ? null : <Card key={told.at} told={told} onLeave={onLeave} />;
}

function Card(props: { readonly told: Told; readonly onLeave: (refusal: Refusal) => void }) {
  const { refusal, at } = props.told;
  const said = words.call.soon;
  const now = useMinutes();
  const reader = { now };
  const text = refusalText(refusal, { name: nameOfCode, reader });
  const minutes = minutesLeft(Date.parse(at), now);
  return (
    <section className="order-notice stack" aria-label={said.title} data-testid="order-notice">
      <div role="alert" className="stack" style={{ "--gap": "6px" } as React.CSSProperties}>
        <h2 className="h2">
          {said.title} <span className="refused-innocent">{words.refused.innocent}</span>
        </h2>
        <p className="body">{text.reason}</p>
        <p className="body">
          <strong>{said.until(readTime(at, reader))}</strong>
        </p>
      </div>
      <OrderWhy text={text} orderId={refusal.orderId} />
      <OrderBounds text={text} until={said.ends} />
      <div className="row spread">
        <p className="small">
          {minutes === 0 ? null : <strong>{said.left(minutes)}.</strong>} {said.only}
        </p>
        <Button size="sm" onClick={() => props.onLeave(refusal)} data-testid="leave-now">
          {said.leave}
        </Button>
      </div>
    </section>
  );
}

/** The time, told anew each few seconds while this is seen. */
function useMinutes(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 5_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
