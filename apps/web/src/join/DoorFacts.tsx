import type { Door } from "@graticule/api/meetings";
import { type ReactNode, useEffect, useId, useState } from "react";
import { words } from "../i18n/words.ts";
import { followTabs } from "../links/other-tabs.ts";
import { limitsTold } from "../links/pass.ts";
import { nameOfPick } from "../places/names.ts";
import { holdsSentences } from "../rules/limits-sentence.ts";
import { LinkButton } from "../ui/LinkButton.tsx";
import { heldText } from "./held-text.ts";
import { JoiningFrom } from "./JoiningFrom.tsx";
import type { EncryptionSaid } from "./link-secret.ts";

/** Where this person joins from, whether they wait, who can join, who can hear, what a host sees. */
export function DoorFacts(props: { readonly door: Door; readonly encryption: EncryptionSaid }) {
  const { door, encryption } = props;
  const limits = limitsTold(door);
  const isElsewhere = useOtherTab(door.code);
  return (
    <div className="stack gap-10">
      <p className="small door-news" role="status" data-testid="open-elsewhere">
        {isElsewhere ? words.door.alsoHere : null}
      </p>
      {door.held === undefined ? null : (
        <p className="small" data-testid="door-waits">
          {heldText(door.held, words.door.waits)}
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

/** Whether another tab of this browser is in the call: who joins here too is there twice. */
function useOtherTab(code: string): boolean {
  const [isInside, setInside] = useState(false);
  useEffect(() => followTabs(code, (seats) => setInside(seats.length > 0)), [code]);
  return isInside;
}

/** The limits, for a person who is let in or waits. */
export function holdsText(door: Pick<Door, "limits" | "pass" | "limitedByOrder">): string {
  const telling = { name: nameOfPick, reader: { now: Date.now() } };
  return holdsSentences(limitsTold(door), telling, {
    orders: door.limitedByOrder === true ? "some" : [],
    ownRule: door.pass?.kind === "valid" ? "left-out" : "told",
  }).join(" ");
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
        <LinkButton
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
          testId={props.testId}
        >
          {props.button}
        </LinkButton>
      </p>
      <p className="small" id={id} hidden={!open}>
        {props.children}
      </p>
    </div>
  );
}
