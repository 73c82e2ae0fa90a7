import { words } from "../i18n/words.ts";

export type Device = "camera" | "microphone" | "screen";

/** Why a camera, microphone or screen did not start. `cancelled` needs no words. */
export type DeviceFault = "denied" | "missing" | "busy" | "insecure" | "other" | "cancelled";

const byName: Readonly<Record<string, DeviceFault>> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

/**
 * Reads the error of `getUserMedia` or `getDisplayMedia`. Closing the screen's picker is no fault. Where the
 * operating system keeps the screen from the browser, Chromium gives the same error with another message,
 * and other browsers an error of another name.
 */
export function faultOfError(device: Device, error: unknown): DeviceFault {
  if (typeof navigator !== "undefined" && navigator.mediaDevices === undefined) return "insecure";
  const name = error instanceof Error ? error.name : "";
  const fault = byName[name] ?? "other";
  if (device !== "screen" || fault !== "denied") return fault;
  const bySystem = error instanceof Error && /\bby (the )?system\b/i.test(error.message);
  return bySystem ? "denied" : "cancelled";
}

export function deviceFaultText(device: Device, fault: DeviceFault): string | undefined {
  if (fault === "cancelled") return undefined;
  if (fault === "insecure") return words.device.insecure;
  return words.device[device][fault];
}
