import type { MeetingDoor } from "@graticule/api/hosting";
import type { MeetingManaged } from "@graticule/api/meetings";
import type { HostingOf } from "../../hosting/use-hosting.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { Choice } from "../../ui/form/Choice.tsx";

/** Who comes in without being asked: the lobby, the lock, and whether the way of sound and picture must be seen. */
export function DoorPanel(props: {
  readonly door: MeetingDoor;
  readonly secondCheck: MeetingManaged["secondCheck"];
  readonly of: HostingOf;
}) {
  const { door, secondCheck, of } = props;
  const said = hostWords.manage;
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
          options={[
            { value: "open", label: said.lobby.open },
            { value: "lobby", label: said.lobby.lobby },
          ]}
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
          options={[
            { value: "open", label: said.lockState.open },
            { value: "locked", label: said.lockState.locked },
          ]}
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
            options={(["wanted", "required", "off"] as const).map((value) => ({
              ...{ value, label: said.mediaPathChoice[value], hint: said.mediaPathHint[value] },
              disabled: value === "required" && secondCheck === "impossible",
            }))}
            onChange={(beacon) => change({ beacon })}
          />
        )}
      </div>
      <p className="small">{said.coHosts}</p>
    </section>
  );
}
