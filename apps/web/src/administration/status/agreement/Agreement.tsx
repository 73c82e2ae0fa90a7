import type { AgreementReport, AgreementState } from "@graticule/api/agreement";
import { Button, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { compareSources, lookAtAgreement } from "../../../api/administration.ts";
import { administrationWords } from "../../../i18n/administration-words.ts";
import { hostMoment } from "../../../i18n/host-time.ts";
import { inSentence } from "../../../places/in-sentence.ts";
import { nameOfCode } from "../../../places/names.ts";
import { askingOf, Loaded } from "../../../ui/page/Loaded.tsx";
import { Part } from "../../../ui/page/PartsPage.tsx";
import { AgreementTable } from "./AgreementTable.tsx";
import { pairRows, placeRows, worstPair } from "./agreement-view.ts";

const { agreement: text, status } = administrationWords;

/** While a comparison runs, its progress is looked at this often. */
const everyMs = 1_000;

/** How far the operator's own sources agree, as the last comparison found, and a way to compare anew. */
export function Agreement() {
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
    <Part title={text.title} text={text.text} testId="agreement">
      <Loaded asking={askingOf(query)}>
        {(state) => <Current state={state} onBegin={begin} />}
      </Loaded>
    </Part>
  );
}

function Current(props: { readonly state: AgreementState; readonly onBegin: () => Promise<void> }) {
  const { report, run } = props.state;
  return (
    <>
      {report === undefined ? null : <Report report={report} />}
      {report === undefined && run.kind === "idle" ? (
        <p className="small" data-testid="agreement-none">
          {text.none}
        </p>
      ) : null}
      {run.kind === "failed" ? <p className="amber-note">{text.failed}</p> : null}
      {run.kind === "running" ? (
        <div className="stack" data-testid="agreement-running">
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
  return (
    <>
      <Sentence report={report} />
      <Shares report={report} />
      <Tables report={report} />
      {made}
    </>
  );
}

const inWords = (code: string): string => inSentence(nameOfCode(code));

function Sentence({ report }: { readonly report: AgreementReport }) {
  const worst = worstPair(report);
  return (
    <p className="body" data-testid="agreement-sentence">
      {worst === undefined
        ? text.noneDiffer
        : text.worst(inWords(worst.place), inWords(worst.other), worst.ofThousand)}
    </p>
  );
}

/** Of a whole that is nothing there is no share. */
function percent(part: number, whole: number): string {
  return whole === 0 ? "–" : `${((part / whole) * 100).toFixed(1)} %`;
}

function Shares({ report }: { readonly report: AgreementReport }) {
  return (
    <div className="tallies">
      {report.families.map(({ family, compared, all, two }) => (
        <table key={family}>
          <caption>{text.family[family]}</caption>
          <tbody>
            <tr>
              <th scope="row">{text.allAgree}</th>
              <td>{percent(all, compared)}</td>
            </tr>
            <tr>
              <th scope="row">{text.twoAgree}</th>
              <td>{percent(two, compared)}</td>
            </tr>
          </tbody>
        </table>
      ))}
      <table>
        <caption>{text.perSource}</caption>
        <tbody>
          {report.sources.map(({ id, maker, known, differs }) => (
            <tr key={id}>
              <th scope="row">
                {maker} <span className="code">{id}</span>
              </th>
              <td>{percent(differs, known)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Tables({ report }: { readonly report: AgreementReport }) {
  const [typed, setTyped] = useState("");
  return (
    <>
      <TextInput
        type="search"
        aria-label={text.search}
        placeholder={text.search}
        leftSection={<IconSearch size={16} />}
        value={typed}
        maxLength={100}
        autoComplete="off"
        data-testid="agreement-search"
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <AgreementTable
        caption={text.pairs}
        columns={text.pairColumns}
        rows={pairRows(report, nameOfCode)}
        typed={typed}
        first={{ column: 2, from: "largest" }}
        testId="agreement-pairs"
      />
      <AgreementTable
        caption={text.byPlace}
        columns={text.placeColumns}
        rows={placeRows(report, nameOfCode)}
        typed={typed}
        first={{ column: 1, from: "largest" }}
        testId="agreement-places"
      />
    </>
  );
}
