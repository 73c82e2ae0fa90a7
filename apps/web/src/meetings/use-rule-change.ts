import type { MeetingManaged } from "@graticule/api/meetings";
import type { RuleInput, RulePreview } from "@graticule/api/rules";
import { useDebouncedValue } from "@mantine/hooks";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type Dispatch, useEffect, useReducer, useState } from "react";
import { liftRule, type ManageKey, previewRule, setRule } from "../api/meetings.ts";
import { hostWords } from "../i18n/host-words.ts";
import { answerFault } from "../ui/answer-fault.ts";
import {
  changeDraft,
  type DraftAction,
  faultOf,
  type RuleDraft,
  sameRule,
  toDraft,
  toRuleInput,
} from "./rule-draft.ts";

/** The rule that lets everyone in, for a preview of lifting. */
const noLimit: RuleInput = { deny: [], allow: "everyone", onDoubt: "admit", matches: "probable" };

export type Effect =
  | { readonly kind: "none" }
  | { readonly kind: "working" }
  | { readonly kind: "unknown" }
  | { readonly kind: "known"; readonly preview: RulePreview };

export interface RuleChange {
  readonly draft: RuleDraft;
  readonly dispatch: Dispatch<DraftAction>;
  readonly dirty: boolean;
  readonly ready: boolean;
  readonly effect: Effect;
  readonly busy: boolean;
  readonly message: string | undefined;
  readonly failed: boolean;
  readonly apply: () => void;
  readonly lift: () => void;
  readonly discard: () => void;
}

/**
 * A rule being changed: starts as what holds, follows it while nothing was changed here, shows the
 * effect before it is applied, and never overwrites a change that was not seen.
 */
export function useRuleChange(
  key: ManageKey,
  managed: MeetingManaged,
  refresh: () => Promise<void>,
): RuleChange {
  const inForce = toDraft(managed.rule);
  const [draft, dispatch] = useReducer(changeDraft, inForce);
  const [base, setBase] = useState(inForce);
  const [seenVersion, setSeenVersion] = useState(managed.ruleVersion);
  const [message, setMessage] = useState<{ text: string; failed: boolean } | undefined>();
  const dirty = !sameRule(draft, base);

  useEffect(() => {
    if (managed.ruleVersion === seenVersion) return;
    setSeenVersion(managed.ruleVersion);
    setBase(inForce);
    if (!dirty || sameRule(draft, inForce)) dispatch({ kind: "replace", draft: inForce });
    else setMessage({ text: hostWords.rule.conflict, failed: true });
  }, [managed.ruleVersion, seenVersion, inForce, dirty, draft]);

  const change = useMutation({
    mutationFn: (rule: RuleInput | undefined) =>
      rule === undefined ? liftRule(key) : setRule(key, rule, managed.ruleVersion),
    onSuccess: async (answer) => {
      setMessage(
        answer.kind === "ok"
          ? { text: hostWords.rule.applied, failed: false }
          : { text: answerFault(answer), failed: true },
      );
      await refresh();
    },
  });
  const ready = dirty && faultOf(draft) === undefined;
  const send = (rule: RuleInput | undefined): void => {
    setMessage(undefined);
    change.mutate(rule);
  };
  return {
    draft,
    dispatch: (action) => {
      setMessage(undefined);
      dispatch(action);
    },
    dirty,
    ready,
    effect: useEffectOf(key, ready ? (toRuleInput(draft) ?? noLimit) : undefined),
    busy: change.isPending,
    message: message?.text,
    failed: message?.failed ?? false,
    apply: () => send(toRuleInput(draft)),
    lift: () => {
      dispatch({ kind: "replace", draft: toDraft(undefined) });
      send(undefined);
    },
    discard: () => dispatch({ kind: "replace", draft: base }),
  };
}

/** Asks what a rule would do to those inside, a moment after the last change. */
function useEffectOf(key: ManageKey, rule: RuleInput | undefined): Effect {
  const asked = rule === undefined ? undefined : JSON.stringify(rule);
  const [settled] = useDebouncedValue(asked, 250);
  const current = asked !== undefined && settled === asked;
  const query = useQuery({
    queryKey: ["preview", key.code, settled],
    queryFn: () => previewRule(key, JSON.parse(settled ?? "null") as RuleInput),
    enabled: current,
    refetchInterval: 10_000,
  });
  if (asked === undefined) return { kind: "none" };
  if (!current || query.data === undefined) return { kind: "working" };
  return query.data.kind === "ok"
    ? { kind: "known", preview: query.data.value }
    : { kind: "unknown" };
}
