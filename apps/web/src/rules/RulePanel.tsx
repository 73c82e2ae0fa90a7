import type { PlaceSet } from "@graticule/api/account";
import type { MeetingManaged } from "@graticule/api/meetings";
import type { RulePreview } from "@graticule/api/rules";
import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { ManageKey } from "../api/meetings.ts";
import { hostReader } from "../i18n/host-time.ts";
import { hostWords } from "../i18n/host-words.ts";
import { readTime } from "../i18n/time.ts";
import { zoneOrOwn } from "../i18n/zone.ts";
import { ConfirmDialog } from "../ui/form/ConfirmDialog.tsx";
import { LinkButton } from "../ui/LinkButton.tsx";
import { Holds } from "./Holds.tsx";
import { hostTelling } from "./host-telling.ts";
import { RuleEditor, rulePartIds } from "./RuleEditor.tsx";
import { type DraftFault, faultOf, toRuleInput } from "./rule-draft.ts";
import { ownSentence, previewSentence, ruleSentence } from "./rule-sentence.ts";
import type { KnownEffect, RuleEffect } from "./use-preview.ts";
import { type Leaving, type RuleChange, useRuleChange } from "./use-rule-change.ts";

/** The height of its foot with each of its sentences on two lines, in CSS pixels. */
const footPx = 200;

interface Shown {
  readonly managed: MeetingManaged;
  readonly grid: boolean;
  /** Whether the management page also opens to this host outside of the meeting. */
  readonly keepsPage: boolean;
  readonly sets?: readonly PlaceSet[];
}

/** What applies, and changing the meeting's own rule, with the effect in words before the button. */
export function RulePanel(
  props: Shown & { readonly manageKey: ManageKey; readonly refresh: () => Promise<void> },
) {
  const change = useRuleChange(props.manageKey, props.managed, props.refresh);
  return <RuleForm {...props} change={change} />;
}

/** The panel with the change held by the page, whose history can put a rule back. */
export function RuleForm(props: Shown & { readonly change: RuleChange }) {
  const { change, managed, sets } = props;
  const form = useRef<HTMLDivElement>(null);
  const holds = useRef<HTMLDivElement>(null);
  const { dirty, effect, message } = change;
  // The foot must not cover what has the focus when it opens or grows.
  useEffect(() => {
    const at = document.activeElement;
    if (dirty && form.current?.contains(at) === true) at?.scrollIntoView({ block: "nearest" });
  }, [dirty, effect.kind]);
  // Once it has changed, what applies now comes into view, but not again when its tab is shown again.
  const broughtUp = useRef(message);
  useEffect(() => {
    if (message === undefined || dirty || broughtUp.current === message) return;
    broughtUp.current = message;
    holds.current?.scrollIntoView({ block: "nearest" });
  }, [message, dirty]);
  return (
    <div className="stack gap-20" ref={form}>
      <div ref={holds}>
        <Holds managed={managed} />
      </div>
      <hr className="rule-line" />
      <RuleEditor
        draft={change.draft}
        dispatch={change.dispatch}
        grid={props.grid}
        footPx={footPx}
        timeZone={managed.timeZone}
        sentence="left-out"
        {...(sets === undefined ? {} : { sets })}
      />
      <Lift change={change} held={managed.rule !== undefined} />
      <div
        className="stack rule-act gap-10"
        data-open={change.dirty || change.message !== undefined ? "true" : undefined}
      >
        <div className="rule-back">
          <p className="rule-sentence" aria-live="polite" data-testid="rule-sentence">
            {change.dirty && faultOf(change.draft) === undefined
              ? ruleSentence(
                  toRuleInput(change.draft),
                  hostTelling(Date.now(), zoneOrOwn(managed.timeZone)),
                )
              : null}
          </p>{" "}
          <MoreToSet change={change} />
        </div>
        <EffectLine
          effect={change.effect}
          missing={change.dirty ? faultOf(change.draft) : undefined}
        />
        <Message change={change} />
        <InsideLater rule={managed.rule} />
        <Buttons change={change} />
        <LeavingQuestion leaving={change.leaving} keepsPage={props.keepsPage} />
      </div>
    </div>
  );
}

/** Leads to optional choices that a low window hides. */
function MoreToSet({ change }: { readonly change: RuleChange }) {
  const said = hostWords.rule;
  if (!change.dirty || change.draft.mode === "everyone") return null;
  return (
    <p className="small rule-more">
      {said.more} <GoTo part="sure">{said.moreSure}</GoTo>,{" "}
      <GoTo part="until">{said.moreUntil}</GoTo>
    </p>
  );
}

/** Leads to a part of the form further down. */
function GoTo(props: { readonly part: keyof typeof rulePartIds; readonly children: string }) {
  const go = (): void => {
    const part = document.getElementById(rulePartIds[props.part]);
    part?.querySelector<HTMLElement>("input:checked, input")?.focus({ preventScroll: true });
    part?.scrollIntoView({ block: "center" });
  };
  return (
    <LinkButton onClick={go} testId={`go-to-${props.part}`}>
      {props.children}
    </LinkButton>
  );
}

function Buttons({ change }: { readonly change: RuleChange }) {
  if (!change.dirty) return null;
  const isWorking = change.effect.kind === "working";
  return (
    <div className="row">
      <Button
        disabled={!change.ready}
        // Off until the preview is there, but not disabled: the keyboard would lose its place.
        {...(isWorking
          ? { "data-disabled": true, "aria-disabled": true }
          : { onClick: change.apply })}
        loading={change.busy}
        data-testid="apply-rule"
      >
        {hostWords.rule.apply}
      </Button>
      <Button variant="subtle" onClick={change.discard} data-testid="discard-rule">
        {hostWords.rule.discard}
      </Button>
    </div>
  );
}

function Lift({ change, held }: { readonly change: RuleChange; readonly held: boolean }) {
  if (change.dirty || !held) return null;
  return (
    <div className="row">
      <Button
        variant="default"
        disabled={change.busy}
        onClick={change.lift}
        data-testid="lift-rule"
      >
        {hostWords.rule.lift}
      </Button>
    </div>
  );
}

/** What applying would do; before that, what is missing. */
function EffectLine(props: {
  readonly effect: RuleEffect;
  readonly missing: DraftFault | undefined;
}) {
  const { effect, missing } = props;
  const known = missing === undefined && effect.kind === "known" ? effect : undefined;
  const moves =
    effect.kind === "known" && (effect.preview.leave !== "none" || effect.preview.wait !== "none");
  return (
    <div aria-live="polite">
      <p
        className="rule-effect"
        data-testid="preview"
        data-state={effect.kind}
        data-leave={moves ? "true" : undefined}
      >
        {missing === undefined ? effectText(effect) : hostWords.rule.missing[missing]}
        {known === undefined ? null : <AsOf of={known} />}
      </p>
      {known === undefined ? null : <OwnLine of={known.preview} />}
    </div>
  );
}

/** When the people were counted, where any were, and whether the effect follows the next counts. */
function AsOf({ of: { preview, follows } }: { readonly of: KnownEffect }) {
  const said = hostWords.preview;
  const { leave, wait, stay } = preview;
  if ([leave, wait, stay].every((part) => part === "none")) return null;
  return (
    <span className="rule-as-of" data-testid="preview-as-of">
      {" "}
      {said.asOf(readTime(preview.asOf, hostReader(Date.now())))}
      {follows ? ` ${said.follows}` : null}
    </span>
  );
}

/** Whether this host would have to leave too. */
function OwnLine({ of }: { readonly of: RulePreview }) {
  const text = ownSentence(of);
  if (text === undefined) return null;
  return (
    <p className="rule-effect" data-leave="true" data-testid="preview-you">
      {text}
    </p>
  );
}

function effectText(effect: RuleEffect): string {
  switch (effect.kind) {
    case "none":
      return "";
    case "working":
      return hostWords.preview.working;
    case "unknown":
      return hostWords.preview.failed;
    case "used-up":
      return hostWords.preview.usedUp;
    case "nobody":
      return hostWords.preview.nobodyInside;
    case "known":
      return previewSentence(effect.preview);
  }
}

/** When a change reaches the people inside, after several in a short time. */
function InsideLater({ rule }: { readonly rule: MeetingManaged["rule"] }) {
  const now = Date.now();
  const from = rule?.insideFrom;
  if (from === undefined || Date.parse(from) <= now) return null;
  return (
    <p className="rule-inside" role="status" data-testid="inside-later">
      {hostWords.rule.insideLater(readTime(from, hostReader(now)))}
    </p>
  );
}

/** Asks a host who would have to leave by the rule, and says what they keep. */
function LeavingQuestion(props: {
  readonly leaving: Leaving | undefined;
  readonly keepsPage: boolean;
}) {
  const { leaving, keepsPage } = props;
  const said = hostWords.rule;
  const you = leaving?.you ?? "leave";
  return (
    <ConfirmDialog
      opened={leaving !== undefined}
      tone="brick"
      title={said.ownTitle[you]}
      confirm={said.ownConfirm[you]}
      testId="apply-rule-confirm"
      onConfirm={() => leaving?.confirm()}
      onClose={() => leaving?.cancel()}
    >
      <p className="body" data-testid="leaving-too">
        {hostWords.preview.you[you]} {keepsPage ? said.ownKeepsPage : said.ownKeepsNothing}
      </p>
    </ConfirmDialog>
  );
}

/** The outcome of the last change, with undo beside it. */
function Message({ change }: { readonly change: RuleChange }) {
  const { message, undo } = change;
  const news = useRef<HTMLDivElement>(null);
  const canUndo = undo !== undefined;
  const broughtUp = useRef(message);
  // The form above it has just changed its height, and the panel did not scroll.
  useEffect(() => {
    if (message === undefined || broughtUp.current === message) return;
    broughtUp.current = message;
    news.current?.scrollIntoView({ block: "nearest" });
  }, [message, canUndo]);
  return (
    <div role="status" className="rule-news" ref={news}>
      {message?.kind === "failed" ? (
        <p className="error" data-testid="rule-message">
          {message.text}
        </p>
      ) : null}
      {message !== undefined && message.kind !== "failed" ? (
        <div className="rule-done">
          <span data-testid="rule-message">{message.text}</span>{" "}
          {undo === undefined ? null : (
            <LinkButton onClick={undo} testId="undo-rule">
              {message.kind === "undone" ? hostWords.rule.redo : hostWords.rule.undo}
            </LinkButton>
          )}
        </div>
      ) : null}
    </div>
  );
}
