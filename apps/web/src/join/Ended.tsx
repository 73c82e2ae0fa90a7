import type { EndedBy } from "@graticule/api/meetings";
import { words } from "../i18n/words.ts";
import { Notice } from "../ui/Notice.tsx";
import { Contact } from "./Contact.tsx";

/** The meeting is over: its host ended it, or this service closed it under its terms. */
export function Ended({ by }: { readonly by: EndedBy }) {
  const said = words.gone;
  if (by === "host") {
    return (
      <Notice title={said.endedTitle} testId="ended">
        {said.ended}
      </Notice>
    );
  }
  return (
    <Notice title={said.closedTitle} testId="closed-by-service">
      <div className="stack">
        <p>{said.closed}</p>
        <Contact />
      </div>
    </Notice>
  );
}
