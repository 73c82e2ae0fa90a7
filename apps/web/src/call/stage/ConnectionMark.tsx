import { ConnectionQuality } from "livekit-client";
import { words } from "../../i18n/words.ts";

const barsOf: Readonly<Partial<Record<ConnectionQuality, number>>> = {
  [ConnectionQuality.Excellent]: 3,
  [ConnectionQuality.Good]: 2,
  [ConnectionQuality.Poor]: 1,
  [ConnectionQuality.Lost]: 0,
};

/** A person's connection: bars, and words where there is room. Faces get only bad news. */
export function ConnectionMark(props: {
  readonly quality: ConnectionQuality | undefined;
  readonly shown: "always" | "when-weak";
}) {
  const { quality = ConnectionQuality.Unknown } = props;
  const bars = barsOf[quality];
  if (bars === undefined || quality === ConnectionQuality.Unknown) return null;
  if (props.shown === "when-weak" && bars > 1) return null;
  const text = words.call.connection[quality];
  return (
    <span className="connection" data-testid="connection" data-bars={bars} title={text}>
      <svg width="16" height="14" viewBox="0 0 16 14" role="img" aria-label={text}>
        {[1, 2, 3].map((bar) => (
          <rect
            key={bar}
            x={(bar - 1) * 5.5}
            y={14 - bar * 4.5}
            width="4"
            height={bar * 4.5}
            rx="1"
            fill="currentColor"
            opacity={bar <= bars ? 1 : 0.28}
          />
        ))}
      </svg>
      {props.shown === "when-weak" ? (
        <span className="connection-text" aria-hidden="true">
          {text}
        </span>
      ) : null}
    </span>
  );
}
