import type { RequestView } from "@graticule/api/requests";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";

/** The steps that were taken, the oldest first. */
export function StepRecord({ steps }: { readonly steps: RequestView["steps"] }) {
  return (
    <details>
      <summary className="h2">{deskWords.request.record}</summary>
      <ol className="plain-list">
        {steps.map(({ at, kind, by, text }) => (
          <li key={`${at}-${kind}-${by.id}`} className="item">
            <div className="item-what">
              <p className="body">{deskWords.step[kind] ?? kind}</p>
              {text === undefined ? null : <p className="small desk-verbatim said">{text}</p>}
            </div>
            <p className="small said">
              {by.name}, <time dateTime={at}>{hostMoment(at)}</time>
            </p>
          </li>
        ))}
      </ol>
    </details>
  );
}
