import type { ReactionName } from "@graticule/api/talk";
import { useTalk } from "../call-parts.ts";

export const reactionSigns: Readonly<Record<ReactionName, string>> = {
  thumb: "👍",
  heart: "❤️",
  clap: "👏",
  laugh: "😂",
  wow: "😮",
  party: "🎉",
};

/** Reactions rise at the edge and go; under reduced motion they stand still for a moment. */
export function Reactions() {
  const { reactions } = useTalk();
  return (
    <div className="reactions" aria-hidden="true" data-testid="reactions">
      {reactions.map(({ id, name, reaction }) => (
        <div
          key={id}
          className="reaction"
          style={{ "--lane": id % 4 } as React.CSSProperties}
          data-testid={`reaction-${reaction}`}
        >
          <span className="reaction-sign">{reactionSigns[reaction]}</span>
          <span className="reaction-name said">{name}</span>
        </div>
      ))}
    </div>
  );
}
