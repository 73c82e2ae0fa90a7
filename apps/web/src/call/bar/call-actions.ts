import { useLocalParticipant } from "@livekit/components-react";
import type { DeviceChoice } from "../../media/device-choice.ts";
import { useCall, useTalk } from "../call-parts.ts";
import type { PanelTab } from "../panel/SidePanel.tsx";
import type { ShortcutAction } from "../shortcuts.ts";
import type { StageWish } from "../stage/arrange.ts";

/** What the call remembers of how this person wants to see it. */
export interface CallWishes {
  readonly stage: StageWish;
  /** Whether screen readers are told who speaks. */
  readonly speakers: "told" | "quiet";
  readonly tab: PanelTab | undefined;
  readonly dialog: "devices" | "keys" | "report" | "security" | undefined;
  /** Whom a report is about at first, by identity; undefined: the meeting. */
  readonly about: string | undefined;
}

export interface CallActions {
  readonly wishes: CallWishes;
  readonly change: (change: Partial<CallWishes>) => void;
  readonly showTab: (tab: PanelTab) => void;
  readonly setDevices: (change: Partial<DeviceChoice>) => void;
  /** Whether this page ends the meeting: told before the service is asked, which ends the call. */
  readonly ending: (ending: boolean) => void;
  readonly leave: () => void;
}

export const firstWishes: CallWishes = {
  stage: { view: "grid", pinned: undefined, self: "shown" },
  speakers: "told",
  tab: undefined,
  dialog: undefined,
  about: undefined,
};

export const canShareScreen = (): boolean =>
  typeof navigator.mediaDevices?.getDisplayMedia === "function";

/** Each thing that a button, a key or a menu does, once. */
export function useShortcutActions(
  actions: CallActions,
): Readonly<Record<ShortcutAction, () => void>> {
  const { session, talk } = useCall();
  const own = useLocalParticipant();
  const { identity } = own.localParticipant;
  const raised = useTalk().hands.has(identity);
  const { wishes, change } = actions;
  return {
    mic: () => {
      actions.setDevices({ microphone: !own.isMicrophoneEnabled });
      void session.setMicrophone(!own.isMicrophoneEnabled);
    },
    camera: () => {
      actions.setDevices({ camera: !own.isCameraEnabled });
      void session.setCamera(!own.isCameraEnabled);
    },
    screen: () => {
      if (canShareScreen()) void session.setScreen(!own.isScreenShareEnabled);
    },
    hand: () => talk.setHand(raised ? "down" : "up"),
    chat: () => actions.showTab("chat"),
    people: () => actions.showTab("people"),
    view: () =>
      change({
        stage: { ...wishes.stage, view: wishes.stage.view === "grid" ? "speaker" : "grid" },
      }),
    help: () => change({ dialog: wishes.dialog === "keys" ? undefined : "keys" }),
  };
}
