import type { HostNotice } from "@graticule/api/host-notices";
import { demandTexts } from "@graticule/desk/demand-texts";
import { Link } from "@tanstack/react-router";
import { demandWords } from "../../i18n/demand-words.ts";
import { hostReader } from "../../i18n/host-time.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { readTime } from "../../i18n/time.ts";
import { inSentence, joinNames } from "../../places/in-sentence.ts";
import { nameOfCode } from "../../places/names.ts";
import { Fact } from "../../ui/Fact.tsx";

const listed = (codes: readonly string[]): string =>
  joinNames(
    codes.map((code) => inSentence(nameOfCode(code))),
    { most: 12, more: (count) => `${count} more places` },
  );

const isOfRequest = (kind: HostNotice["kind"]): boolean => kind.startsWith("request-");

const answerOf = (answer: string): string =>
  (demandWords.answer as Readonly<Record<string, string>>)[answer] ?? answer;

type Demand = HostNotice["demands"][number];

const answeredText = ({ kind, answer }: Pick<Demand, "kind" | "answer">): string => {
  const demand = demandWords.demand[kind];
  return answer === undefined
    ? hostWords.notices.open(demand)
    : hostWords.notices.answered(demand, answerOf(answer).toLowerCase());
};

/** Whether what it tells of is not decided. */
export const isOpen = ({ kind, demands }: HostNotice): boolean =>
  kind === "request-received" || (kind === "request-corrected" && demands.length > 0);

/** Whether no authority of the register sent it. */
const isUnknown = ({ kind, authority, sealedUntil }: HostNotice): boolean =>
  isOfRequest(kind) && authority === undefined && sealedUntil === undefined;

/** What a host reads first: who ordered what until when, or what came of a request. */
export function noticeSentence(notice: HostNotice): string {
  const said = hostWords.notices;
  const { kind, authority, places, excepted, until, how, demands } = notice;
  if (kind === "order-began" && until !== undefined) {
    const time = readTime(until, hostReader(Date.now()));
    const ordered = said.ordered(authority, listed(places), time);
    return excepted.length === 0 ? ordered : `${ordered} ${said.excepted(listed(excepted))}`;
  }
  if (how !== undefined) return said.hows[how] ?? how;
  if (isOpen(notice)) {
    const demanded = demands.map(({ kind }) => demandTexts[kind]);
    const listed = [...new Set(demanded)].join("; ");
    return isUnknown(notice) ? said.receivedUnknown(listed) : said.received(authority, listed);
  }
  if (kind === "request-corrected") return said.noLonger;
  if (kind === "request-answered") return demands.map(answeredText).join(" ");
  return said.nothingDone;
}

/** What one notice says: who, why, what was demanded and answered, where, until when. */
export function NoticeFacts({ notice }: { readonly notice: HostNotice }) {
  const said = hostWords.notices;
  const reader = hostReader(Date.now());
  const { sealedUntil, places, excepted, from, until, how, kind } = notice;
  const time = (at: string | undefined) => (at === undefined ? undefined : readTime(at, reader));
  return (
    <dl className="notice-facts">
      <Fact name={said.authority}>
        {isUnknown(notice)
          ? said.notInRegister
          : sealedUntil === undefined
            ? notice.authority
            : said.sealed(readTime(sealedUntil, reader))}
      </Fact>
      <Fact name={said.law}>{ofLetter(notice.law)}</Fact>
      <Fact name={said.reason}>{ofLetter(notice.reason)}</Fact>
      {notice.demands.length === 0 || !isOfRequest(kind) ? null : (
        <Fact name={said.demanded}>
          <Demands demands={notice.demands} />
        </Fact>
      )}
      {kind !== "order-began" ? null : (
        <>
          <Fact name={said.where}>
            {said.whereText(listed(places))}{" "}
            {excepted.length === 0 ? null : said.excepted(listed(excepted))}
          </Fact>
          <Fact name={said.from}>{time(from)}</Fact>
          <Fact name={said.until}>{time(until)}</Fact>
          <Fact name={said.untouched}>{said.untouchedText}</Fact>
        </>
      )}
      <Fact name={said.how[kind]}>{how === undefined ? undefined : (said.hows[how] ?? how)}</Fact>
      <Fact name={said.done}>{doneText(notice)}</Fact>
      <StoryFact request={notice.request} />
    </dl>
  );
}

/** With a mark, in brackets that no authority can write, for what leads to another host's meeting or to a person. */
function ofLetter(text: string | undefined) {
  return text?.includes("\u27E6") === true ? (
    <>
      {text}
      <p className="small">{hostWords.notices.hidden}</p>
    </>
  ) : (
    text
  );
}

function doneText(notice: HostNotice): string | undefined {
  const { kind, orderId } = notice;
  if (isOpen(notice)) return hostWords.notices.notYet;
  if (kind === "request-corrected") return hostWords.notices.noLonger;
  const isNothing = isOfRequest(kind) && kind !== "request-answered" && orderId === undefined;
  return isNothing ? hostWords.notices.nothingDone : undefined;
}

/** By the number everyone finds what the public log says of the request. */
function StoryFact({ request }: Pick<HostNotice, "request">) {
  if (request === undefined) return null;
  const said = hostWords.notices;
  return (
    <Fact name={said.number}>
      <Link
        to="/transparency/requests/$number"
        params={{ number: String(request) }}
        className="link"
      >
        {said.story(request)}
      </Link>
    </Fact>
  );
}

function Demands({ demands }: { readonly demands: HostNotice["demands"] }) {
  return (
    <ul className="plain-list">
      {demands.map(({ kind, answer, ground }, index) => (
        <li key={index}>
          {answeredText({ kind, answer })}{" "}
          {ground === undefined ? null : (
            <span className="notice-ground">{demandWords.ground[ground]}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
