import type { AgreementReport } from "@graticule/api/agreement";
import { IconSearch } from "@tabler/icons-react";
import { Fragment, useState } from "react";
import { locationWords } from "../../../i18n/location-words.ts";
import { inSentence } from "../../../places/in-sentence.ts";
import { nameOfCode } from "../../../places/names.ts";
import { TextField } from "../../../ui/form/TextField.tsx";
import { PagePart } from "../../../ui/page/PartsPage.tsx";
import { TallyTable } from "../../TallyTable.tsx";
import { useAgreement } from "../use-followed.ts";
import { AgreementTable } from "./AgreementTable.tsx";
import { pairRows, placeRows, worstPair } from "./agreement-view.ts";

const { agreement: text } = locationWords;

/** How far the operator's own sources agreed when they were last measured; nothing before. */
export function SourceAgreement() {
  const { asked } = useAgreement();
  const report = asked.kind === "ok" ? asked.value.report : undefined;
  if (report === undefined) return null;
  return (
    <PagePart title={text.title} text={text.text} testId="agreement">
      <Report report={report} />
    </PagePart>
  );
}

function Report({ report }: { readonly report: AgreementReport }) {
  if (report.sources.length < 2) {
    return (
      <p className="amber-note" data-testid="agreement-too-few">
        {text.tooFew[report.sources.length === 0 ? "none" : "one"]}
      </p>
    );
  }
  const worst = worstPair(report);
  return (
    <>
      <p className="body">
        {worst === undefined
          ? text.noneDiffer
          : text.worst(inWords(worst.place), inWords(worst.other), worst.ofThousand)}
      </p>
      <Shares report={report} />
      <Tables report={report} />
      <p className="small">{text.made}</p>
    </>
  );
}

const inWords = (code: string): string => inSentence(nameOfCode(code));

/** There is no share of nothing. */
function percent(part: number, whole: number): string {
  return whole === 0 ? "–" : `${((part / whole) * 100).toFixed(1)} %`;
}

function Shares({ report }: { readonly report: AgreementReport }) {
  return (
    <div className="tallies">
      {report.families.map(({ family, compared, all, two }) => (
        <TallyTable
          key={family}
          caption={text.family[family]}
          rows={[
            ["all", text.allAgree, percent(all, compared)],
            ["two", text.twoAgree, percent(two, compared)],
          ]}
        />
      ))}
      <TallyTable
        caption={text.perSource}
        rows={report.sources.map(({ id, maker, known, differs }) => [
          id,
          <Fragment key={id}>
            {maker} <span className="code">{id}</span>
          </Fragment>,
          percent(differs, known),
        ])}
      />
    </div>
  );
}

function Tables({ report }: { readonly report: AgreementReport }) {
  const [typed, setTyped] = useState("");
  return (
    <>
      <TextField
        type="search"
        aria-label={text.search}
        placeholder={text.search}
        leftSection={<IconSearch size={16} />}
        value={typed}
        maxLength={100}
        testId="agreement-search"
        onChange={setTyped}
      />
      <AgreementTable
        caption={text.pairs}
        columns={text.pairColumns}
        rows={pairRows(report, nameOfCode)}
        typed={typed}
        first={{ column: 2, from: "largest" }}
      />
      <AgreementTable
        caption={text.byPlace}
        columns={text.placeColumns}
        rows={placeRows(report, nameOfCode)}
        typed={typed}
        first={{ column: 1, from: "largest" }}
      />
    </>
  );
}
