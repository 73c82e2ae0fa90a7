import type { Refusal } from "@graticule/api/problem";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { lookAtOrder } from "../api/appeals.ts";
import { words } from "../i18n/words.ts";
import type { RefusalText } from "./refusal-text.ts";
import "../ui/page/refused.css";

/** Who decided and by which law, folded away until asked for. Nothing in it is a link. */
export function OrderWhy(props: {
  readonly text: RefusalText;
  readonly orderId: Refusal["orderId"];
}) {
  const { text, orderId } = props;
  const [open, setOpen] = useState(false);
  return (
    <details
      className="refused-why"
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      data-testid="order-why"
    >
      <summary data-testid="refused-why">{words.refused.why}</summary>
      <dl className="refused-facts">
        <Fact name={words.refused.whoDecided} value={text.authority} />
        <Fact name={words.refused.law} value={text.law} />
        {open && orderId !== undefined ? <Reason orderId={orderId} /> : null}
      </dl>
    </details>
  );
}

/** The reason that the authority gave, as the order says it in public. */
function Reason({ orderId }: { readonly orderId: string }) {
  const { data } = useQuery({
    queryKey: ["order", orderId],
    queryFn: () => lookAtOrder(orderId),
  });
  const reason = data?.kind === "ok" ? data.value.reason : undefined;
  return <Fact name={words.refused.reasonGiven} value={reason} />;
}

/** Until when, under whichever name the page has for it, and what stays as it is. */
export function OrderBounds(props: { readonly text: RefusalText; readonly until: string }) {
  const { text } = props;
  return (
    <dl className="refused-facts">
      <dt>{props.until}</dt>
      <dd data-testid="refused-until">{text.until}</dd>
      <dt>{words.refused.unaffected}</dt>
      <dd>{words.refused.unaffectedText}</dd>
    </dl>
  );
}

function Fact(props: { readonly name: string; readonly value: string | undefined }) {
  if (props.value === undefined) return null;
  return (
    <>
      <dt>{props.name}</dt>
      <dd className="said">{props.value}</dd>
    </>
  );
}
