import type { RuleInput, RulePreview } from "@graticule/api/rules";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { type ManageKey, previewRule } from "../api/meetings.ts";
import type { TabSeat } from "../links/other-tabs.ts";
import { effectOnReader } from "./own-effect.ts";

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
  | { readonly kind: "known"; readonly preview: RulePreview };

/** Previews are limited and kept in the history: one is asked once the rule did not change for so long. */
const settleMs = 900;
/** The counts behind an answer change each minute. */
const freshMs = 60_000;

/** Asks what a rule would do, a moment after its last change, and once for each rule. */
export function usePreview(
  key: ManageKey,
  question: {
    readonly rule: RuleInput | undefined;
    readonly inside: number;
    /** Of other tabs of this browser. */
    readonly seats: readonly TabSeat[];
  },
): RuleEffect {
  const { rule, inside, seats } = question;
  const asked = rule === undefined || inside === 0 ? undefined : JSON.stringify(rule);
  const [settled] = useDebouncedValue(asked, settleMs);
  const current = asked !== undefined && settled === asked;
  const query = useQuery({
    queryKey: ["preview", key.code, settled],
    queryFn: () => previewRule(key, JSON.parse(settled ?? "null") as RuleInput),
    enabled: current,
    staleTime: freshMs,
    refetchOnWindowFocus: false,
  });
  // The reader may have joined after the count, so their own seat is asked for by itself.
  const own = useQuery({
    queryKey: ["own-effect", key.code, settled, seats],
    queryFn: async () => ({
      you: await effectOnReader(key, JSON.parse(settled ?? "null") as RuleInput, seats),
    }),
    enabled: current,
    staleTime: freshMs,
    refetchOnWindowFocus: false,
  });
  if (rule === undefined) return { kind: "none" };
  if (inside === 0) return { kind: "nobody" };
  if (!current || query.data === undefined || own.data === undefined) return { kind: "working" };
  if (query.data.kind === "ok") {
    const { you = own.data.you, ...counted } = query.data.value;
    return { kind: "known", preview: { ...counted, ...(you !== undefined && { you }) } };
  }
  const usedUp = query.data.kind === "problem" && query.data.code === "too-many";
  return { kind: usedUp ? "used-up" : "unknown" };
}
