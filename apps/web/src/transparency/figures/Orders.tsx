import type { AskedBy, Figures } from "@graticule/api/transparency";
import { Graticule } from "../../graticule/Graticule.tsx";
import { marksOfOrders } from "../../graticule/marks.ts";
import { hostDay } from "../../i18n/host-time.ts";
import { transparencyWords } from "../../i18n/transparency-words.ts";
import { nameOfCode } from "../../places/names.ts";
import { readThrough } from "../read-through.ts";
import "./orders.css";
import { Section } from "./Section.tsx";
import { Tally } from "./Tally.tsx";

const { orders: said, asker } = transparencyWords;

const overs = [
  ...(["lifted", "overturned", "appealNotDecided", "occurrenceOver", "lapsed"] as const),
] as const;

/** Orders: how they stand, by who asked for them, by place. */
export function Orders({ orders, through }: Pick<Figures, "orders" | "through">) {
  const day = readThrough(through);
  if (orders.approved === 0) {
    return (
      <Section title={said.title} text={said.text} testId="log-orders">
        <p className="body">{said.none}</p>
      </Section>
    );
  }
  const over = overs.filter((how) => orders.over[how] > 0);
  return (
    <Section title={said.title} text={said.text} testId="log-orders">
      <div className="log-tallies">
        <Tally
          caption={said.standing}
          rows={[
            { key: "made", label: said.made, behind: "orders", counts: [orders.approved] },
            {
              ...{ key: "in-force", label: said.inForce(day), behind: "orders-in-force" },
              ...{ counts: [orders.inForce], isPart: true },
            },
            ...(orders.ahead === 0
              ? []
              : [{ key: "ahead", label: said.ahead, counts: [orders.ahead], isPart: true }]),
            ...over.map((how) => ({
              ...{ key: how, label: said.over[how], counts: [orders.over[how]], isPart: true },
            })),
            { key: "effect", label: said.withEffect(day), counts: [orders.withEffect] },
            {
              ...{ key: "corrections", label: said.withCorrections(day), behind: "corrections" },
              counts: [orders.withCorrections],
            },
          ]}
        />
        <Tally
          caption={said.byAuthority}
          columns={[said.authority, said.made, said.inForce(day)]}
          rows={orders.byAuthority.map(({ authority, approved, inForce, behind }) => ({
            ...{ key: behind, label: nameOfGroup(authority), behind },
            counts: [approved, inForce],
          }))}
        />
      </div>
      <ByPlace byPlace={orders.byPlace} day={day} />
    </Section>
  );
}

/** On the grid, and as the list that says the same with its numbers. */
function ByPlace(props: Pick<Figures["orders"], "byPlace"> & { readonly day: string | undefined }) {
  const { byPlace, day } = props;
  return (
    <div className="orders-places">
      <Tally
        caption={said.byPlace}
        columns={[said.place, said.made, said.inForce(day)]}
        rows={byPlace.map(({ place, approved, inForce }) => ({
          ...{
            key: place,
            label: `${nameOfCode(place)}\u00a0·\u00a0${place}`,
            behind: `place:${place}`,
          },
          counts: [approved, inForce],
        }))}
      />
      <div className="wide-only" data-testid="orders-grid">
        <Graticule
          marks={marksOfOrders(byPlace)}
          legend={["in-force", "past"]}
          label={said.grid.label}
          says={said.grid}
        />
      </div>
    </div>
  );
}

function nameOfGroup(authority: AskedBy): string {
  switch (authority.kind) {
    case "named":
      return authority.name;
    case "sealed":
      return asker.allSealed(hostDay(authority.until));
    case "taken-down":
      return asker.allTakenDown;
  }
}
