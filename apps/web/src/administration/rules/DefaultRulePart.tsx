import { KeptRule, type RuleKeeper } from "../../account/meetings/KeptRule.tsx";
import { liftDefaultRule, lookAtDefaultRule, setDefaultRule } from "../../api/administration.ts";
import { administrationWords } from "../../i18n/administration-words.ts";

const keeper: RuleKeeper = {
  name: "default-rule",
  words: administrationWords.rules.default,
  modes: ["default"],
  look: lookAtDefaultRule,
  keep: ({ rule }, version) => setDefaultRule(rule, version),
  lift: liftDefaultRule,
};

/** With which rule new meetings begin whose account has none. It limits nobody by itself. */
export function DefaultRulePart() {
  return <KeptRule keeper={keeper} />;
}
