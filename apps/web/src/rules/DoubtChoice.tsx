import type { RuleOnDoubt } from "@graticule/api/rules";
import { hostWords } from "../i18n/host-words.ts";
import { Choice } from "../ui/form/Choice.tsx";

const choices: readonly RuleOnDoubt[] = ["admit", "ask", "hold", "refuse"];

/** What happens to whoever's place can't be told, each choice with what it means. */
export function DoubtChoice(props: {
  readonly value: RuleOnDoubt;
  readonly onChange: (value: RuleOnDoubt) => void;
}) {
  const said = hostWords.rule;
  return (
    <Choice
      legend={said.onDoubt}
      testId="on-doubt"
      value={props.value}
      options={choices.map((value) => ({
        ...{ value, label: said.doubt[value], hint: said.doubtHint[value] },
      }))}
      onChange={props.onChange}
    />
  );
}
