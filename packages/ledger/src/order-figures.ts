import {
  type AskedOn,
  type AuthorityGroup,
  groupAuthorities,
  takenDownGroup,
} from "./authority-groups.ts";
import { type LoggedOrderState, loggedOrderState, type OrderStory, type Stories } from "./story.ts";

type Standing = "ahead" | "in-force" | "suspended";

/** The figure in which an order that is over counts. */
const over = {
  lifted: "lifted",
  overturned: "overturned",
  "appeal-not-decided": "appealNotDecided",
  "occurrence-over": "occurrenceOver",
  lapsed: "lapsed",
} as const satisfies Record<Exclude<LoggedOrderState, Standing>, string>;

interface Counted {
  approved: number;
  inForce: number;
}

type AuthorityRow = AuthorityGroup & Counted;

function noOrders() {
  return {
    approved: 0,
    ahead: 0,
    suspended: 0,
    inForce: 0,
    withEffect: 0,
    withCorrections: 0,
    over: { lifted: 0, overturned: 0, appealNotDecided: 0, occurrenceOver: 0, lapsed: 0 },
  };
}

export function orderFigures(stories: Stories, asked: AskedOn) {
  const sum = noOrders();
  const authorities = new Map<string, AuthorityRow>();
  const places = new Map<string, { place: string } & Counted>();
  const groups = groupAuthorities(stories, asked);
  for (const story of stories.orders.values()) {
    const { approved } = story;
    const state = loggedOrderState(story, asked.today);
    if (approved === undefined || state === undefined) continue;
    countOrder(sum, story, state);
    const { request, places: reached } = approved.entry;
    const group = groups.get(request) ?? takenDownGroup;
    const rows = [rowIn(authorities, group.behind, { ...group, approved: 0, inForce: 0 })];
    const ofPlaces = reached.map((place) =>
      rowIn(places, place, { place, approved: 0, inForce: 0 }),
    );
    for (const row of [...rows, ...ofPlaces]) countInRow(row, state);
  }
  return {
    ...sum,
    byAuthority: [...authorities.values()].sort(byNumberThenName),
    byPlace: [...places.values()].sort(
      (one, other) => other.approved - one.approved || (one.place < other.place ? -1 : 1),
    ),
  };
}

function countOrder(
  sum: ReturnType<typeof noOrders>,
  { effect, upheld }: OrderStory,
  state: LoggedOrderState,
): void {
  countInRow(sum, state);
  if (state === "ahead" || state === "suspended") sum[state] += 1;
  else if (state !== "in-force") sum.over[over[state]] += 1;
  if (effect !== undefined) sum.withEffect += 1;
  if (upheld !== undefined) sum.withCorrections += 1;
}

function countInRow(row: Counted, state: LoggedOrderState): void {
  row.approved += 1;
  if (state === "in-force") row.inForce += 1;
}

function rowIn<R>(rows: Map<string, R>, name: string, none: R): R {
  const row = rows.get(name) ?? none;
  rows.set(name, row);
  return row;
}

/** Those without a name come last. */
function byNumberThenName(one: AuthorityRow, other: AuthorityRow): number {
  const nameOf = ({ authority }: AuthorityRow) =>
    authority.kind === "named" ? ` ${authority.name}` : `~${authority.kind}`;
  const isNamed = ({ authority }: AuthorityRow) => Number(authority.kind === "named");
  return (
    isNamed(other) - isNamed(one) ||
    other.approved - one.approved ||
    (nameOf(one) < nameOf(other) ? -1 : 1)
  );
}
