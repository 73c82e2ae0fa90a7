import { shallowEqual } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { withinSentence } from "../../i18n/within-sentence.ts";
import { words } from "../../i18n/words.ts";
import { useCall } from "../call-parts.ts";
import { forgetSpeaker, hearSpeakers, nobodySpoke, type SpeakerChoice } from "./speaker-choice.ts";

/**
 * The engine reports only changes: ongoing speakers are looked at again after this time, in
 * milliseconds.
 */
const againMs = 500;

/** Who is large by speaking, and who spoke recently. `told`: whether screen readers announce it. */
export function useSpeaker(told: "told" | "quiet"): SpeakerChoice {
  const { announcer, names, roster } = useCall();
  const [choice, setChoice] = useState(nobodySpoke);
  useEffect(() => {
    let latest = nobodySpoke;
    let seen = roster.current();
    let again: ReturnType<typeof setTimeout> | undefined;
    const show = (): void =>
      setChoice((shown) => {
        const { large, turn, recent } = latest;
        const isShown = shown.large === large && shown.turn === turn;
        return isShown && shallowEqual(shown.recent, recent) ? shown : latest;
      });
    const hear = (): void => {
      const { speakers } = seen;
      latest = hearSpeakers(latest, speakers, performance.now());
      clearTimeout(again);
      if (speakers.length > 0) again = setTimeout(hear, againMs);
      show();
    };
    const look = (): void => {
      const before = seen;
      seen = roster.current();
      for (const { identity } of before.attendees) {
        if (!seen.entries.has(identity)) latest = forgetSpeaker(latest, identity);
      }
      if (seen.speakers === before.speakers) show();
      else hear();
    };
    const stop = roster.subscribe(look);
    return () => {
      stop();
      clearTimeout(again);
    };
  }, [roster]);
  const { large, turn } = choice;
  useEffect(() => {
    if (turn === 0) return;
    if (told === "quiet") return announcer.forget("speaker");
    const entry = large === undefined ? undefined : roster.current().entries.get(large);
    if (entry === undefined) return;
    announcer.say("speaker", words.call.speaking(withinSentence(names.of(entry.attendee))));
  }, [announcer, names, large, roster, told, turn]);
  return choice;
}
