import { countriesOf } from "./country.ts";
import { m49Regions } from "./m49.ts";
import type { Place } from "./place.ts";
import { unionOf } from "./union.ts";

/** A named, dated set of places. */
export interface PlaceGroup {
  /** `EU`, `EEA`, or `M49-` and the three digits of a UN M49 region. Never a place code. */
  readonly id: string;
  /** The name in English; {@link groupName} in country-names.ts gives it in other languages where it can. */
  readonly name: string;
  /** The day for which the membership is known to be right: `2026-11-24`. */
  readonly asOf: string;
  readonly source: string;
  readonly places: readonly Place[];
}

const euMembers = unionOf("EU").members.join(" ");
/** Parts of member states with a code of their own, where the Union's law applies. */
const euTerritories = "AX GF GP MF MQ RE YT";

/** Every group that ships with the service. An operator's own groups come from elsewhere. */
export const groups: readonly PlaceGroup[] = [
  {
    id: "EU",
    name: "European Union",
    asOf: "2026-11-24",
    source: "Treaty on European Union, Article 52; TFEU, Articles 349 and 355",
    places: countriesOf(`${euMembers} ${euTerritories}`),
  },
  {
    id: "EEA",
    name: "European Economic Area",
    asOf: "2026-11-24",
    source: "Agreement on the European Economic Area, Article 126 (Svalbard is outside)",
    places: countriesOf(`${euMembers} ${euTerritories} IS LI NO`),
  },
  ...m49Regions.map(({ code, name, codes }) => ({
    id: `M49-${code}`,
    name,
    asOf: "2021-12-31",
    source: "United Nations Statistics Division, M49 (lists neither TW nor XK)",
    places: countriesOf(codes),
  })),
];

const byId = new Map(groups.map((group) => [group.id, group]));

/** The group with this id, exactly as written. */
export function groupById(id: string): PlaceGroup | undefined {
  return byId.get(id);
}
