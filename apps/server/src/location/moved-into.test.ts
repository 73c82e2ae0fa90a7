import { parseAddress } from "@graticule/admission/location/address";
import { boundariesOf, type NumberedNetwork } from "@graticule/admission/location/boundaries";
import {
  compileLocationData,
  type LocationData,
  LocationTable,
} from "@graticule/admission/location/location-table";
import { parseNetwork } from "@graticule/admission/location/network";
import { covers, overlaps } from "@graticule/jurisdiction/covers";
import { isSubdivision, type Place, parsePlace } from "@graticule/jurisdiction/place";
import fc from "fast-check";
import { expect, test } from "vitest";
import { movedInto } from "./moved-into.ts";
import type { PlaceReach } from "./served-record.ts";

const now = Date.now();
const places = ["FR", "DE", "FR-IDF", "HK"].map((code) => parsePlace(code) as Place);
/** Eight networks of each family, by their numbers. */
const addresses = Array.from({ length: 8 }, (_, at) => [`9.${at}.0.1`, `2a0${at}::1`]).flat();

/** Two makers, what each says of the sixteen networks: 0 for nothing. */
const words = fc.array(fc.array(fc.nat(places.length), { minLength: 16, maxLength: 16 }), {
  minLength: 2,
  maxLength: 3,
});

function tableOf(makers: readonly (readonly number[])[]): LocationData {
  return compileLocationData(
    makers.map((said, maker) => {
      const family = (width: 1 | 4) => {
        const networks = said.flatMap((value, at): NumberedNetwork[] => {
          const of = Math.floor(at / 2);
          const network = parseNetwork(at % 2 === 0 ? `9.${of}.0.0/16` : `2a0${of}::/32`);
          return network === undefined ? [] : [{ network, value }];
        });
        return boundariesOf(networks, width) ?? expect.unreachable();
      };
      const source = {
        ...{ id: `${maker}`, maker: `${maker}`, basis: "measured" as const },
        ...{ builtAt: now, maxAgeMs: 1_000 },
      };
      const says = places.map((place) => ({ kind: "place" as const, place }));
      return { source, special: "ignored", says, ipv4: family(1), ipv6: family(4) };
    }),
  );
}

function placeIn(data: LocationData, address: string): Place | undefined {
  const fix = new LocationTable(data).lookUp(parseAddress(address), now);
  return fix.standing === "established" ? fix.place : undefined;
}

// Broken on purpose: exceptions are left out.
test("without what is moved, no one is newly reached, and everyone else is where the new data say", () => {
  const isIn = ({ place, excepted }: PlaceReach, at: Place | undefined) =>
    at !== undefined && covers(place, at) && !excepted.some((one) => overlaps(one, at));
  const excepted = fc.subarray(places.filter(isSubdivision));
  const reach = fc.record({ place: fc.constantFrom(...places), excepted });
  const orders = fc.array(reach, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(words, words, orders, (one, other, reaches) => {
      const [before, after] = [tableOf(one), tableOf(other)];
      const { ranges, into, without } = movedInto(reaches, { before, after }, now);
      const moves = addresses.map((address) => {
        const [was, is, kept] = [before, after, without].map((data) => placeIn(data, address));
        const isMoved = reaches.some((reach) => isIn(reach, is) && !isIn(reach, was));
        expect(kept).toBe(isMoved ? was : is);
        return isMoved;
      });
      // Neighbouring IPv4 networks, every other one, are one range where they move together.
      const apart = moves.filter((moved, at) => moved && (at % 2 === 1 || moves[at - 2] !== true));
      expect(ranges).toBe(apart.length);
      expect(into.length > 0).toBe(apart.length > 0);
    }),
  );
});
