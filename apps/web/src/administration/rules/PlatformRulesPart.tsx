import type { PlatformRule } from "@graticule/api/administration";
import { Button } from "@mantine/core";
import { useState } from "react";
import { liftPlatformRule, listPlatformRules } from "../../api/administration.ts";
import { administrationWords } from "../../i18n/administration-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { hostTelling } from "../../rules/host-telling.ts";
import { ruleSentence } from "../../rules/rule-sentence.ts";
import { ConfirmAct } from "../../ui/form/ConfirmAct.tsx";
import { DoneLine } from "../../ui/form/DoneLine.tsx";
import { useAct } from "../../ui/form/use-act.ts";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { Part } from "../../ui/page/PartsPage.tsx";
import { EnterPlatformRule } from "./EnterPlatformRule.tsx";
import { effectiveFrom, groupRules } from "./platform-rule-draft.ts";

const { rules: text } = administrationWords;

/** Rules that limit every meeting: in force, coming, over; entering one and lifting one. */
export function PlatformRulesPart() {
  const asking = useAsked("platform-rules", listPlatformRules);
  const [entering, setEntering] = useState(false);
  const [done, setDone] = useState<string | undefined>();
  return (
    <Part title={text.heading} text={text.text} testId="platform-rules">
      <Loaded asking={asking}>
        {(rules) => (
          <>
            {rules.length === 0 ? <p className="small">{text.none}</p> : null}
            {groupRules(rules).map((group) => (
              <div key={group.state}>
                <h3 className="small">{text.group[group.state]}</h3>
                <ul className="plain-list">
                  {group.rules.map((rule) => (
                    <RuleItem key={rule.id} rule={rule} onLifted={asking.again} />
                  ))}
                </ul>
              </div>
            ))}
          </>
        )}
      </Loaded>
      {entering ? (
        <EnterPlatformRule
          onEntered={async () => {
            const now = Date.now();
            await asking.again();
            setEntering(false);
            setDone(text.entered(hostMoment(effectiveFrom(now))));
          }}
          onCancel={() => setEntering(false)}
        />
      ) : (
        <div>
          <Button
            variant="default"
            onClick={() => {
              setDone(undefined);
              setEntering(true);
            }}
            data-testid="platform-rule-add"
          >
            {text.add}
          </Button>
        </div>
      )}
      <DoneLine text={done} />
    </Part>
  );
}

/** From when until when, as far as that is still of interest. */
function timesOf(rule: PlatformRule): string {
  const read = (iso: string): string => hostMoment(iso);
  switch (rule.state) {
    case "coming":
      return `${text.effective(read(rule.effectiveAt))} · ${text.until(read(rule.reviewAt))}`;
    case "in-force":
      return `${text.since(read(rule.effectiveAt))} · ${text.until(read(rule.reviewAt))}`;
    case "over":
      return rule.liftedAt === undefined
        ? text.ended(read(rule.reviewAt))
        : text.lifted(read(rule.liftedAt));
  }
}

function RuleItem(props: { readonly rule: PlatformRule; readonly onLifted: () => Promise<void> }) {
  const { rule } = props;
  const [asking, setAsking] = useState(false);
  const lift = useAct(
    () => liftPlatformRule(rule.id),
    async () => {
      setAsking(false);
      await props.onLifted();
    },
  );
  const sentence = ruleSentence(rule.rule, hostTelling(Date.now()));
  return (
    <li className="item" data-testid={`platform-rule-${rule.state}`}>
      <div className="item-what">
        <p className="item-name said">
          {rule.name} <span className="badge">{text.groundText[rule.ground]}</span>
        </p>
        <p className="small">{sentence}</p>
        <p className="small">{timesOf(rule)}</p>
      </div>
      {rule.state === "over" ? null : (
        <div className="item-acts">
          <button
            type="button"
            className="link"
            aria-label={text.liftOf(rule.name)}
            onClick={() => setAsking(true)}
          >
            {text.lift}
          </button>
        </div>
      )}
      <ConfirmAct
        opened={asking}
        title={text.liftTitle(rule.name)}
        confirm={text.lift}
        act={lift}
        onConfirm={() => lift.run(undefined)}
        onClose={() => setAsking(false)}
      >
        <p className="body">{text.liftText}</p>
      </ConfirmAct>
    </li>
  );
}
