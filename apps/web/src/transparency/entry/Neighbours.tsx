import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lookAtFigures } from "../../api/transparency.ts";
import { logPageWords } from "../../i18n/log-page-words.ts";

const { page: said } = logPageWords;

/** The entries before and after. The last one that is known has none after it. */
export function Neighbours({ index }: { readonly index: number }) {
  const { data: answer } = useQuery({
    queryKey: ["log-figures"],
    queryFn: lookAtFigures,
    refetchOnWindowFocus: false,
  });
  const size = answer?.kind === "ok" ? answer.value.figures.size : undefined;
  return (
    <nav className="log-neighbours" aria-label={logPageWords.entry(index)}>
      {index > 0 ? <To index={index - 1} label={said.previous} /> : <span />}
      {size !== undefined && index + 1 < size ? <To index={index + 1} label={said.next} /> : null}
    </nav>
  );
}

function To({ index, label }: { readonly index: number; readonly label: string }) {
  return (
    <Link to="/transparency/entries/$index" params={{ index: String(index) }} className="link">
      {label} ({index})
    </Link>
  );
}
