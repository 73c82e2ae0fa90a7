import type { AgreementReport } from "@graticule/api/agreement";
import { locationWords } from "../../i18n/location-words.ts";
import { percent, standings } from "./shares-view.ts";

const { agreement, shares: text } = locationWords;

/** One family's addresses by standing: a bar of patterns, and below what each of them is. */
export function ShareBar(props: {
  readonly shares: AgreementReport["shares"]["families"][number];
}) {
  const { family } = props.shares;
  return (
    <div className="stack gap-6" data-testid={`shares-${family}`}>
      <h3 className="h2">{agreement.family[family]}</h3>
      <div className="share-bar" aria-hidden="true">
        {standings.map((standing) => (
          <span
            key={standing}
            data-standing={standing}
            style={{ flexGrow: props.shares[standing] }}
          />
        ))}
      </div>
      <ul className="plain-list share-key">
        {standings.map((standing) => (
          <li key={standing} data-testid={`share-${standing}`}>
            <span className="share-mark" data-standing={standing} aria-hidden="true" />
            {text.standing[standing]} <strong>{percent(props.shares[standing])}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
}
