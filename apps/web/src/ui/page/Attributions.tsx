import { useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import { listSources } from "../../api/meetings.ts";
import { words } from "../../i18n/words.ts";
import { type Attribution, readAttribution } from "./attribution.ts";

/** Sources change when the operator changes them; asking once in a while is enough. */
const staleMs = 10 * 60_000;

/** Where the location data comes from; undefined while it is not known. */
export function useSources() {
  const query = useQuery({ queryKey: ["sources"], queryFn: listSources, staleTime: staleMs });
  return query.data?.kind === "ok" ? query.data.value : undefined;
}

/** The quiet line that the licences of the location data ask for wherever a place is shown. */
export function Attributions() {
  const named = (useSources() ?? []).filter(
    ({ attribution, state }) => attribution !== "" && (state === "fresh" || state === "stale"),
  );
  if (named.length === 0) return null;
  return (
    <p className="small" data-testid="attributions">
      {words.app.placesBy}{" "}
      {named.map(({ id, attribution }, index) => (
        <Fragment key={id}>
          {index === 0 ? null : " · "}
          <AttributionLink attribution={readAttribution(attribution)} />
        </Fragment>
      ))}
    </p>
  );
}

export function AttributionLink({ attribution }: { readonly attribution: Attribution }) {
  const { text, href } = attribution;
  if (href === undefined) return text;
  return (
    <a className="quiet-link" href={href} rel="noopener noreferrer" target="_blank">
      {text}
    </a>
  );
}
