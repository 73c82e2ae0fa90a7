import { Contact } from "../ui/page/Contact.tsx";
import { Shell } from "../ui/page/Shell.tsx";
import { holdWords } from "./hold-words.ts";

/** Everything that this service holds, for whoever wants to know or to demand it. */
export function WhatWeHoldPage() {
  const { title, lead, parts, demand } = holdWords;
  return (
    <Shell title={title}>
      <article className="stack" style={{ "--gap": "28px" } as React.CSSProperties}>
        <div className="stack" style={{ "--gap": "12px" } as React.CSSProperties}>
          <h1 className="h1">{title}</h1>
          <p className="lead">{lead}</p>
        </div>
        {parts.map((part) => (
          <section
            key={part.title}
            className="stack"
            style={{ "--gap": "6px" } as React.CSSProperties}
          >
            <h2 className="h2">{part.title}</h2>
            <ul className="lead points">
              {part.points.map((point) => (
                <li key={point}>{point}</li>
              ))}
            </ul>
          </section>
        ))}
        <section className="stack" style={{ "--gap": "6px" } as React.CSSProperties}>
          <h2 className="h2">{demand.title}</h2>
          <p className="lead">{demand.body}</p>
          <Contact />
        </section>
      </article>
    </Shell>
  );
}
