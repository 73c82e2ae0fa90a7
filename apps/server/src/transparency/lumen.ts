import type { LoggedEntry, ShownText } from "@graticule/api/transparency";
import type { LoggedAnswer, OrderStory, RequestStory } from "@graticule/ledger/story";
import { authorityShown, cameOn, demandsOf } from "@graticule/ledger/story";
import type { FollowedLog, LogView } from "./followed-log.ts";
import { sayDemands } from "./sentences.ts";
import type { TransparencyStore } from "./store.ts";

/**
 * Requests in the fields of a notice of the Lumen database (lumendatabase.org;
 * github.com/berkmancenter/lumendatabase, “Lumen API Documentation”, Create Notice), as far as the
 * log can fill them.
 */

export interface LumenParts {
  readonly store: Pick<TransparencyStore, "entries">;
  readonly followedLog: FollowedLog;
  readonly publicUrl: string;
  readonly serviceName: string;
  /** Numbers of requests. */
  readonly requests: readonly number[];
}

const leftOut = {
  date_sent: "The log has only the day a request was received.",
  infringing_urls:
    "A meeting is named by a salted commitment, so that this list doesn’t lead anyone to it or its people.",
  body: "The words of a demand are on the page of the request.",
  sender:
    "Missing while a law forbids naming who asked, if the name was taken down, or if the sender isn’t in the register of authorities.",
  jurisdiction_list:
    "The places of orders. Requests without an order have none: the log contains no other places.",
} as const;

const pageSize = 100;

export async function* lumenNotices(parts: LumenParts): AsyncGenerator<string> {
  yield `{"left_out":${JSON.stringify(leftOut)},\n"notices":[`;
  let before = "\n";
  for (let from = 0; from < parts.requests.length; from += pageSize) {
    const page = parts.requests.slice(from, from + pageSize);
    for (const notice of await noticesOf(parts, page)) {
      yield `${before}${JSON.stringify(notice)}`;
      before = ",\n";
    }
  }
  yield "\n]}\n";
}

async function noticesOf(
  parts: LumenParts,
  requests: readonly number[],
): Promise<readonly object[]> {
  const view = await parts.followedLog.view();
  if (view === "cannot-check") throw new Error("the log is no longer shown");
  const { stories } = view;
  const stated = requests.map((request) => ({
    request,
    story: stories.requests.get(request),
    orders: (stories.threads.ordersOf.get(request) ?? []).flatMap(
      (order) => stories.orders.get(order) ?? [],
    ),
  }));
  const notices = stated.map(({ request, story, orders }) => ({
    lawsAt: orders.flatMap(({ approved, told }) => told?.index ?? approved?.index ?? []),
    notice: story?.received && noticeOf(parts, view, { request, story, orders }),
  }));
  const texts = await parts.store.entries(notices.flatMap(({ lawsAt }) => lawsAt));
  const byIndex = new Map(texts.map((one): [number, LoggedEntry] => [one.index, one]));
  return notices.flatMap(({ notice, lawsAt }) => {
    const laws = lawsAt.flatMap((at) => shown(byIndex.get(at)?.texts["law"]));
    return notice === undefined ? [] : [{ ...notice, regulation_list: [...new Set(laws)] }];
  });
}

function noticeOf(
  { publicUrl, serviceName }: LumenParts,
  { stories, nameAt }: LogView,
  of: {
    readonly request: number;
    readonly story: RequestStory;
    readonly orders: readonly OrderStory[];
  },
): object {
  const { request, story, orders } = of;
  const asked = story.corrected ?? story.received;
  const demands = demandsOf(story);
  const by = authorityShown(stories, story, nameAt);
  const isCourt = asked?.entry.branch === "court";
  const kinds = demands.map(({ demand }) => demand);
  const role = (name: string, entity: object) => ({ name, entity_attributes: entity });
  const sender = by.kind === "named" ? [{ name: by.name, kind: "organization" }] : [];
  return {
    type: isCourt ? "CourtOrder" : "GovernmentRequest",
    title: `Request ${request}: ${sayDemands(kinds)}`,
    source: `${publicUrl}/transparency/requests/${request}`,
    date_received: story.received && cameOn(story.received.entry),
    action_taken: actionTaken(demands),
    jurisdiction_list: [...new Set(orders.flatMap(({ approved }) => approved?.entry.places ?? []))],
    tag_list: [...new Set(kinds)],
    entity_notice_roles_attributes: [
      role("recipient", { name: serviceName, kind: "organization", url: publicUrl }),
      ...sender.map((entity) => role("sender", entity)),
      ...(isCourt ? sender.map((entity) => role("issuing_court", entity)) : []),
    ],
    works_attributes: (asked?.entry.meetings ?? []).map((meeting) => ({
      kind: "Meeting",
      description: `A meeting, named by the commitment ${meeting}`,
    })),
  };
}

/** Undefined: not answered yet. */
function actionTaken(
  demands: readonly { readonly answer?: LoggedAnswer }[],
): "Yes" | "No" | "Partial" | undefined {
  const answers = demands.map(({ answer }) => answer);
  if (answers.length === 0 || answers.includes(undefined)) return undefined;
  if (answers.every((one) => one === "met")) return "Yes";
  return answers.some((one) => one === "met" || one === "narrowed") ? "Partial" : "No";
}

function shown(text: ShownText | undefined): readonly string[] {
  return text === undefined || text === "taken-down" ? [] : [text.value];
}
