import type { RequestView } from "@graticule/api/requests";
import { Link } from "@tanstack/react-router";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostDay } from "../../i18n/host-time.ts";

const { request: text } = deskWords;

/** Related matters: repeats, similar requests, and acts under the terms of service. */
export function RelatedMatters({ view }: { readonly view: RequestView }) {
  return (
    <>
      {view.repeated ? <p className="amber-note">{text.repeated}</p> : null}
      {view.alike.length === 0 ? null : (
        <p className="amber-note">
          {text.alike}:{" "}
          {view.alike.map(({ id, number, because }, index) => (
            <span key={id}>
              {index === 0 ? "" : ", "}
              <Link to="/desk/requests/$id" params={{ id }} className="link">
                {text.title(number)}
              </Link>{" "}
              ({text.because[because] ?? because})
            </span>
          ))}
        </p>
      )}
      {view.termsActs.length === 0 ? null : (
        <div className="amber-note">
          {text.termsActs}:
          <ul className="plain-list">
            {view.termsActs.map(({ id, kind, on, reviewed }) => (
              <li key={id}>
                {(deskWords.safety.act as Readonly<Record<string, string>>)[kind] ?? kind},{" "}
                {hostDay(on)}: {reviewed ? text.termsReviewed : text.termsNotReviewed}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
