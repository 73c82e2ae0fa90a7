import type { RuleInput, RulePreview } from "@graticule/api/rules";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ManageKey, previewRule } from "../api/meetings.ts";
import type { TabSeat } from "../links/other-tabs.ts";
import { effectOnReader } from "./own-effect.ts";
import {
  countedEveryMs,
  isBehind,
  looksAgain,
  nextLook,
  type PreviewLook,
} from "./preview-look.ts";

/** What applying a rule would do to the people inside, as far as it is known. */
export type RuleEffect =
  | { readonly kind: "none" }
  | { readonly kind: "working" }
  /** The server didn't say. */
  | { readonly kind: "unknown" }
  /** It can't be asked again for now. */
  | { readonly kind: "used-up" }
  /** Nobody is inside, so it is not asked. */
  | { readonly kind: "nobody" }
  | KnownEffect;

export interface KnownEffect {
  readonly kind: "known";
  readonly preview: RulePreview;
  /** Whether it is asked for again at the next count. */
  readonly follows: boolean;
}

/** Previews are limited and kept in the history: one is asked once the rule did not change for so long. */
const settleMs = 900;

/** How soon it is asked for again once there is a newer count. */
const againMs = 500;

/** Asks what a rule would do, a moment after its last change, and again as people are counted. */
export function usePreview(
  key: ManageKey,
  question: {
    readonly rule: RuleInput | undefined;
    readonly inside: number;
    /** When people were last counted, ISO 8601. */
    readonly counted: string;
    /** Of other tabs of this browser. */
    readonly seats: readonly TabSeat[];
  },
): RuleEffect {
  const { rule, inside, counted, seats } = question;
  const asked = rule === undefined || inside === 0 ? undefined : JSON.stringify(rule);
  const [settled] = useDebouncedValue(asked, settleMs);
  const current = asked !== undefined && settled === asked;
  const queries = useQueryClient();
  const queryKey = ["preview", key.code, settled];
  const query = useQuery({
    queryKey,
    queryFn: async () => {
      const answer = await previewRule(key, JSON.parse(settled ?? "null") as RuleInput);
      return nextLook(queries.getQueryData<PreviewLook>(queryKey), answer);
    },
    enabled: current,
    staleTime: countedEveryMs,
    refetchOnWindowFocus: false,
    refetchInterval: ({ state: { data } }) => (isBehind(data, counted) ? againMs : false),
  });
  // The reader may have joined after the count, so their own seat is asked for by itself.
  const own = useQuery({
    queryKey: ["own-effect", key.code, settled, seats],
    queryFn: async () => ({
      you: await effectOnReader(key, JSON.parse(settled ?? "null") as RuleInput, seats),
    }),
    enabled: current,
    staleTime: countedEveryMs,
    refetchOnWindowFocus: false,
    refetchInterval: countedEveryMs,
  });
  if (rule === undefined) return { kind: "none" };
  if (inside === 0) return { kind: "nobody" };
  if (!current || query.data === undefined || own.data === undefined) return { kind: "working" };
  const { answer, preview } = query.data;
  if (preview !== undefined) {
    const { you = own.data.you, ...bands } = preview;
    return {
      kind: "known",
      preview: { ...bands, ...(you !== undefined && { you }) },
      follows: looksAgain(query.data),
    };
  }
  const usedUp = answer.kind === "problem" && answer.code === "too-many";
  return { kind: usedUp ? "used-up" : "unknown" };
}
