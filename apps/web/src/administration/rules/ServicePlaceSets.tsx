import { PlaceSetsPart } from "../../account/meetings/PlaceSetsPart.tsx";
import { listPlaceSets } from "../../api/account.ts";
import { deleteServicePlaceSet, putServicePlaceSet } from "../../api/administration.ts";
import { administrationWords } from "../../i18n/administration-words.ts";
import { useAsked } from "../../ui/page/Loaded.tsx";

const { rules: text } = administrationWords;

/** Lists of places for every host. */
export function ServicePlaceSets() {
  return (
    <PlaceSetsPart
      tier="platform"
      title={text.sets}
      text={text.setsText}
      none={text.noSets}
      asking={useAsked("place-sets", listPlaceSets)}
      put={putServicePlaceSet}
      remove={deleteServicePlaceSet}
    />
  );
}
