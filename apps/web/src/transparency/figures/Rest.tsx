import type { Figures } from "@graticule/api/transparency";
import { transparencyWords } from "../../i18n/transparency-words.ts";
import { readThrough } from "../read-through.ts";
import { Section } from "./Section.tsx";
import { Tally, type TallyRow } from "./Tally.tsx";

const { terms, doors, rest } = transparencyWords;

const row = (label: string, behind: string | undefined, count: number): TallyRow => ({
  label,
  behind,
  counts: [count],
});

const part = (label: string, count: number): TallyRow => ({
  label,
  counts: [count],
  isPart: true,
});

/** What could be a way around the process, and what else the log tells. */
export function Rest({ figures }: { readonly figures: Figures }) {
  const { termsActs, sealed } = figures;
  return (
    <>
      <SideDoors {...figures} />
      <div className="log-pair">
        <Section title={terms.title} text={terms.text}>
          <Tally
            caption={terms.title}
            isCaptionHidden
            rows={[
              row(terms.all, "terms-acts", termsActs.all),
              part(terms.linked, termsActs.linked),
              part(terms.reviewed, termsActs.reviewed),
              part(terms.reversed, termsActs.reversed),
            ]}
          />
        </Section>
        <Section title={rest.title}>
          <Tally
            caption={rest.title}
            isCaptionHidden
            rows={[
              row(rest.looks(readThrough(figures.through)), "looks", figures.looks),
              row(rest.repeated, "requests", figures.requests.repeated),
              row(rest.outsideActs, "outside-acts", figures.outsideActs),
              row(rest.operatorActs, "operator-acts", figures.operatorActs),
              row(rest.sourcesChanged, "sources-changed", figures.sourcesChanged),
              row(rest.placesNamed, "places-named", figures.placesNamed),
              row(rest.textsRemoved, "texts-removed", figures.textsRemoved),
              row(rest.setAside, "set-aside", figures.setAside),
              row(rest.logGaps, "log-gaps", figures.logGaps),
              row(rest.restorations, "restorations", figures.restorations),
              row(rest.sealedAhead, "sealed", sealed.ahead),
              row(rest.sealedOpened, "sealed", sealed.opened),
              row(rest.existed, "sealed", sealed.existed),
            ]}
          />
        </Section>
      </div>
    </>
  );
}

function SideDoors({ sideDoors, undone }: Figures) {
  return (
    <Section title={doors.title} text={doors.text}>
      <div className="log-tallies">
        {sideDoors.length === 0 ? (
          <p className="body">{doors.none}</p>
        ) : (
          <Tally
            caption={doors.changes}
            columns={[doors.change, doors.proposed, doors.inEffect, doors.declined, doors.open]}
            rows={sideDoors.map(({ what, proposed, inEffect, declined, open }) => ({
              label: doors.what[what] ?? what,
              behind: "side-doors",
              counts: [proposed, inEffect, declined, open],
            }))}
          />
        )}
        <Tally
          caption={doors.undone}
          rows={[
            row(doors.staffLeft, undefined, undone.staffLeft),
            row(doors.authoritiesWithdrawn, undefined, undone.authoritiesWithdrawn),
            row(doors.platformRulesLifted, undefined, undone.platformRulesLifted),
          ]}
        />
      </div>
    </Section>
  );
}
