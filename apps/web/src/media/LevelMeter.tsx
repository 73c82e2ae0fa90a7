import { useEffect, useRef, useState } from "react";
import { words } from "../i18n/words.ts";
import { heardLevel, measureLevel } from "./sound-level.ts";

const bars = [0.08, 0.22, 0.38, 0.54, 0.7, 0.86];

/** How loud the own microphone is, in bars and, for those who don't see them, in words. */
export function LevelMeter({ stream }: { readonly stream: MediaStream | undefined }) {
  const meter = useRef<HTMLSpanElement>(null);
  const [heard, setHeard] = useState(false);
  useEffect(() => {
    setHeard(false);
    if (stream === undefined) return;
    return measureLevel(stream, (level) => {
      for (const [index, bar] of [...(meter.current?.children ?? [])].entries()) {
        bar.toggleAttribute("data-lit", level >= (bars[index] ?? 1));
      }
      if (level >= heardLevel) setHeard(true);
    });
  }, [stream]);
  if (stream === undefined) return null;
  return (
    <p className="level small" data-heard={heard ? "true" : undefined}>
      <span className="level-bars" ref={meter} aria-hidden="true">
        {bars.map((from) => (
          <span key={from} />
        ))}
      </span>
      <span role="status" data-testid="level-text">
        {heard ? words.door.heard : words.door.silent}
      </span>
    </p>
  );
}
