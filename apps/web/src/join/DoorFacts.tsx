import type { Door, Held } from "@graticule/api/meetings";
import { type ReactNode, useEffect, useId, useState } from "react";
import { words } from "../i18n/words.ts";
import { askTabs } from "../links/other-tabs.ts";
import { limitsTold } from "../links/pass.ts";
import { nameOfPick } from "../places/names.ts";
import { holdsSentences } from "../rules/limits-sentence.ts";
import { JoiningFrom } from "./JoiningFrom.tsx";
import type { EncryptionSaid } from "./link-secret.ts";

/** Where one joins from, whether one waits, who can join and who decided it, who can hear, what a host sees. */
export function DoorFacts(props: { readonly door: Door; readonly encryption: EncryptionSaid }) {
  const { door, encryption } = props;
  const limits = limitsTold(door);
  const isElsewhere = useOtherTab(door.code);
  return (
    <div className="stack door-facts gap-10">
      <p className="small door-news" role="status" data-testid="open-elsewhere">
        {isElsewhere ? words.door.alsoHere : null}
      </p>
      {door.held === undefined ? null : (
        <p className="small" data-testid="door-waits">
          {waitsText(door.held)}
        </p>
      )}
      <JoiningFrom
        seen={door}
        help="here"
        isSaid={door.held?.because === "cannot-tell"}
        testId="door-place"
      />
      {limits.length === 0 && door.limitedByOrder === undefined ? null : (
        <p className="small" data-testid="door-holds">
          {holdsText(door)}
        </p>
      )}
      <Fold button={encryption.line} testId="door-encryption">
        {encryption.meaning}
      </Fold>
      <Fold button={words.door.seenByHost} testId="seen-by-host">
        {words.door.seenByHostText}
      </Fold>
    </div>
  );
}

/** Whether another tab of this browser is in the call: whoever joins here too is there twice. */
function useOtherTab(code: string): boolean {
  const [isInside, setInside] = useState(false);
  useEffect(() => askTabs(code, (seats) => setInside(seats.length > 0)), [code]);
  return isInside;
}

/** What holds, for whoever is let in or waits. */
export function holdsText(door: Pick<Door, "limits" | "pass" | "limitedByOrder">): string {
  const telling = { name: nameOfPick, reader: { now: Date.now() }, words };
  return holdsSentences(limitsTold(door), telling, {
    orders: door.limitedByOrder === true ? "some" : [],
    ownRule: door.pass?.kind === "valid" ? "left-out" : "told",
  }).join(" ");
}

function waitsText(held: Held): string {
  if (held.because === "terms" || held.because === "media-path") {
    return words.lobby.because[held.because];
  }
  return held.ask ? words.door.waits.ask : words.door.waits[held.because];
}

/** A button that unfolds what there is to say. */
function Fold(props: {
  readonly button: string;
  readonly testId: string;
  readonly children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div className="stack gap-6">
      <p className="small row door-fold">
        <button
          type="button"
          className="link"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
          data-testid={props.testId}
        >
          {props.button}
        </button>
      </p>
      <p className="small" id={id} hidden={!open}>
        {props.children}
      </p>
    </div>
  );
}
