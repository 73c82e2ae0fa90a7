import type { PublicOrder } from "@graticule/api/appeals";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { lookAtOrder, makeAppeal } from "../api/appeals.ts";
import { readDay } from "../i18n/time.ts";
import { words } from "../i18n/words.ts";
import { inSentence, joinNames } from "../places/in-sentence.ts";
import { nameOfCode } from "../places/names.ts";
import { Facts } from "../ui/Facts.tsx";
import { Notice } from "../ui/page/Notice.tsx";
import { LoadingPage, Shell } from "../ui/page/Shell.tsx";
import { AppealForm } from "./AppealForm.tsx";
import { NoAnswerPage } from "./NoAnswer.tsx";
import "../ui/page/refused.css";

/** What everyone may know of one order, and the public's appeal against it. Never the meeting. */
export function OrderPage() {
  const { id } = useParams({ from: "/orders/$id" });
  const { data: answer } = useQuery({ queryKey: ["order", id], queryFn: () => lookAtOrder(id) });
  if (answer === undefined) return <LoadingPage title={words.app.name} />;
  if (answer.kind === "ok") return <Order id={id} order={answer.value} />;
  const isNone = answer.kind === "problem" && ["not-found", "invalid"].includes(answer.code);
  if (!isNone) return <NoAnswerPage />;
  return (
    <Notice title={words.gone.pageTitle} testId="no-order">
      {words.order.none}
    </Notice>
  );
}

const listed = (codes: readonly string[]): string =>
  joinNames(
    codes.map((code) => inSentence(nameOfCode(code))),
    { most: 12, more: words.sentence.more },
  );

function Order({ id, order }: { readonly id: string; readonly order: PublicOrder }) {
  const said = words.order;
  const title = said.state[order.state];
  const isGone = (name: "authority" | "law" | "reason") => order.takenDown?.includes(name) === true;
  return (
    <Shell title={title}>
      <article className="stack refused" data-testid="order" data-state={order.state}>
        <div className="stack gap-12">
          <h1 className="h1">{title}</h1>
          <p className="lead">{said.lead(listed(order.places))}</p>
        </div>
        <Facts
          className="refused-facts"
          said
          facts={[
            [
              words.refused.whoDemanded,
              isGone("authority") ? said.takenDown : (order.authority ?? words.refused.sealed),
            ],
            [words.refused.law, isGone("law") ? said.takenDown : order.law],
            [words.refused.reasonGiven, isGone("reason") ? said.takenDown : order.reason],
            [said.excepted, order.excepted.length === 0 ? undefined : listed(order.excepted)],
            [said.from, readDay(order.from)],
            [words.refused.until, readDay(order.until)],
          ]}
        />
        {order.state === "over" ? null : (
          <section className="stack gap-12">
            <h2 className="h2">{said.appealTitle}</h2>
            <p className="body">{said.appealLead}</p>
            <AppealForm send={(text) => makeAppeal({ orderId: id, by: "public", text })} />
          </section>
        )}
        <Link to="/transparency" className="link">
          {words.app.inPublic}
        </Link>
      </article>
    </Shell>
  );
}
