import { useRoomContext } from "@livekit/components-react";
import { type Participant, RoomEvent } from "livekit-client";
import { useEffect, useState } from "react";
import { words } from "../../i18n/words.ts";
import { useCall } from "../call-parts.ts";
import { nameOf, withinSentence } from "../names.ts";
import {
  forgetSpeaker,
  hearSpeakers,
  nobodySpoke,
  rivalMs,
  type SpeakerChoice,
} from "./speaker-choice.ts";

/** Who is large by speaking, and who spoke lately; tells screen readers where that is wished. */
export function useSpeaker(told: "told" | "quiet"): SpeakerChoice {
  const room = useRoomContext();
  const { announcer } = useCall();
  const [choice, setChoice] = useState(nobodySpoke);
  useEffect(() => {
    let again: ReturnType<typeof setTimeout> | undefined;
    const others = (): Participant[] => room.activeSpeakers.filter(({ isLocal }) => !isLocal);
    const hear = (): void => {
      const speaking = others().map(({ identity }) => identity);
      setChoice((before) => hearSpeakers(before, speaking, performance.now()));
      clearTimeout(again);
      // The engine tells changes only: whoever goes on speaking is asked for once more.
      if (speaking.length > 0) again = setTimeout(hear, rivalMs + 50);
    };
    const forget = ({ identity }: Participant): void =>
      setChoice((before) => forgetSpeaker(before, identity));
    room.on(RoomEvent.ActiveSpeakersChanged, hear).on(RoomEvent.ParticipantDisconnected, forget);
    return () => {
      clearTimeout(again);
      room
        .off(RoomEvent.ActiveSpeakersChanged, hear)
        .off(RoomEvent.ParticipantDisconnected, forget);
    };
  }, [room]);
  const { large } = choice;
  useEffect(() => {
    if (told === "quiet") return announcer.forget("speaker");
    const participant = large === undefined ? undefined : room.getParticipantByIdentity(large);
    if (participant === undefined) return;
    announcer.say("speaker", words.call.speaking(withinSentence(nameOf(participant))));
  }, [announcer, large, room, told]);
  return choice;
}
