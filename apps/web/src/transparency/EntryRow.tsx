import { hostDay } from "../i18n/host-time.ts";
import { transparencyWords } from "../i18n/transparency-words.ts";
import { opensBy, sayEntry } from "./entry/say-entry.ts";
import "./entries.css";
import type { ParsedEntry } from "./entry/parsed-entry.ts";
import type { EntryRowOf } from "./entry-rows.ts";
import { EntryLink } from "./figures/links.tsx";

const { entries: said, findings } = transparencyWords;

/** An entry in a list: its day and what it says. Slots of a day are folded into one row. */
export function EntryRow({ row }: { readonly row: EntryRowOf }) {
  if (row.kind === "slots" && row.slots.length > 1) return <Slots {...row} />;
  const [parsed, index] =
    row.kind === "slots" ? [row.slots[0], row.slots[0].index] : [row.parsed, row.index];
  return (
    <li className="entry-row" data-testid="entry-row">
      <Day parsed={parsed} />
      <p className="body said">
        <EntryLink index={index} className="story-link">
          {parsed === undefined ? said.unreadable(index) : sayEntry(parsed)}
        </EntryLink>
      </p>
      <p className="small">{findings.entry(index)}</p>
    </li>
  );
}

function Slots({ slots }: Extract<EntryRowOf, { kind: "slots" }>) {
  const [first] = slots;
  const indices = slots.map(({ index }) => index);
  return (
    <li className="entry-row">
      <Day parsed={first} />
      <details className="entry-slots">
        <summary className="body entry-slots-line">
          {said.slots(slots.length, hostDay(opensBy(first.entry.day)))}
        </summary>
        <p className="small entry-slots-text">{said.slotsText}</p>
        <p className="small entry-slot-links">
          {indices.map((index) => (
            <EntryLink key={index} index={index}>
              {findings.entry(index)}
            </EntryLink>
          ))}
        </p>
      </details>
      <p className="small">{said.range(Math.min(...indices), Math.max(...indices))}</p>
    </li>
  );
}

function Day({ parsed }: { readonly parsed: ParsedEntry | undefined }) {
  const day = parsed?.entry.day;
  return (
    <p className="small">{day === undefined ? null : <time dateTime={day}>{hostDay(day)}</time>}</p>
  );
}
