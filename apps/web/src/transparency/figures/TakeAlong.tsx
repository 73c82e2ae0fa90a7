import { useEffect } from "react";
import { transparencyWords } from "../../i18n/transparency-words.ts";
import { CopyField } from "../../ui/form/CopyField.tsx";
import { Section } from "./Section.tsx";
import "./take-along.css";

const { take: said } = transparencyWords;

const feed = "/transparency/feed.atom";

/** Files that the service gives: to follow the log, to keep it, to check it. */
export function TakeAlong() {
  useFeedLink();
  return (
    <Section title={said.title} anchor="check">
      <div className="take-parts">
        <div className="stack gap-8">
          <h3 className="h2">{said.follow}</h3>
          <p className="body">{said.followText}</p>
          <p className="body">
            <a href={feed} className="link" type="application/atom+xml">
              {said.feed}
            </a>
          </p>
        </div>
        <div className="stack gap-8">
          <h3 className="h2">{said.keep}</h3>
          <p className="body">{said.keepText}</p>
          <ul className="plain-list take-files">
            {files.map(([href, label]) => (
              <li key={href}>
                <a href={href} className="link" download>
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </div>
        <div className="stack gap-8 take-check">
          <h3 className="h2">{said.check}</h3>
          <p className="body">{said.checkText}</p>
          <p className="body">
            <a href="/log/verify.mjs" className="link" download>
              {said.download}
            </a>
          </p>
          <CopyField
            label={said.run}
            value={`node verify.mjs ${window.location.origin}/log`}
            testId="verify-command"
          />
          <p className="small">
            <a href="/log/key" className="link">
              {said.key}
            </a>
            {". "}
            {said.keyText}
          </p>
        </div>
      </div>
    </Section>
  );
}

const files = [
  ["/transparency/log.jsonl", said.jsonl],
  ["/transparency/log.csv", said.csv],
  ["/transparency/lumen.json", said.lumen],
] as const;

/** Lets feed readers find the feed while the page is shown. */
function useFeedLink(): void {
  useEffect(() => {
    const link = document.createElement("link");
    link.rel = "alternate";
    link.type = "application/atom+xml";
    link.title = said.feedTitle;
    link.href = feed;
    document.head.append(link);
    return () => link.remove();
  }, []);
}
