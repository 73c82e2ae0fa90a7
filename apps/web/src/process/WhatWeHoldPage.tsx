import { Contact } from "../ui/page/Contact.tsx";
import { Shell } from "../ui/page/Shell.tsx";
import { holdWords } from "./hold-words.ts";

/** Everything that this service holds, for whoever wants to know or to demand it. */
export function WhatWeHoldPage() {
  const { title, lead, parts, demand } = holdWords;
  return (
    <Shell title={title}>
      <article className="stack gap-28">
        <div className="stack gap-12">
          <h1 className="h1">{title}</h1>
          <p className="lead">{lead}</p>
        </div>
        {parts.map((part) => (
          <section
            key={part.title}
            className="stack gap-6"
          >
            <h2 className="h2">{part.title}</h2>
            <ul className="lead points">
              {part.points.map((point) => (
                <li key={point}>{point}</li>
              ))}
            </ul>
          </section>
        ))}
        <section className="stack gap-6">
          <h2 className="h2">{demand.title}</h2>
          <p className="lead">{demand.body}</p>
          <Contact />
        </section>
      </article>
    </Shell>
  );
}
