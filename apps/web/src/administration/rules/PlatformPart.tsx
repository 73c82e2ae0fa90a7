import { PlaceSetsPart } from "../../account/meetings/PlaceSetsPart.tsx";
import { listPlaceSets } from "../../api/account.ts";
import { deleteServicePlaceSet, putServicePlaceSet } from "../../api/administration.ts";
import { administrationWords } from "../../i18n/administration-words.ts";
import { useAsked } from "../../ui/page/Loaded.tsx";
import { DefaultRulePart } from "./DefaultRulePart.tsx";
import { PlatformRulesPart } from "./PlatformRulesPart.tsx";

/** Rules of the whole service, the default of new meetings, and lists for every host. */
export function PlatformPart() {
  const sets = useAsked("place-sets", listPlaceSets);
  const { rules } = administrationWords;
  return (
    <>
      <PlatformRulesPart />
      <DefaultRulePart />
      <PlaceSetsPart
        tier="platform"
        title={rules.sets}
        text={rules.setsText}
        none={rules.noSets}
        asking={sets}
        put={putServicePlaceSet}
        remove={deleteServicePlaceSet}
      />
    </>
  );
}
