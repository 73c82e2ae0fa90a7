import type { RoomView } from "@graticule/api/hosting";
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { words } from "../../i18n/words.ts";
import { later } from "../../later.ts";
import { useCall, usePhase, useRoomView } from "../call-parts.ts";
import { ownNews, personOf, runnersIn, runsInstead } from "../hosting/powers.ts";
import { runByText } from "../hosting/run-by-text.ts";
import { usePeople } from "../panel/use-people.ts";
import { ChargeWatch, type Runner } from "./charge-watch.ts";

/** What somebody inside is told of the room: their own part in it, who runs it now, and that its rule was changed. */
export function useRoomNews(): void {
  const hostIsBack = useOwnPart();
  useWhoRuns(hostIsBack);
  useRuleNews();
}

const tellings = {
  "became-co-host": "coHost",
  "no-longer": "noCoHost",
  "host-back": "hostBack",
} as const;

/** Their own role, and that it is for them to run the meeting, until a host is back: that is noted, then. */
function useOwnPart(): RefObject<boolean> {
  const { board } = useCall();
  const view = useRoomView();
  const before = useRef<RoomView | undefined>(undefined);
  const hostIsBack = useRef(false);
  useEffect(() => {
    if (view === undefined) return;
    const { told } = words.call;
    const news = ownNews(before.current, view);
    before.current = view;
    if (!runsInstead(view)) board.takeBack(told.inCharge);
    if (news === "in-charge") board.tell(told.inCharge, { stays: "long" });
    else if (news !== undefined) board.tell(told[tellings[news]]);
    hostIsBack.current = news === "host-back" || (hostIsBack.current && !runsInstead(view));
  }, [board, view]);
  return hostIsBack;
}

/** To whoever is not told it in other words: that they run it themself, or that the host is back. */
function useWhoRuns(hostIsBack: RefObject<boolean>): void {
  const { board, admitted } = useCall();
  const view = useRoomView();
  const phase = usePhase();
  const runners = runnersIn(usePeople());
  const tell = useEffectEvent((now: readonly Runner[]) => {
    const isTold =
      hostIsBack.current || now.some(({ person }) => person === personOf(admitted.identity));
    hostIsBack.current = false;
    if (!isTold) board.tell(runByText(now.map(({ name }) => name)));
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
