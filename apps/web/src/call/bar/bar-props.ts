import type { ManageKey } from "../../api/meetings.ts";
import type { ShortcutAction } from "../shortcuts.ts";
import type { CallActions } from "./call-actions.ts";

export interface BarProps {
  readonly actions: CallActions;
  readonly run: Readonly<Record<ShortcutAction, () => void>>;
  readonly keys: "on" | "off";
  readonly hostKey: ManageKey | undefined;
  readonly size: "wide" | "narrow";
}
