import { logPageWords } from "../../i18n/log-page-words.ts";
import { EntryLink } from "../figures/links.tsx";
import { useFigures } from "../use-log.ts";

const { page: said } = logPageWords;

/** Links to the entries before and after, if there are any. */
export function Neighbours({ index }: { readonly index: number }) {
  const { data: answer } = useFigures();
  const size = answer?.kind === "ok" ? answer.value.figures.size : 0;
  return (
    <nav className="log-neighbours" aria-label={logPageWords.entry(index)}>
      {index > 0 ? (
        <EntryLink index={index - 1}>
          {said.previous} ({index - 1})
        </EntryLink>
      ) : (
        <span />
      )}
      {index + 1 < size ? (
        <EntryLink index={index + 1}>
          {said.next} ({index + 1})
        </EntryLink>
      ) : null}
    </nav>
  );
}
