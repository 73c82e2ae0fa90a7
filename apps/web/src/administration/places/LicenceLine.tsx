import { locationWords } from "../../i18n/location-words.ts";
import { AttributionLink } from "../../ui/page/Attributions.tsx";
import { readAttribution } from "../../ui/page/attribution.ts";
import type { OfferedSource } from "./catalogue-view.ts";

const { catalogue: text } = locationWords;

/** What a source's maker asks for, and what is shown because of it. */
export function LicenceLine({ source }: { readonly source: OfferedSource }) {
  const { licence, attribution } = source;
  return (
    <p className="small">
      <a className="quiet-link" href={licence.url} rel="noopener noreferrer" target="_blank">
        {licence.name}
      </a>
      {". "}
      {licence.says}
      {attribution === "" ? null : (
        <>
          {" "}
          {text.shown} <AttributionLink attribution={readAttribution(attribution)} />
        </>
      )}
    </p>
  );
}
