import { Fragment, type ReactNode } from "react";
import { logPageWords } from "../../i18n/log-page-words.ts";
import { logWords } from "../../i18n/log-words.ts";
import { readDay } from "../../meetings/host-telling.ts";
import { Beside } from "../entry/Beside.tsx";
import { ToEntry } from "../entry/EntryList.tsx";
import { listed, sayDays, sayPlaces } from "../entry/say-entry.ts";
import type { TextBeside } from "../entry/texts-beside.ts";
import type { AppealView, OrderView, StoryView } from "./story-view.ts";

const { story } = logPageWords;
const said = story.order;

/** The orders that a request led to, and what became of each. */
export function Orders({ view }: { readonly view: StoryView }) {
  const { orders, closed } = view;
  return (
    <section className="log-section" aria-labelledby="story-orders">
      <h2 className="log-title" id="story-orders">
        {story.orders}
      </h2>
      {orders.length === 0 ? (
        <p className="body">{closed === undefined ? story.noOrderYet : story.noOrder}</p>
      ) : (
        orders.map((order) => <Order key={order.approved.index} order={order} />)
      )}
    </section>
  );
}

function Order({ order }: { readonly order: OrderView }) {
  const { approved, state } = order;
  const places = sayPlaces(approved.entry.places);
  return (
    <div className="sheet stack" data-testid="story-order" data-state={state}>
      <p className="h2">{state === "over" ? said.was(places) : said.what(places)}</p>
      <dl className="log-facts">
        {factsOf(order).map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
      <p className="small">
        <ToEntry index={approved.index} />
      </p>
    </div>
  );
}

function factsOf(order: OrderView): readonly (readonly [string, ReactNode])[] {
  const { from, until } = order.approved.entry;
  const { state, effects, upheld, reason, law } = order;
  return [
    [said.days, `${sayDays(from, until)} (${said.state[state]})`],
    ...textFact(logWords.text.reason, reason),
    ...textFact(logWords.text.law, law),
    [said.effect, effects.length === 0 ? said.noEffect : listed(effects.map(readDay))],
    ...(upheld.length === 0 ? [] : [[said.corrected, listed(upheld.map(readDay))] as const]),
    [said.outside, said.outsideText],
    ...appealsOf(order),
    [said.ended, endOf(order)],
  ];
}

function textFact(name: string, text: TextBeside | undefined) {
  return text === undefined ? [] : [[name, <Beside key={name} beside={text} />] as const];
}

function appealsOf(order: OrderView): readonly (readonly [string, string])[] {
  const { appeals } = order;
  if (appeals.length === 0) return [[said.appeal, said.noAppeal]];
  return appeals.map((one, index) => [
    index === 0 ? said.appeal : said.nextAppeal(index + 1),
    appealOf(one, order),
  ]);
}

function appealOf({ made: { entry }, decided }: AppealView, { ended, state }: OrderView): string {
  const made = `${readDay(entry.day)}${said.appealBy[decided?.entry.by ?? entry.by ?? "public"]}`;
  if (decided !== undefined) {
    const { outcome, day } = decided.entry;
    return said.decided(said.appealed(made), readDay(day), said[outcome]);
  }
  if (ended?.entry.how === "appeal-not-decided") return `${said.appealed(made)}. ${said.never}`;
  return state === "over" ? `${said.appealed(made)}.` : said.appealOpen(made);
}

function endOf({ ended, state }: OrderView): string {
  if (ended !== undefined) {
    return `${readDay(ended.entry.day)}. ${logWords.say.ended[ended.entry.how]}`;
  }
  return state === "over" ? said.lapsed : said.stillIn;
}
