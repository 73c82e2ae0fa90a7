import { type AskedOn, groupAuthorities } from "./authority-groups.ts";
import { type EntryKind, isSealed } from "./entry.ts";
import {
  demandsOf,
  entryCountOf,
  loggedOrderState,
  type OrderStory,
  type Stories,
} from "./story.ts";

const ofKinds = {
  requests: ["request-received", "request-corrected", "repeated-requests", "request-closed"],
  orders: [
    ...(["order-approved", "order-confirmed", "order-effect"] as const),
    ...(["contest-upheld", "contest-denied", "order-ended"] as const),
  ],
  looks: ["look"],
  appeals: ["appeal-made", "appeal-decided"],
  corrections: ["contest-upheld"],
  denials: ["contest-denied"],
  "terms-acts": ["terms-act", "terms-review"],
  "side-doors": [
    ...(["change-proposed", "change-decided", "staff-left"] as const),
    ...(["authority-withdrawn", "platform-rule-lifted", "platform-rule-linked"] as const),
  ],
  "outside-acts": ["outside-act"],
  "operator-acts": ["operator-act"],
  "sources-changed": ["sources-changed"],
  "places-named": ["place-named"],
  "texts-removed": ["text-removed"],
  "set-aside": ["entry-set-aside"],
  "log-gaps": ["log-gap"],
  restorations: ["restored"],
} as const satisfies Record<string, readonly EntryKind[]>;

/** Indices, ascending. @param name as in the contract; an unknown one has none */
export function indexesBehind(stories: Stories, name: string, asked: AskedOn): readonly number[] {
  const kinds = new Map<string, readonly EntryKind[]>(Object.entries(ofKinds)).get(name);
  if (kinds !== undefined) return ascending(kinds.flatMap((one) => stories.kinds.get(one) ?? []));
  const [group = "", row = ""] = name.split(":", 2);
  switch (group) {
    case "all":
      return Array.from({ length: entryCountOf(stories) }, (_, index) => index);
    case "demands":
      return withDemands(stories, () => true);
    case "demand":
      return withDemands(stories, (demand) => demand === row);
    case "orders-in-force":
      return ofOrders(stories, (story) => loggedOrderState(story, asked.today) === "in-force");
    case "place":
      return ofOrders(stories, ({ approved }) =>
        (approved?.entry.places as readonly string[] | undefined)?.includes(row),
      );
    case "authority": {
      const groups = groupAuthorities(stories, asked);
      return ofOrders(
        stories,
        ({ approved }) => approved && groups.get(approved.entry.request)?.behind === name,
      );
    }
    case "month":
      return stories.months.get(row) ?? [];
    case "sealed":
      return sealedEntries(stories);
    default:
      return [];
  }
}

function ascending(indices: readonly number[]): readonly number[] {
  return [...indices].sort((one, other) => one - other);
}

/** The requests with such a demand, and their answers. */
function withDemands({ requests }: Stories, isMeant: (demand: string) => boolean) {
  const found = [...requests.values()].flatMap((story) => {
    if (!demandsOf(story).some(({ demand }) => isMeant(demand))) return [];
    return [story.received, story.corrected, story.closed].flatMap((one) => one?.index ?? []);
  });
  return ascending(found);
}

function ofOrders(
  { orders, threads }: Stories,
  isMeant: (story: OrderStory) => boolean | undefined,
): readonly number[] {
  const found = [...orders].flatMap(([order, story]) =>
    isMeant(story) === true ? (threads.entries.get(`order ${order}`) ?? []) : [],
  );
  return ascending(found);
}

/** What is told later, and what was told. Empty slots do not count. */
function sealedEntries({ requests, orders, existed }: Stories): readonly number[] {
  const entries = [
    ...[...requests.values()].flatMap(({ received, told }) => [
      isSealed(received?.entry.authority) ? received : undefined,
      told,
    ]),
    ...[...orders.values()].flatMap(({ approved, told }) => [
      isSealed(approved?.entry.law) ? approved : undefined,
      told,
    ]),
  ];
  return ascending([...entries.flatMap((one) => one?.index ?? []), ...existed]);
}
