import { useRoomContext } from "@livekit/components-react";
import { type Participant, RoomEvent } from "livekit-client";
import { useEffect, useRef, useState } from "react";
import { withinSentence } from "../../i18n/within-sentence.ts";
import { words } from "../../i18n/words.ts";
import { useCall } from "../call-parts.ts";
import {
  forgetSpeaker,
  hearSpeakers,
  nobodySpoke,
  rivalMs,
  type SpeakerChoice,
  silenceMs,
} from "./speaker-choice.ts";

/** Who is large by speaking, and who spoke lately; tells screen readers where that is wished. */
export function useSpeaker(told: "told" | "quiet"): SpeakerChoice {
  const room = useRoomContext();
  const { announcer, names } = useCall();
  const [choice, setChoice] = useState(nobodySpoke);
  const latest = useRef(nobodySpoke);
  useEffect(() => {
    let again: ReturnType<typeof setTimeout> | undefined;
    const others = (): Participant[] => room.activeSpeakers.filter(({ isLocal }) => !isLocal);
    const hear = (): void => {
      const speaking = others().map(({ identity }) => identity);
      const next = hearSpeakers(latest.current, speaking, performance.now());
      latest.current = next;
      setChoice(next);
      clearTimeout(again);
      // The engine tells changes only: whoever goes on speaking is asked for once more.
      const soon = next.rival === undefined ? silenceMs / 2 : rivalMs + 50;
      if (speaking.length > 0) again = setTimeout(hear, soon);
    };
    const forget = ({ identity }: Participant): void => {
      latest.current = forgetSpeaker(latest.current, identity);
      setChoice(latest.current);
    };
    room.on(RoomEvent.ActiveSpeakersChanged, hear).on(RoomEvent.ParticipantDisconnected, forget);
    return () => {
      clearTimeout(again);
      room
        .off(RoomEvent.ActiveSpeakersChanged, hear)
        .off(RoomEvent.ParticipantDisconnected, forget);
    };
  }, [room]);
  const { large, turn } = choice;
  useEffect(() => {
    if (turn === 0) return;
    if (told === "quiet") return announcer.forget("speaker");
    const participant = large === undefined ? undefined : room.getParticipantByIdentity(large);
    if (participant === undefined) return;
    announcer.say("speaker", words.call.speaking(withinSentence(names.of(participant))));
  }, [announcer, names, large, room, told, turn]);
  return choice;
}
