import type { Beyond, Measures } from "@graticule/desk/asked";
import { deskWords } from "../../i18n/desk-words.ts";

const { order: text } = deskWords;

/** What an order goes beyond. */
export function BeyondNote(props: {
  readonly beyond: readonly Beyond[];
  /** The order beside what was asked. */
  readonly measures: Measures | undefined;
  readonly why?: string | undefined;
}) {
  const { beyond, measures, why } = props;
  if (beyond.length === 0) return null;
  const said = beyond.map((one) => {
    if (one === "length" && measures?.length === "not-stated") return text.beyond.noLength;
    if (one === "places" && measures?.places === "not-stated") return text.beyond.noPlaces;
    return text.beyond[one];
  });
  return (
    <div className="red-note" data-testid="order-beyond">
      <p className="body">{text.beyondNote(said.join("; "))}</p>
      {why === undefined ? null : <p className="body said">{text.beyondSaid(why)}</p>}
    </div>
  );
}
