import type { AgreementReport, AgreementState } from "@graticule/api/agreement";
import { Button } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Fragment, useState } from "react";
import { compareSources, lookAtAgreement } from "../../../api/administration.ts";
import { administrationWords } from "../../../i18n/administration-words.ts";
import { hostMoment } from "../../../i18n/host-time.ts";
import { inSentence } from "../../../places/in-sentence.ts";
import { nameOfCode } from "../../../places/names.ts";
import { TextField } from "../../../ui/form/TextField.tsx";
import { askingOf, Loaded } from "../../../ui/page/Loaded.tsx";
import { PagePart } from "../../../ui/page/PartsPage.tsx";
import { TallyTable } from "../TallyTable.tsx";
import { AgreementTable } from "./AgreementTable.tsx";
import { pairRows, placeRows, worstPair } from "./agreement-view.ts";

const { agreement: text, status } = administrationWords;

/** While a comparison runs. */
const everyMs = 1_000;

/** How far the operator's own sources agreed at the last comparison, and a way to compare once more. */
export function SourceAgreement() {
  const query = useQuery({
    queryKey: ["agreement"],
    queryFn: lookAtAgreement,
    refetchInterval: ({ state: { data } }) =>
      data?.kind === "ok" && data.value.run.kind === "running" ? everyMs : false,
  });
  const begin = async (): Promise<void> => {
    await compareSources();
    await query.refetch();
  };
  return (
    <PagePart title={text.title} text={text.text} testId="agreement">
      <Loaded asking={askingOf(query)}>
        {(state) => <Current state={state} onBegin={begin} />}
      </Loaded>
    </PagePart>
  );
}

function Current(props: { readonly state: AgreementState; readonly onBegin: () => Promise<void> }) {
  const { report, run } = props.state;
  return (
    <>
      {report === undefined ? null : <Report report={report} />}
      {report === undefined && run.kind === "idle" ? <p className="small">{text.none}</p> : null}
      {run.kind === "failed" ? <p className="amber-note">{text.failed}</p> : null}
      {run.kind === "running" ? (
        <div className="stack">
          <label className="small" htmlFor="agreement-progress">
            {text.running}
          </label>
          <progress
            id="agreement-progress"
            className="agreement-progress"
            value={run.done}
            max={run.of}
          />
        </div>
      ) : (
        <div>
          <Button
            variant="default"
            onClick={() => void props.onBegin()}
            data-testid="agreement-begin"
          >
            {report === undefined ? text.begin : text.again}
          </Button>
        </div>
      )}
    </>
  );
}

function Report({ report }: { readonly report: AgreementReport }) {
  const made = <p className="small">{text.made(hostMoment(report.at))}</p>;
  if (report.sources.length < 2) {
    return (
      <>
        <p className="amber-note" data-testid="agreement-too-few">
          {text.tooFew[report.sources.length === 0 ? "none" : "one"]} {status.howTo}
        </p>
        {made}
      </>
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
      {made}
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
