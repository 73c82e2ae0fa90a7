import { hostDay } from "../../i18n/host-time.ts";
import { logPageWords } from "../../i18n/log-page-words.ts";
import { logWords } from "../../i18n/log-words.ts";
import { transparencyWords } from "../../i18n/transparency-words.ts";
import { type FactRow, Facts } from "../../ui/Facts.tsx";
import { CommittedText } from "../entry/CommittedText.tsx";
import type { ReadableText } from "../entry/committed-texts.ts";
import { ToEntry } from "../entry/EntryList.tsx";
import { listed, sayDays, sayPlaces } from "../entry/say-entry.ts";
import { Section } from "../figures/Section.tsx";
import { readThrough } from "../read-through.ts";
import type { AppealView, OrderView, StoryView } from "./story-view.ts";

const { story } = logPageWords;
const said = story.order;

/** The orders that a request led to, and what became of each. */
export function StoryOrders({ view }: { readonly view: StoryView }) {
  const { orders, closed } = view;
  const day = readThrough(view.through);
  return (
    <Section title={story.orders}>
      {orders.length === 0 ? (
        <p className="body">{closed === undefined ? story.noOrderYet : story.noOrder}</p>
      ) : (
        <>
          <p className="small">{transparencyWords.told(day)}</p>
          {orders.map((order) => (
            <Order key={order.approved.index} order={order} day={day} />
          ))}
        </>
      )}
    </Section>
  );
}

interface OfOrder {
  readonly order: OrderView;
  /** The last day of which effects, ends and appeals are told, in words. */
  readonly day: string | undefined;
}

function Order({ order, day }: OfOrder) {
  const { approved, state } = order;
  const places = sayPlaces(approved.entry.places);
  return (
    <div className="sheet stack" data-state={state}>
      <p className="h2">{said.keeps[state](places)}</p>
      <Facts className="log-facts" facts={factsOf(order, day)} />
      <p className="small">
        <ToEntry index={approved.index} />
      </p>
    </div>
  );
}

function factsOf(order: OrderView, day: string | undefined): readonly FactRow[] {
  const { from, until, look, beyond } = order.approved.entry;
  const { effects, upheld, denied, reason, law, beyondWhy } = order;
  return [
    [said.days, `${sayDays(from, until)} (${stateOf(order, day)})`],
    [logWords.text.reason, textOf(reason)],
    [logWords.text.law, textOf(law)],
    [said.look, look && logPageWords.value.look[look]],
    [said.beyond, beyond && listed(beyond.map((one) => logWords.beyond[one]))],
    [logWords.text.beyondWhy, textOf(beyondWhy)],
    [said.effect, effects.length === 0 ? said.none(day) : listed(effects.map(hostDay))],
    [said.corrected, upheld.length === 0 ? undefined : listed(upheld.map(hostDay))],
    [said.denied, denied.length === 0 ? undefined : listed(denied.map(hostDay))],
    [said.reaches, said.reachesText],
    ...appealsOf(order, day),
    [said.ended, endOf(order, day)],
  ];
}

const textOf = (text: ReadableText | undefined) =>
  text === undefined ? undefined : <CommittedText text={text} />;

function stateOf({ state }: OrderView, day: string | undefined): string {
  return state === "in-force" ? said.state[state](day) : said.state[state];
}

function appealsOf(order: OrderView, day: string | undefined): readonly FactRow[] {
  if (order.appeals.length === 0) return [[said.appeal, said.none(day)]];
  return order.appeals.map((one, index) => [
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
  if (state === "over") return `${said.appealed(made)}.`;
  return said.appealOpen(made, through, entry.due && hostDay(entry.due));
}

function endOf({ ended, state }: OrderView, day: string | undefined): string {
  if (ended !== undefined) {
    return `${hostDay(ended.entry.day)}. ${logWords.say.ended[ended.entry.how]}`;
  }
  return state === "over" ? said.lapsed : said.stillIn(said.none(day));
}
