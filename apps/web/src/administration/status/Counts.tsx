import type { ServiceStatus } from "@graticule/api/administration";
import { administrationWords } from "../../i18n/administration-words.ts";
import { Part } from "../../ui/page/PartsPage.tsx";
import { groupCounts } from "./count-groups.ts";

const { status: text } = administrationWords;

/** What was let in, kept out and removed since the start, by reason. */
export function Counts({ counts }: { readonly counts: ServiceStatus["counts"] }) {
  const groups = groupCounts(counts);
  return (
    <Part title={text.counts} text={text.countsText} testId="counts">
      {groups.length === 0 ? <p className="small">{text.noCounts}</p> : null}
      <div className="tallies">
        {groups.map(({ group, counts: some }) => (
          <table key={group}>
            <caption>{text.groups[group]}</caption>
            <tbody>
              {some.map(({ name, count }) => (
                <tr key={name}>
                  <th scope="row">{text.count[name] ?? name}</th>
                  <td>{count}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
    </Part>
  );
}
