import type { RequestContent, RequestView } from "@graticule/api/requests";
import type { ReactNode } from "react";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";

const { form: labels, request: text } = deskWords;

/** What came, as it came. Texts from outside are text and nothing else: no link leads from here. */
export function Came({ view }: { readonly view: RequestView }) {
  const { content } = view;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, so keys must reach it.
    <section className="stack desk-paper desk-came" aria-label={text.came} tabIndex={0}>
      <div className="stack gap-4">
        <h2 className="h2 said">{view.authorityDetail.name}</h2>
        <p className="small said">
          {[deskWords.branch[content.branch], content.office].filter(Boolean).join(" · ")}
        </p>
      </div>
      {content.demands.map((demand, index) => (
        <section
          key={`${index} ${demand.kind}`}
          className="stack gap-6"
        >
          <h3 className="small">
            {labels.demand(index + 1)} · {deskWords.demand[demand.kind]}
            {meetingOf(content, demand.meeting)}
          </h3>
          <blockquote className="desk-verbatim said" lang={content.language}>
            {demand.verbatim}
          </blockquote>
        </section>
      ))}
      <Words title={labels.reasons} lang={content.language}>
        {content.reasons}
      </Words>
      <Words title={labels.translation}>{content.translation}</Words>
      <hr className="rule-line" />
      <Facts content={content} />
      <Originals content={content} />
      <p className="small said">{text.typedBy(view.typedBy.map(({ name }) => name).join(", "))}</p>
    </section>
  );
}

const meetingOf = (content: RequestContent, index: number | undefined): string =>
  index === undefined ? "" : ` · ${content.meetings[index] ?? ""}`;

function Words(props: {
  readonly title: string;
  readonly lang?: string;
  readonly children: string | undefined;
}) {
  if (props.children === undefined) return null;
  return (
    <section className="stack gap-6">
      <h3 className="small">{props.title}</h3>
      <p className="desk-verbatim said" lang={props.lang}>
        {props.children}
      </p>
    </section>
  );
}

function Facts({ content }: { readonly content: RequestContent }) {
  const { legalBasis, forbidsNotice, answerBy } = content;
  const law =
    legalBasis === undefined ? undefined : `${legalBasis.statute}, ${legalBasis.provision}`;
  return (
    <dl className="desk-facts">
      <Fact name={labels.receivedAt}>{hostMoment(content.receivedAt)}</Fact>
      <Fact name={labels.channel}>{deskWords.channel[content.channel]}</Fact>
      <Fact name={labels.instrument}>{content.instrument}</Fact>
      <Fact name={labels.reference}>{content.reference}</Fact>
      <Fact name={labels.statute}>{law}</Fact>
      <Fact name={labels.url}>{legalBasis?.url}</Fact>
      <Fact name={labels.placesAsked}>{content.placesAsked}</Fact>
      <Fact name={labels.durationAsked}>{content.durationAsked}</Fact>
      <Fact name={labels.answerBy}>
        {answerBy === undefined ? undefined : hostMoment(answerBy)}
      </Fact>
      <Fact name={labels.redress}>{content.redress}</Fact>
      <Fact name={labels.tellEffectTo}>{content.tellEffectTo}</Fact>
      <Fact name={labels.forbids}>
        {forbidsNotice === undefined
          ? undefined
          : `${labels.forbidsUntil} ${hostMoment(forbidsNotice.until)}, ${forbidsNotice.law}`}
      </Fact>
      <Fact name={labels.language}>{content.language}</Fact>
    </dl>
  );
}

function Fact(props: { readonly name: string; readonly children: ReactNode }) {
  if (props.children === undefined) return null;
  return (
    <>
      <dt>{props.name}</dt>
      <dd className="said">{props.children}</dd>
    </>
  );
}

function Originals({ content }: { readonly content: RequestContent }) {
  if (content.originals.length === 0) return null;
  return (
    <section className="stack gap-6">
      <h3 className="small">{labels.files}</h3>
      <ul className="plain-list">
        {content.originals.map(({ name, sha256 }) => (
          <li key={sha256}>
            <span className="said">{name}</span>
            <span className="mono desk-hash">{sha256}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
