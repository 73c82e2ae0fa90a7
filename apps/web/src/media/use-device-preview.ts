import { useEffect, useState, useSyncExternalStore } from "react";
import type { DeviceChoice } from "./device-choice.ts";
import { DevicePreview } from "./device-preview.ts";

/** A preview of these devices while a page is shown. */
export function useDevicePreview(devices: DeviceChoice) {
  const [preview] = useState(() => new DevicePreview());
  const state = useSyncExternalStore(preview.subscribe, preview.current);
  useEffect(() => {
    void preview.show(devices);
  }, [preview, devices]);
  useEffect(() => () => preview.stop(), [preview]);
  return { preview, state };
}
