/** The order counts: the later names also say that they are the earlier ones. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/Edg/, "Edge"],
  [/OPR|Opera/, "Opera"],
  [/Firefox|FxiOS/, "Firefox"],
  [/Chrome\b|CriOS|Chromium/, "Chrome"],
  [/Safari/, "Safari"],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/Android/, "Android"],
  [/iPhone|iPad|iPod|\biOS/, "iOS"],
  [/CrOS|ChromeOS/, "ChromeOS"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh|macOS/, "macOS"],
  [/Linux|X11/, "Linux"],
];

/**
 * What the list of sessions calls a device, "Firefox on Linux": enough for its owner to know it
 * again, too little to tell one from thousands. At most 40 characters. A label stays as it is.
 */
export function deviceLabel(userAgent: string | undefined): string {
  const said = (userAgent ?? "").slice(0, 500);
  const named = (list: typeof browsers) => list.find(([pattern]) => pattern.test(said))?.[1];
  const browser = named(browsers);
  const system = named(systems);
  if (browser === undefined)
    return system === undefined ? "Unknown device" : `A program on ${system}`;
  return system === undefined ? browser : `${browser} on ${system}`;
}
