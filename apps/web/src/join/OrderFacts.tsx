import type { Refusal } from "@graticule/api/problem";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { lookAtOrder } from "../api/appeals.ts";
import { answered } from "../api/client.ts";
import { words } from "../i18n/words.ts";
import { Fact } from "../ui/Fact.tsx";
import type { RefusalText } from "./refusal-text.ts";
import "../ui/page/refused.css";

/** Who demanded it and by which law; in the call folded away. Nothing in it is a link. */
export function OrderWhy(props: {
  readonly text: RefusalText;
  readonly orderId: Refusal["orderId"];
  readonly at: "door" | "inside";
}) {
  const { text, orderId } = props;
  const [open, setOpen] = useState(props.at === "door");
  return (
    <details
      className="refused-why"
      open={open}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      data-testid="order-why"
    >
      <summary data-testid="refused-why">{words.refused.why}</summary>
      <dl className="refused-facts">
        <Fact name={words.refused.whoDemanded}>{text.authority}</Fact>
        <Fact name={words.refused.law}>{text.law}</Fact>
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
  return <Fact name={words.refused.reasonGiven}>{answered(data)?.reason}</Fact>;
}

/** Until when, by the name that the page has for it, and what is not affected. */
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
