import type { DeviceChoice } from "../../media/device-choice.ts";
import { useCall } from "../call-parts.ts";
import type { PanelTab } from "../panel/SidePanel.tsx";
import type { ShortcutAction } from "../shortcuts.ts";
import type { StageWish } from "../stage/arrange.ts";

/** How this person wants to see the call. */
export interface CallWishes {
  readonly stage: StageWish;
  /** Whether screen readers announce speakers. */
  readonly speakers: "told" | "quiet";
  readonly tab: PanelTab | undefined;
  readonly dialog: "devices" | "keys" | "report" | "security" | undefined;
  /** The identity that a report is about at first; undefined: the meeting. */
  readonly about: string | undefined;
}

export interface CallActions {
  readonly wishes: CallWishes;
  readonly change: (change: Partial<CallWishes>) => void;
  readonly showTab: (tab: PanelTab) => void;
  readonly setDevices: (change: Partial<DeviceChoice>) => void;
  /**
   * True before the request to end the meeting for everyone, which ends this call; false if it
   * failed.
   */
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

/** Actions shared by buttons, keys and menus. */
export function useShortcutActions(
  actions: CallActions,
): Readonly<Record<ShortcutAction, () => void>> {
  const { roster, session, talk } = useCall();
  const { wishes, change } = actions;
  /** Whether it is off now. */
  const isOff = (what: "microphone" | "camera" | "screen"): boolean =>
    !roster.current().self[what]?.isOn;
  return {
    mic: () => {
      const microphone = isOff("microphone");
      actions.setDevices({ microphone });
      void session.setMicrophone(microphone);
    },
    camera: () => {
      const camera = isOff("camera");
      actions.setDevices({ camera });
      void session.setCamera(camera);
    },
    screen: () => {
      if (canShareScreen()) void session.setScreen(isOff("screen"));
    },
    hand: () => {
      const { identity } = roster.current().self.attendee;
      talk.setHand(talk.current().hands.has(identity) ? "down" : "up");
    },
    chat: () => actions.showTab("chat"),
    people: () => actions.showTab("people"),
    view: () =>
      change({
        stage: { ...wishes.stage, view: wishes.stage.view === "grid" ? "speaker" : "grid" },
      }),
    help: () => change({ dialog: wishes.dialog === "keys" ? undefined : "keys" }),
  };
}
