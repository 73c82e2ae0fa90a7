import type { PlatformRule } from "@graticule/api/administration";
import { liftPlatformRule, listEnteredRules } from "../../api/administration.ts";
import { ActionButtons } from "../../desk/page/ActionButtons.tsx";
import { administrationWords } from "../../i18n/administration-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { hostTelling } from "../../rules/host-telling.ts";
import { ruleSentence } from "../../rules/rule-sentence.ts";
import { FormInPlace, useFormInPlace } from "../../ui/form/FormInPlace.tsx";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { EnterPlatformRule } from "./EnterPlatformRule.tsx";
import { effectiveFrom, groupRules } from "./platform-rule-draft.ts";

const { rules: text } = administrationWords;

/** Rules that limit every meeting: in force, coming, over; entering one and lifting one. */
export function PlatformRulesPart() {
  const asking = useAsked("entered-rules", listEnteredRules);
  const form = useFormInPlace<true>();
  return (
    <PagePart title={text.heading} text={text.text} testId="platform-rules">
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
      <FormInPlace
        form={form}
        blank={true}
        button={text.add}
        testId="platform-rule-add"
        again={asking.again}
        sent={() => text.entered(hostMoment(effectiveFrom(Date.now())))}
      >
        {(_, end) => <EnterPlatformRule {...end} />}
      </FormInPlace>
    </PagePart>
  );
}

/** From when until when, as far as that is still of interest. */
function timesOf({ state, effectiveAt, reviewAt, liftedAt }: PlatformRule): string {
  const [effective, review] = [hostMoment(effectiveAt), hostMoment(reviewAt)];
  switch (state) {
    case "coming":
      return `${text.effective(effective)} · ${text.until(review)}`;
    case "in-force":
      return `${text.since(effective)} · ${text.until(review)}`;
    case "suspended":
      return `${text.restored} · ${text.until(review)}`;
    case "invalid":
      return text.invalid;
    case "over":
      return liftedAt === undefined ? text.ended(review) : text.lifted(hostMoment(liftedAt));
  }
}

function RuleItem(props: { readonly rule: PlatformRule; readonly onLifted: () => Promise<void> }) {
  const { rule } = props;
  return (
    <li className="item" data-testid={`platform-rule-${rule.state}`}>
      <div className="item-what">
        <p className="item-name said">
          {rule.name} <span className="badge">{text.groundText[rule.ground]}</span>
        </p>
        {rule.rule === undefined ? null : (
          <p className="small">
            {ruleSentence(rule.rule, hostTelling(Date.now()))} {text.matches[rule.rule.matches]}
          </p>
        )}
        <p className="small">{timesOf(rule)}</p>
        {rule.requests.length === 0 && !rule.waitsForReview ? null : (
          <p className="small">
            {text.near(rule.requests)} {rule.waitsForReview ? text.waitsForReview : null}
          </p>
        )}
      </div>
      <ActionButtons
        look="links"
        again={props.onLifted}
        actions={[
          rule.state !== "over" && {
            label: text.lift,
            name: text.liftOf(rule.name),
            act: () => liftPlatformRule(rule.id),
            ask: {
              title: text.liftTitle(rule.name),
              says: <p className="body">{text.liftText}</p>,
            },
          },
        ]}
      />
    </li>
  );
}
