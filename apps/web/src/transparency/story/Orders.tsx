import { Fragment, type ReactNode } from "react";
import { hostDay } from "../../i18n/host-time.ts";
import { logPageWords } from "../../i18n/log-page-words.ts";
import { logWords } from "../../i18n/log-words.ts";
import { transparencyWords } from "../../i18n/transparency-words.ts";
import { Beside } from "../entry/Beside.tsx";
import { ToEntry } from "../entry/EntryList.tsx";
import { listed, sayDays, sayPlaces } from "../entry/say-entry.ts";
import type { TextBeside } from "../entry/texts-beside.ts";
import { readThrough } from "../read-through.ts";
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
        <>
          <p className="small" data-testid="story-through">
            {transparencyWords.told(readThrough(view.through))}
          </p>
          {orders.map((order) => (
            <Order key={order.approved.index} order={order} through={view.through} />
          ))}
        </>
      )}
    </section>
  );
}

interface OfOrder {
  readonly order: OrderView;
  /** The last day of which effects, ends and appeals are told. */
  readonly through: string | null;
}

function Order({ order, through }: OfOrder) {
  const { approved, state } = order;
  const places = sayPlaces(approved.entry.places);
  return (
    <div className="sheet stack" data-testid="story-order" data-state={state}>
      <p className="h2">{state === "over" ? said.was(places) : said.what(places)}</p>
      <dl className="log-facts">
        {factsOf(order, readThrough(through)).map(([name, value]) => (
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

function factsOf(
  order: OrderView,
  day: string | undefined,
): readonly (readonly [string, ReactNode])[] {
  const { from, until } = order.approved.entry;
  const { effects, upheld, reason, law, beyondWhy } = order;
  const { beyond } = order.approved.entry;
  return [
    [said.days, `${sayDays(from, until)} (${stateOf(order, day)})`],
    ...textFact(logWords.text.reason, reason),
    ...textFact(logWords.text.law, law),
    ...(beyond === undefined
      ? []
      : [[said.beyond, listed(beyond.map((one) => logWords.beyond[one]))] as const]),
    ...textFact(logWords.text.beyondWhy, beyondWhy),
    [said.effect, effects.length === 0 ? said.none(day) : listed(effects.map(hostDay))],
    ...(upheld.length === 0 ? [] : [[said.corrected, listed(upheld.map(hostDay))] as const]),
    [said.reaches, said.reachesText],
    ...appealsOf(order, day),
    [said.ended, endOf(order, day)],
  ];
}

function textFact(name: string, text: TextBeside | undefined) {
  return text === undefined ? [] : [[name, <Beside key={name} beside={text} />] as const];
}

function stateOf({ state }: OrderView, day: string | undefined): string {
  return state === "in-force" ? said.state[state](day) : said.state[state];
}

function appealsOf(
  order: OrderView,
  day: string | undefined,
): readonly (readonly [string, string])[] {
  const { appeals } = order;
  if (appeals.length === 0) return [[said.appeal, said.none(day)]];
  return appeals.map((one, index) => [
    index === 0 ? said.appeal : said.nextAppeal(index + 1),
    appealOf(one, order, day),
  ]);
}

function appealOf(
  { made: { entry }, decided }: AppealView,
  { ended, state }: OrderView,
  through: string | undefined,
): string {
  const made = `${hostDay(entry.day)}${said.appealBy[decided?.entry.by ?? entry.by ?? "public"]}`;
  if (decided !== undefined) {
    const { outcome, day } = decided.entry;
    return said.decided(said.appealed(made), hostDay(day), said[outcome]);
  }
  if (ended?.entry.how === "appeal-not-decided") return `${said.appealed(made)}. ${said.never}`;
  return state === "over" ? `${said.appealed(made)}.` : said.appealOpen(made, through);
}

function endOf({ ended, state }: OrderView, day: string | undefined): string {
  if (ended !== undefined) {
    return `${hostDay(ended.entry.day)}. ${logWords.say.ended[ended.entry.how]}`;
  }
  return state === "over" ? said.lapsed : said.stillIn(said.none(day));
}
