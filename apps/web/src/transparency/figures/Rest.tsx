import type { Figures } from "@graticule/api/transparency";
import { transparencyWords } from "../../i18n/transparency-words.ts";
import { readThrough } from "../read-through.ts";
import { Section } from "./Section.tsx";
import { Tally } from "./Tally.tsx";

const { terms, doors, rest } = transparencyWords;

/** What could be a way around the process, and what else the log tells. */
export function Rest({ figures }: { readonly figures: Figures }) {
  const { termsActs, sealed, requests } = figures;
  return (
    <>
      <SideDoors {...figures} />
      <div className="log-pair">
        <Section title={terms.title} text={terms.text} testId="log-terms">
          <Tally
            caption={terms.title}
            isCaptionHidden
            rows={[
              { key: "all", label: terms.all, behind: "terms-acts", counts: [termsActs.all] },
              { key: "linked", label: terms.linked, counts: [termsActs.linked], isPart: true },
              {
                key: "reviewed",
                label: terms.reviewed,
                counts: [termsActs.reviewed],
                isPart: true,
              },
              {
                key: "reversed",
                label: terms.reversed,
                counts: [termsActs.reversed],
                isPart: true,
              },
            ]}
          />
        </Section>
        <Section title={rest.title} testId="log-rest">
          <Tally
            caption={rest.title}
            isCaptionHidden
            rows={[
              {
                key: "looks",
                label: rest.looks(readThrough(figures.through)),
                behind: "looks",
                counts: [figures.looks],
              },
              {
                ...{ key: "repeated", label: rest.repeated, behind: "requests" },
                counts: [requests.repeated],
              },
              {
                ...{ key: "outside", label: rest.outsideActs, behind: "outside-acts" },
                counts: [figures.outsideActs],
              },
              {
                ...{ key: "removed", label: rest.textsRemoved, behind: "texts-removed" },
                counts: [figures.textsRemoved],
              },
              {
                ...{ key: "aside", label: rest.setAside, behind: "set-aside" },
                counts: [figures.setAside],
              },
              { key: "ahead", label: rest.sealedAhead, behind: "sealed", counts: [sealed.ahead] },
              {
                key: "opened",
                label: rest.sealedOpened,
                behind: "sealed",
                counts: [sealed.opened],
              },
            ]}
          />
        </Section>
      </div>
    </>
  );
}

function SideDoors({ sideDoors, undone }: Figures) {
  return (
    <Section title={doors.title} text={doors.text} testId="log-doors">
      <div className="log-tallies">
        {sideDoors.length === 0 ? (
          <p className="body">{doors.none}</p>
        ) : (
          <Tally
            caption={doors.changes}
            columns={[doors.change, doors.proposed, doors.inEffect, doors.declined, doors.open]}
            rows={sideDoors.map(({ what, proposed, inEffect, declined, open }) => ({
              ...{ key: what, label: doors.what[what] ?? what, behind: "side-doors" },
              counts: [proposed, inEffect, declined, open],
            }))}
          />
        )}
        <Tally
          caption={doors.undone}
          rows={[
            { key: "staff", label: doors.staffLeft, counts: [undone.staffLeft] },
            {
              ...{ key: "authorities", label: doors.authoritiesWithdrawn },
              counts: [undone.authoritiesWithdrawn],
            },
            {
              ...{ key: "rules", label: doors.platformRulesLifted },
              counts: [undone.platformRulesLifted],
            },
          ]}
        />
      </div>
    </Section>
  );
}
