import { IconAlertTriangle, IconCheck, IconCircle, IconMinus } from "@tabler/icons-react";
import { verifyWords as said } from "../../i18n/verify-words.ts";
import { sayStep } from "./say-step.ts";
import type { CheckStep, StepName } from "./steps.ts";

const icons = {
  passed: IconCheck,
  failed: IconAlertTriangle,
  nothing: IconMinus,
  cannot: IconMinus,
  unreachable: IconMinus,
  waiting: IconCircle,
} as const;

/** A step with what it found. Its state is in its icon and in words. */
export function StepRow(props: {
  readonly name: StepName;
  readonly step: CheckStep | undefined;
  readonly isOver: boolean;
}) {
  const { name, step, isOver } = props;
  const state = step?.kind ?? "waiting";
  const Icon = icons[state];
  const says = step && sayStep(step);
  return (
    <li className="verify-step" data-testid={`verify-${name}`} data-state={state}>
      <span className="verify-icon">
        <Icon size={18} aria-hidden />
      </span>
      <div className="verify-what">
        <p className="body">
          {said.step[name]}
          <span className="verify-state small">
            {" "}
            {state === "waiting" && isOver ? said.skipped : said.state[state]}
          </span>
        </p>
        {says === undefined || says.text === "" ? null : <p className="small">{says.text}</p>}
        {says?.codes.map((code) => (
          <p key={code} className="log-code" dir="ltr">
            {code}
          </p>
        ))}
      </div>
    </li>
  );
}
