import { useEffect, useRef } from "react";
import { withinSentence } from "../../i18n/within-sentence.ts";
import { words } from "../../i18n/words.ts";
import { useCall, useKeys, useUnlisted, useUnsealed } from "../call-parts.ts";
import { type KeyNews, type KeysKnown, newsOf } from "./security-view.ts";

const nothingToTell = { distrusted: 0, delays: 0, rekeyed: new Map<string, number>() };

/**
 * Shows a notice when something unsealed arrived, a person has keys unseen or other keys than
 * before, or this page set up its keys again.
 */
export function useKeyNews(): void {
  const { board, names, roster } = useCall();
  const unsealed = useUnsealed();
  const unlisted = useUnlisted();
  const keys = useKeys();
  const { distrusted, delays, rekeyed } = keys ?? nothingToTell;
  const before = useRef<KeysKnown>({ unsealed: [], unlisted: [], ...nothingToTell });
  useEffect(() => {
    const now = { unsealed, unlisted, distrusted, delays, rekeyed };
    const nameOf = (identity: string) =>
      names.of(roster.current().entries.get(identity)?.attendee ?? { identity });
    for (const news of newsOf(before.current, now)) {
      if (news.kind === "listed") board.takeBack(keyOf(news));
      else board.tell({ key: keyOf(news), text: textOf(news, nameOf), stays: "long" });
    }
    before.current = now;
  }, [board, names, roster, unsealed, unlisted, distrusted, delays, rekeyed]);
}

/** `listed` has the key of the `unlisted` notice that it takes back. */
function keyOf(news: KeyNews): string {
  if (!("identity" in news)) return news.kind;
  return `${news.kind === "listed" ? "unlisted" : news.kind}/${news.identity}`;
}

function textOf(news: KeyNews, nameOf: (identity: string) => string): string {
  const said = words.call.sealed;
  const name = "identity" in news ? withinSentence(nameOf(news.identity)) : "";
  switch (news.kind) {
    case "distrusted":
    case "delayed":
      return said[news.kind];
    case "unsealed":
      return said.unsealed(name);
    case "rekeyed":
      return said.rekeyed(name);
    case "unlisted":
    case "listed":
      return said.unlisted(name);
  }
}
