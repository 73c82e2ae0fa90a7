import type { RoomView } from "@graticule/api/hosting";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { runByText } from "../../i18n/run-by-text.ts";
import { words } from "../../i18n/words.ts";
import { isOwnVersion } from "../../rules/use-rule-change.ts";
import { later } from "../../signals/later.ts";
import { useCall, usePhase, useRoomView } from "../call-parts.ts";
import { ownNews, personIn, runnersIn, runsInstead } from "../hosting/powers.ts";
import { usePeople } from "../roster/use-people.ts";
import { ChargeWatch, type Runner } from "./charge-watch.ts";

/** Shows notices about the room: one's own role, who runs it now, and that its rule was changed. */
export function useRoomNews(): void {
  useOwnPart();
  useWhoRuns();
  useRuleNews();
}

const tellings = {
  "became-co-host": "coHost",
  "no-longer": "noCoHost",
  "host-back": "hostBack",
} as const;

/** One's own role, and that one runs the meeting until a host is back. */
function useOwnPart(): void {
  const { board, roles } = useCall();
  const view = useRoomView();
  const before = useRef<RoomView | undefined>(undefined);
  useEffect(() => {
    if (view === undefined) return;
    roles.see(view);
    const { told } = words.call;
    const news = ownNews(before.current, view);
    before.current = view;
    if (!runsInstead(view)) board.takeBack("in-charge");
    if (news === "in-charge") board.tell({ key: news, text: told.inCharge, stays: "long" });
    else if (news !== undefined) board.tell({ key: news, text: told[tellings[news]] });
  }, [board, roles, view]);
}

/** For all but those who run it, or just did: they have their own notices. */
function useWhoRuns(): void {
  const { board, admitted, roles } = useCall();
  const view = useRoomView();
  const phase = usePhase();
  const runners = runnersIn(usePeople());
  const tell = useEffectEvent((now: readonly Runner[], before: readonly Runner[] | undefined) => {
    roles.told(now.map(({ person }) => person));
    if (before === undefined) return;
    const self = personIn(admitted.identity);
    const isTold = [...now, ...before].some(({ person }) => person === self);
    if (!isTold) board.tell({ key: "run-by", text: runByText(now.map(({ name }) => name)) });
  });
  const [watch] = useState(
    () => new ChargeWatch({ later, tell: (now, before) => tell(now, before) }),
  );
  useEffect(() => {
    if (view !== undefined && phase === "connected") watch.see(runners);
  }, [watch, view, phase, runners]);
  useEffect(() => () => watch.close(), [watch]);
}

/** Not to the host who changed it here, and reads so in the form. */
function useRuleNews(): void {
  const { board, admitted } = useCall();
  const { code } = admitted.meeting;
  const queries = useQueryClient();
  const version = useRoomView()?.ruleVersion;
  const before = useRef<number | undefined>(undefined);
  useEffect(() => {
    const isNew = before.current !== undefined && version !== undefined;
    if (isNew && version !== before.current && !isOwnVersion(queries, code, version))
      board.tell({ key: "rule-changed", text: words.call.told.ruleChanged });
    before.current = version ?? before.current;
  }, [board, code, queries, version]);
}
