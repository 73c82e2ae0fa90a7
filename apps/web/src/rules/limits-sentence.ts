import type {
  LimitInForce,
  OrderInForce,
  PlaceOrGroup,
  RuleInput,
  RuleOnDoubt,
} from "@graticule/api/rules";
import { readTime } from "../i18n/time.ts";
import { words } from "../i18n/words.ts";
import { doubtSentence, listPlaces, type Telling } from "./sentence-parts.ts";

type Shape = "closed" | "only";

/** Why the whole service has a limit. */
function groundSentence(ground: string | undefined): string {
  const known = words.sentence.ground;
  const isKnown = ground !== undefined && Object.hasOwn(known, ground);
  return words.sentence.because(isKnown ? known[ground as keyof typeof known] : known.unnamed);
}

/** Whose rule it is, and until when it applies. */
type Whose = Pick<LimitInForce, "tier" | "setBy"> & Pick<RuleInput, "until">;

/** "The host closed this meeting to Germany until 18:00." */
export function limitSentence(
  { tier, setBy, until }: Whose,
  shape: Shape,
  items: readonly PlaceOrGroup[],
  options: Telling,
): string {
  const said = words.sentence.limit;
  const places = listPlaces(items, options);
  const time = until === undefined ? undefined : readTime(until, options.reader);
  if (tier !== "meeting") {
    return time === undefined
      ? said[`${tier}/${shape}`](places)
      : said[`${tier}/${shape}-until`](places, time);
  }
  const who = words.sentence.setBy[setBy ?? "host"];
  return time === undefined
    ? said[`${tier}/${shape}`](who, places)
    : said[`${tier}/${shape}-until`](who, places, time);
}

/** A meeting's own rule, to those who run it: who can't join, not who decided that. */
function ownSentences({ rule }: LimitInForce, options: Telling): readonly string[] {
  const said = words.sentence;
  const denied = listPlaces(rule.deny, options);
  const { allow, until } = rule;
  const allowed = allow === "everyone" ? undefined : listPlaces(allow, options);
  const first =
    allowed === undefined
      ? said.except(denied)
      : rule.deny.length === 0
        ? said.only(allowed)
        : said.onlyNever(allowed, denied);
  return [first, ...(until === undefined ? [] : [said.until(readTime(until, options.reader))])];
}

/** What one limit says; nothing where it lets everyone in. */
export function limitSentences(limit: LimitInForce, options: Telling): readonly string[] {
  const { allow, deny, until } = limit.rule;
  const sentence = (shape: Shape, items: readonly PlaceOrGroup[]): string => {
    const said = limitSentence({ ...limit, until }, shape, items, options);
    return limit.tier === "platform" ? `${said} ${groundSentence(limit.ground)}` : said;
  };
  return [
    ...(allow === "everyone" ? [] : [sentence("only", allow)]),
    ...(deny.length === 0 ? [] : [sentence("closed", deny)]),
  ];
}

const strictness: readonly RuleOnDoubt[] = ["admit", "ask", "hold", "refuse"];

/** What happens in doubt under several limits: the strictest of them decides. */
function strictest(limits: readonly LimitInForce[]): RuleOnDoubt {
  const ranks = limits.map(({ rule }) => strictness.indexOf(rule.onDoubt));
  return strictness[Math.max(0, ...ranks)] ?? "admit";
}

interface Besides {
  /** `some`: there are orders, and no more is known of them. */
  readonly orders?: readonly OrderInForce[] | "some";
  /** `left-out`: the meeting's own rule is not among the limits, as it does not concern the reader. */
  readonly ownRule?: "told" | "left-out";
  /**
   * To those who run the meeting: its own rule says who can't join, not who decided it (what another
   * of them set still does), and `none` stands where there is none.
   */
  readonly toHost?: { readonly none: string };
}

/**
 * The limits of a meeting and who decided them, a sentence each, the host's own first: "The host closed
 * this meeting to Germany until 18:00." Then what happens in doubt, and whom orders keep out. Where
 * only others than the host limit anyone, a sentence says so.
 */
export function holdsSentences(
  limits: readonly LimitInForce[],
  options: Telling,
  { orders = [], ownRule = "told", toHost }: Besides = {},
): readonly string[] {
  const said = limits.filter(({ rule }) => rule.deny.length > 0 || rule.allow !== "everyone");
  if (said.length === 0 && orders.length === 0) return [words.sentence.everyone];
  const order = ["meeting", "account", "platform"];
  const isOpen = ownRule === "told" && said.every(({ tier }) => tier !== "meeting");
  return [
    ...(isOpen ? [toHost?.none ?? words.sentence.hostOpen] : []),
    ...said
      .toSorted((a, b) => order.indexOf(a.tier) - order.indexOf(b.tier))
      .flatMap((limit) =>
        toHost !== undefined && limit.tier === "meeting" && limit.setBy === undefined
          ? ownSentences(limit, options)
          : limitSentences(limit, options),
      ),
    ...(said.length === 0 ? [] : [doubtSentence(strictest(said))]),
    ...(orders === "some"
      ? [words.sentence.limitedByOrder]
      : orders.flatMap((one) => orderSentences(one, options))),
  ];
}

/** "An order (Ministry of Meetings) keeps out people who are certain to be in Germany, until 18:00." */
function orderSentences(order: OrderInForce, options: Telling): readonly string[] {
  const list = (codes: readonly string[]): string =>
    listPlaces(
      codes.map((code) => ({ kind: "place", code })),
      options,
    );
  const [places, until] = [list(order.places), readTime(order.until, options.reader)];
  return [
    order.authority === undefined
      ? words.sentence.order(places, until)
      : words.sentence.orderBy(order.authority, places, until),
    ...(order.excepted.length === 0 ? [] : [words.sentence.orderExcept(list(order.excepted))]),
  ];
}
