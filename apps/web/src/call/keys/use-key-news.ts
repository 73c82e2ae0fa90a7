import { useRoomContext } from "@livekit/components-react";
import { useEffect, useRef } from "react";
import { words } from "../../i18n/words.ts";
import { useCall, useKeys, useUnsealed } from "../call-parts.ts";
import { withinSentence } from "../names.ts";
import { type KeysKnown, newsOf } from "./security-view.ts";

/** Says it when something came that was not sealed, and when the page began anew. */
export function useKeyNews(): void {
  const { board, names } = useCall();
  const room = useRoomContext();
  const unsealed = useUnsealed();
  const distrusted = useKeys()?.distrusted ?? 0;
  const before = useRef<KeysKnown>({ unsealed: [], distrusted: 0 });
  useEffect(() => {
    const now = { unsealed, distrusted };
    for (const news of newsOf(before.current, now)) {
      if (news.kind === "distrusted") board.tell(words.call.sealed.distrusted, { stays: "long" });
      else {
        const { identity } = news;
        const name = names.of(room.getParticipantByIdentity(identity) ?? { identity });
        board.tell(words.call.sealed.unsealed(withinSentence(name)), { stays: "long" });
      }
    }
    before.current = now;
  }, [board, names, room, unsealed, distrusted]);
}
