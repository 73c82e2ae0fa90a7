import type { MeetingManaged } from "@graticule/api/meetings";
import type { OwnEffect, RuleInput } from "@graticule/api/rules";
import { type QueryClient, useMutation } from "@tanstack/react-query";
import { type Dispatch, useEffect, useReducer, useState } from "react";
import type { Answer } from "../api/client.ts";
import { liftRule, type ManageKey, setRule } from "../api/meetings.ts";
import { hostReader } from "../i18n/host-time.ts";
import { hostWords } from "../i18n/host-words.ts";
import { answerFault } from "../ui/form/answer-fault.ts";
import { effectOnReader, useOwnSeats } from "./own-effect.ts";
import {
  changeDraft,
  type DraftAction,
  faultOf,
  type RuleDraft,
  sameRule,
  toDraft,
  toRuleInput,
} from "./rule-draft.ts";
import { appliedSentence } from "./rule-sentence.ts";
import { type Applied, canUndo, settable } from "./rule-undo.ts";
import { type RuleEffect, usePreview } from "./use-preview.ts";

/** The rule that lets everyone in, for a preview of lifting. */
const noLimit: RuleInput = { deny: [], allow: "everyone", onDoubt: "admit", matches: "probable" };

const changeKey = (code: string) => ["rule-change", code];

/** Whether this page made this version of a meeting's rule, or is about to. */
export function isOwnVersion(queries: QueryClient, code: string, version: number): boolean {
  const cache = queries.getMutationCache();
  const last = cache.findAll({ mutationKey: changeKey(code) }).at(-1)?.state;
  if ((last?.variables as Sending | undefined)?.makes !== version) return false;
  return last?.status === "pending" || (last?.data as Answer<unknown> | undefined)?.kind === "ok";
}

interface Message {
  /** `undone`: the last change was taken back, and can be made again. */
  readonly kind: "done" | "undone" | "failed";
  readonly text: string;
}

export interface RuleChange {
  readonly draft: RuleDraft;
  readonly dispatch: Dispatch<DraftAction>;
  readonly dirty: boolean;
  readonly ready: boolean;
  readonly effect: RuleEffect;
  readonly busy: boolean;
  readonly message: Message | undefined;
  /** Applies; first asks, in `leaving`, a host who would have to leave. */
  readonly apply: () => void;
  readonly leaving: Leaving | undefined;
  readonly lift: () => void;
  readonly discard: () => void;
  /** Puts an earlier rule into the form; nothing is applied. */
  readonly putBack: (rule: RuleInput) => void;
  /** Sets the rule from before the last change here; undefined: there is nothing to undo. */
  readonly undo: (() => void) | undefined;
}

/** The question to a host who would have to leave by the rule. */
export interface Leaving {
  readonly you: "leave" | "wait";
  readonly confirm: () => void;
  readonly cancel: () => void;
}

/**
 * A rule being changed: it starts as the one in force, follows it while nothing was changed here, shows
 * its effect before it is applied, can be undone, and never overwrites a change that was not seen.
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
  const [message, setMessage] = useState<Message | undefined>();
  const [applied, setApplied] = useState<Applied | undefined>();
  const dirty = !sameRule(draft, base);

  useEffect(() => {
    if (managed.ruleVersion === seenVersion) return;
    setSeenVersion(managed.ruleVersion);
    setBase(inForce);
    if (!dirty || sameRule(draft, inForce)) dispatch({ kind: "replace", draft: inForce });
    else setMessage({ kind: "failed", text: hostWords.rule.conflict });
  }, [managed.ruleVersion, seenVersion, inForce, dirty, draft]);

  const change = useMutation({
    mutationKey: changeKey(key.code),
    mutationFn: ({ rule }: Sending): Promise<Answer<unknown>> =>
      rule === undefined ? liftRule(key) : setRule(key, rule, managed.ruleVersion),
    onSuccess: async (answer, { rule, before, done }) => {
      if (answer.kind === "ok") {
        setMessage(done(isPutOff(answer.value)));
        setApplied({ before, after: rule });
      } else setMessage({ kind: "failed", text: answerFault(answer) });
      await refresh();
    },
  });
  const send = (rule: RuleInput | undefined, done: Sending["done"]): void => {
    setMessage(undefined);
    dispatch({ kind: "replace", draft: toDraft(rule) });
    const before = settable(managed.rule, Date.now());
    change.mutate({ rule, before, done, makes: managed.ruleVersion + 1 });
  };
  const said = hostWords.rule;
  const [you, setYou] = useState<OwnEffect["you"]>();
  const ready = dirty && faultOf(draft) === undefined;
  const asked = ready ? (toRuleInput(draft) ?? noLimit) : undefined;
  const seats = useOwnSeats(key.code);
  const { inside, asOf: counted } = managed;
  const effect = usePreview(key, { rule: asked, inside, counted, seats });
  const seen = effect.kind === "known" ? effect.preview : undefined;
  const apply = (): void =>
    send(toRuleInput(draft), (putOff) => ({
      kind: "done",
      text: appliedSentence(putOff ? undefined : seen, hostReader(Date.now())),
    }));
  const look = useMutation({
    mutationFn: (rule: RuleInput) => effectOnReader(key, rule, seats),
    onSuccess: (effect) => (effect === "leave" || effect === "wait" ? setYou(effect) : apply()),
  });
  return {
    draft,
    dispatch: (action) => {
      setMessage(undefined);
      dispatch(action);
    },
    dirty,
    ready,
    effect,
    busy: change.isPending || look.isPending,
    message,
    apply: () => {
      const rule = toRuleInput(draft);
      if (rule === undefined) apply();
      else look.mutate(rule);
    },
    leaving: leavingOf(you, { apply, close: () => setYou(undefined) }),
    lift: () => send(undefined, () => ({ kind: "done", text: said.appliedLifted })),
    discard: () => dispatch({ kind: "replace", draft: base }),
    putBack: (rule) => {
      dispatch({ kind: "replace", draft: toDraft(settable(rule, Date.now())) });
      setMessage({ kind: "done", text: hostWords.manage.putBackDone });
    },
    undo:
      !dirty && canUndo(applied, inForce)
        ? () => send(applied.before, () => ({ kind: "undone", text: said.undone }))
        : undefined,
  };
}

interface Sending {
  readonly rule: RuleInput | undefined;
  readonly before: RuleInput | undefined;
  /** What to say once it is done; `putOff`: the people inside stay for now. */
  readonly done: (putOff: boolean) => Message;
  /** The version of the rule that it becomes. */
  readonly makes: number;
}

function isPutOff(answered: unknown): boolean {
  const from = (answered as { readonly insideFrom?: string } | null | undefined)?.insideFrom;
  return from !== undefined && Date.parse(from) > Date.now();
}

function leavingOf(
  you: OwnEffect["you"],
  { apply, close }: { readonly apply: () => void; readonly close: () => void },
): Leaving | undefined {
  if (you === undefined || you === "stay") return undefined;
  const confirm = (): void => {
    close();
    apply();
  };
  return { you, confirm, cancel: close };
}
