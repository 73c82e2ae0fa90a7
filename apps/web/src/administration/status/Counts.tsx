import type { ServiceStatus } from "@graticule/api/administration";
import { administrationWords } from "../../i18n/administration-words.ts";
import { Part } from "../../ui/page/PartsPage.tsx";
import { groupCounts } from "./count-groups.ts";
import { TallyTable } from "./TallyTable.tsx";

const { status: text } = administrationWords;

/** What was let in, kept out and removed since the start, by reason. */
export function Counts({ counts }: { readonly counts: ServiceStatus["counts"] }) {
  const groups = groupCounts(counts);
  return (
    <Part title={text.counts} text={text.countsText} testId="counts">
      {groups.length === 0 ? <p className="small">{text.noCounts}</p> : null}
      <div className="tallies">
        {groups.map(({ group, counts: some }) => (
          <TallyTable
            key={group}
            caption={text.groups[group]}
            rows={some.map(({ name, count }) => [name, text.count[name] ?? name, count])}
          />
        ))}
      </div>
    </Part>
  );
}
