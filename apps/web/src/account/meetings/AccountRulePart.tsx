import { liftAccountRule, lookAtAccountRule, setAccountRule } from "../../api/account.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { KeptRule, type RuleKeeper } from "./KeptRule.tsx";

const keeper: RuleKeeper = {
  name: "account-rule",
  words: accountWords.rule,
  modes: ["none", "default", "locked"],
  look: lookAtAccountRule,
  keep: setAccountRule,
  lift: liftAccountRule,
};

/** The account's own rule: a start for new meetings, or a limit of all of them. */
export function AccountRulePart() {
  return <KeptRule keeper={keeper} />;
}
