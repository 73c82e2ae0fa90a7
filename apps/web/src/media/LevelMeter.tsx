import { useEffect, useRef, useState } from "react";
import { words } from "../i18n/words.ts";
import { heardLevel, measureLevel } from "./sound-level.ts";

/** After this long without a sound, nothing is said of what was heard before. */
const quietMs = 5_000;

const bars = [0.08, 0.22, 0.38, 0.54, 0.7, 0.86];

function light(meter: HTMLElement, level: number): void {
  for (const [index, bar] of [...meter.children].entries()) {
    bar.toggleAttribute("data-lit", level >= (bars[index] ?? 1));
  }
}

type Heard = "not-yet" | "now" | "before";

/** Whether someone is heard, by the levels so far. */
function listen(): (level: number) => Heard {
  let lastMs: number | undefined;
  return (level) => {
    const now = performance.now();
    if (level >= heardLevel) lastMs = now;
    if (lastMs === undefined) return "not-yet";
    return now - lastMs < quietMs ? "now" : "before";
  };
}

/** How loud the own microphone is, in bars and, for those who don't see them, in words. */
export function LevelMeter({ stream }: { readonly stream: MediaStream | undefined }) {
  const meter = useRef<HTMLSpanElement>(null);
  const [heard, setHeard] = useState<Heard>("not-yet");
  useEffect(() => {
    setHeard("not-yet");
    if (stream === undefined) return;
    const heardAt = listen();
    return measureLevel(stream, (level) => {
      if (meter.current !== null) light(meter.current, level);
      setHeard(heardAt(level));
    });
  }, [stream]);
  if (stream === undefined) return null;
  return (
    <p className="level small" data-heard={heard === "now" ? "true" : undefined}>
      <span className="level-bars" ref={meter} aria-hidden="true">
        {bars.map((from) => (
          <span key={from} />
        ))}
      </span>
      <span role="status" data-testid="level-text">
        {{ "not-yet": words.door.silent, now: words.door.heard, before: null }[heard]}
      </span>
    </p>
  );
}
