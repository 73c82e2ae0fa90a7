import type { WrittenTexts } from "@graticule/api/formats";
import { hostDay } from "../../i18n/host-time.ts";

/** When what was written is destroyed, or that it is, in the words of what it is about. */
export function TextsEnd(props: {
  readonly texts: WrittenTexts;
  readonly says: {
    readonly textsKept: (day: string) => string;
    readonly textsDestroyed: (day: string) => string;
    readonly textsWithoutKey: string;
  };
}) {
  const { texts, says } = props;
  const { state, end } = texts;
  if (state === "without-key") return <p className="amber-note">{says.textsWithoutKey}</p>;
  if (end === undefined) return null;
  return state === "kept" ? (
    <p className="small">{says.textsKept(hostDay(end))}</p>
  ) : (
    <p className="amber-note">{says.textsDestroyed(hostDay(end))}</p>
  );
}
