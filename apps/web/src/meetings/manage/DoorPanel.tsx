import type { MeetingDoor } from "@graticule/api/hosting";
import type { MeetingManaged } from "@graticule/api/meetings";
import type { HostingOf } from "../../hosting/use-hosting.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { Choice, choices } from "../../ui/form/Choice.tsx";

/** Who gets in without approval: the lobby, the lock, and whether the path of the media must be seen. */
export function DoorPanel(props: {
  readonly door: MeetingDoor;
  readonly secondCheck: MeetingManaged["secondCheck"];
  readonly of: HostingOf;
}) {
  const { door, secondCheck, of } = props;
  const said = hostWords.manage;
  const { text, failed } = of.messageOf("door");
  const change = (next: Partial<MeetingDoor>): void =>
    of.act({ kind: "door", door: next }, hostWords.rule.applied);
  const mediaPath = (
    <>
      <strong>{said.mediaPath}.</strong> {said.mediaPathText}
      {secondCheck === "impossible" ? ` ${said.mediaPathImpossible}` : null}
    </>
  );
  return (
    <section className="sheet stack" aria-labelledby="door">
      <h2 className="h2" id="door">
        {said.door}
      </h2>
      <div className="stack door-part">
        <Choice
          legend={<span className="small">{said.lobbyChoice}</span>}
          testId="lobby"
          value={door.entry}
          disabled={of.busy}
          options={choices(["open", "lobby"], said.lobby)}
          meaning={hostWords.create.lobbyHint[door.entry]}
          onChange={(entry) => change({ entry })}
        />
      </div>
      <div className="stack door-part">
        <Choice
          legend={<span className="small">{said.lock}</span>}
          testId="lock"
          value={door.locked ? "locked" : "open"}
          disabled={of.busy}
          options={choices(["open", "locked"], said.lockState)}
          meaning={door.locked ? said.lockHint.locked : said.lockHint[door.entry]}
          onChange={(lock) => change({ locked: lock === "locked" })}
        />
      </div>
      <div className="stack door-part">
        {secondCheck === "impossible" && door.beacon !== "required" ? (
          <p className="small">{mediaPath}</p>
        ) : (
          <Choice
            legend={<span className="small">{mediaPath}</span>}
            testId="media-path"
            value={door.beacon}
            disabled={of.busy}
            options={choices(
              ["wanted", "required", "off"],
              said.mediaPathChoice,
              said.mediaPathHint,
            ).map((option) => ({
              ...option,
              disabled: option.value === "required" && secondCheck === "impossible",
            }))}
            onChange={(beacon) => change({ beacon })}
          />
        )}
      </div>
      <p className={failed ? "error pass-message" : "small pass-message"} role="status">
        {text}
      </p>
    </section>
  );
}
