import { deletePlaceSet, listPlaceSets, putPlaceSet } from "../../api/account.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { useAsked } from "../../ui/page/Loaded.tsx";
import { PlaceSetsPart } from "./PlaceSetsPart.tsx";

export function AccountPlaceSets() {
  const asking = useAsked("place-sets", listPlaceSets);
  const { rule } = accountWords;
  return (
    <PlaceSetsPart
      tier="account"
      title={rule.sets}
      text={rule.setsText}
      none={rule.noSets}
      asking={asking}
      put={putPlaceSet}
      remove={deletePlaceSet}
    />
  );
}
