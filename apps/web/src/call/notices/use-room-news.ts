import { useEffect, useEffectEvent, useRef, useState } from "react";
import { words } from "../../i18n/words.ts";
import { later } from "../../later.ts";
import { useCall, usePhase, useRoomView } from "../call-parts.ts";
import { personOf, runnersIn } from "../hosting/powers.ts";
import { runByText } from "../hosting/run-by-text.ts";
import { usePeople } from "../panel/use-people.ts";
import { ChargeWatch, type Runner } from "./charge-watch.ts";

/** What everybody inside is told of the room as a whole: who runs it now, and that its rule was changed. */
export function useRoomNews(): void {
  useWhoRuns();
  useRuleNews();
}

/** Whoever runs it themself is told so in other words. */
function useWhoRuns(): void {
  const { board, admitted } = useCall();
  const view = useRoomView();
  const phase = usePhase();
  const runners = runnersIn(usePeople());
  const tell = useEffectEvent((now: readonly Runner[]) => {
    if (now.some(({ person }) => person === personOf(admitted.identity))) return;
    board.tell(runByText(now.map(({ name }) => name)));
  });
  const [watch] = useState(
    () =>
      new ChargeWatch({
        later,
        tell: (now) => tell(now),
      }),
  );
  useEffect(() => {
    if (view !== undefined && phase === "connected") watch.see(runners);
  }, [watch, view, phase, runners]);
  useEffect(() => () => watch.close(), [watch]);
}

function useRuleNews(): void {
  const { board } = useCall();
  const version = useRoomView()?.ruleVersion;
  const before = useRef<number | undefined>(undefined);
  useEffect(() => {
    const isNew = before.current !== undefined && version !== undefined;
    if (isNew && version !== before.current) board.tell(words.call.told.ruleChanged);
    before.current = version ?? before.current;
  }, [board, version]);
}
