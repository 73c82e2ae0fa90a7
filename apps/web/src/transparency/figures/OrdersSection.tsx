import type { AskedBy, Figures } from "@graticule/api/transparency";
import { Graticule } from "../../graticule/Graticule.tsx";
import { marksOfOrders } from "../../graticule/marks.ts";
import { hostDay } from "../../i18n/host-time.ts";
import { transparencyWords } from "../../i18n/transparency-words.ts";
import { nameOfCode } from "../../places/names.ts";
import { Certainty } from "../../ui/page/Certainty.tsx";
import { readThrough } from "../read-through.ts";
import "./orders.css";
import { Section } from "./Section.tsx";
import { Tally, type TallyRow } from "./Tally.tsx";

const { orders: said, asker } = transparencyWords;

const overs = ["lifted", "overturned", "appealNotDecided", "occurrenceOver", "lapsed"] as const;

/** Orders: how they stand, by who asked for them, by place. */
export function OrdersSection({ orders, through }: Pick<Figures, "orders" | "through">) {
  const day = readThrough(through);
  const text = (
    <>
      {said.text} <Certainty />
    </>
  );
  if (orders.approved === 0) {
    return (
      <Section title={said.title} text={text}>
        <p className="body">{said.none}</p>
      </Section>
    );
  }
  return (
    <Section title={said.title} text={text}>
      <div className="log-tallies">
        <Tally caption={said.standing} rows={standing(orders, day)} />
        <Tally
          caption={said.byAuthority}
          columns={[said.authority, said.made, said.inForce(day)]}
          rows={orders.byAuthority.map(({ authority, approved, inForce, behind }) => ({
            label: nameOfGroup(authority),
            behind,
            counts: [approved, inForce],
          }))}
        />
      </div>
      <ByPlace byPlace={orders.byPlace} day={day} />
    </Section>
  );
}

function standing(orders: Figures["orders"], day: string | undefined): readonly TallyRow[] {
  const parts: readonly (readonly [label: string, count: number])[] = [
    [said.ahead, orders.ahead],
    [said.suspended, orders.suspended],
    ...overs.map((how) => [said.over[how], orders.over[how]] as const),
  ];
  return [
    { label: said.made, behind: "orders", counts: [orders.approved] },
    {
      label: said.inForce(day),
      behind: "orders-in-force",
      counts: [orders.inForce],
      isPart: true,
    },
    ...parts
      .filter(([, count]) => count > 0)
      .map(([label, count]) => ({ label, counts: [count], isPart: true })),
    { label: said.withEffect(day), counts: [orders.withEffect] },
    {
      label: said.withCorrections(day),
      behind: "corrections",
      counts: [orders.withCorrections],
    },
  ];
}

/** On the grid, and as a list with the numbers. */
function ByPlace(props: Pick<Figures["orders"], "byPlace"> & { readonly day: string | undefined }) {
  const { byPlace, day } = props;
  return (
    <div className="orders-places">
      <Tally
        caption={said.byPlace}
        columns={[said.place, said.made, said.inForce(day)]}
        rows={byPlace.map(({ place, approved, inForce }) => ({
          label: `${nameOfCode(place)}\u00a0·\u00a0${place}`,
          behind: `place:${place}`,
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
  if (authority.kind === "named") return authority.name;
  return authority.kind === "sealed"
    ? asker.allSealed(hostDay(authority.until))
    : asker.allTakenDown;
}
