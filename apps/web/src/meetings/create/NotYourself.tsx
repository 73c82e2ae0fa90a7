import type { RuleInput } from "@graticule/api/rules";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { ownEffectOfNew } from "../../api/meetings.ts";
import { hostWords } from "../../i18n/host-words.ts";

const settleMs = 400;

/** Says so, as no fault, where the rule of a new meeting would keep out its own host. */
export function NotYourself({ rule }: { readonly rule: RuleInput | undefined }) {
  const asked = rule === undefined ? undefined : JSON.stringify(rule);
  const [settled] = useDebouncedValue(asked, settleMs);
  const query = useQuery({
    queryKey: ["own-effect", settled],
    queryFn: () => ownEffectOfNew(JSON.parse(settled ?? "null") as RuleInput),
    enabled: settled !== undefined,
  });
  const isOut = settled === asked && query.data?.kind === "ok" && query.data.value.you === "leave";
  return (
    <p className="small not-yourself" role="status" data-testid="not-yourself">
      {isOut ? hostWords.create.notYourself : null}
    </p>
  );
}
