import { AccountPlaceSets } from "./AccountPlaceSets.tsx";
import { AccountRulePart } from "./AccountRulePart.tsx";

export function RulesPart() {
  return (
    <>
      <AccountRulePart />
      <AccountPlaceSets />
    </>
  );
}
