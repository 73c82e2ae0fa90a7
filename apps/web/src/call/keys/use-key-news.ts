import { useRoomContext } from "@livekit/components-react";
import { useEffect, useRef } from "react";
import { words } from "../../i18n/words.ts";
import { useCall, useKeys, useUnlisted, useUnsealed } from "../call-parts.ts";
import { withinSentence } from "../names.ts";
import { type KeyNews, type KeysKnown, newsOf } from "./security-view.ts";

/** Says it when something came that was not sealed, when somebody has the keys and is not seen, and when the page began anew. */
export function useKeyNews(): void {
  const { board, names } = useCall();
  const room = useRoomContext();
  const unsealed = useUnsealed();
  const unlisted = useUnlisted();
  const distrusted = useKeys()?.distrusted ?? 0;
  const before = useRef<KeysKnown>({ unsealed: [], unlisted: [], distrusted: 0 });
  useEffect(() => {
    const now = { unsealed, unlisted, distrusted };
    const nameOf = (identity: string) =>
      names.of(room.getParticipantByIdentity(identity) ?? { identity });
    for (const news of newsOf(before.current, now)) {
      const text = textOf(news, nameOf);
      if (news.kind === "listed") board.takeBack(text);
      else board.tell(text, { stays: "long" });
    }
    before.current = now;
  }, [board, names, room, unsealed, unlisted, distrusted]);
}

function textOf(news: KeyNews, nameOf: (identity: string) => string): string {
  const said = words.call.sealed;
  if (news.kind === "distrusted") return said.distrusted;
  const name = withinSentence(nameOf(news.identity));
  return news.kind === "unsealed" ? said.unsealed(name) : said.unlisted(name);
}
