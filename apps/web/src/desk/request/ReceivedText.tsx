import type { RequestContent, RequestView } from "@graticule/api/requests";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { Facts } from "../../ui/Facts.tsx";

const { form: labels, request: text } = deskWords;

/** What came, as it came. Texts from outside are text and nothing else: no link leads from here. */
export function ReceivedText({ view }: { readonly view: RequestView }) {
  const { content } = view;
  const { language, legalBasis: law, forbidsNotice: forbids, answerBy } = content;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, so keys must reach it.
    <section className="stack desk-paper desk-came" aria-label={text.came} tabIndex={0}>
      <div className="stack gap-4">
        <h2 className="h2 said">{view.authorityDetail.name}</h2>
        <p className="small said">
          {[view.inRegister ? deskWords.branch[content.branch] : text.notInRegister, content.office]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      {content.demands.map((demand, index) => (
        <section key={`${index} ${demand.kind}`} className="stack gap-6">
          <h3 className="small">
            {labels.demand(index + 1)} · {deskWords.demand[demand.kind]}
            {meetingOf(content, demand.meeting)}
          </h3>
          <blockquote className="desk-verbatim said" lang={language}>
            {demand.verbatim}
          </blockquote>
        </section>
      ))}
      <Words title={labels.reasons} lang={language}>
        {content.reasons}
      </Words>
      <Words title={labels.translation}>{content.translation}</Words>
      <hr className="rule-line" />
      <Facts
        className="desk-facts"
        said
        facts={[
          [labels.receivedAt, hostMoment(content.receivedAt)],
          [labels.channel, deskWords.channel[content.channel]],
          [labels.instrument, content.instrument],
          [labels.reference, content.reference],
          [labels.statute, law && `${law.statute}, ${law.provision}`],
          [labels.url, law?.url],
          [labels.placesAsked, content.placesAsked],
          [labels.durationAsked, content.durationAsked],
          [labels.answerBy, answerBy && hostMoment(answerBy)],
          [labels.redress, content.redress],
          [labels.tellEffectTo, content.tellEffectTo],
          [
            labels.forbids,
            forbids && `${labels.forbidsUntil} ${hostMoment(forbids.until)}, ${forbids.law}`,
          ],
          [labels.language, language],
        ]}
      />
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
