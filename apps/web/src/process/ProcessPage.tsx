import { useQuery } from "@tanstack/react-query";
import { listSources } from "../api/meetings.ts";
import { words } from "../i18n/words.ts";
import { Shell } from "../ui/Shell.tsx";

/** What this service does when a government demands something, as far as this version goes. */
export function ProcessPage() {
  const text = words.process;
  return (
    <Shell title={words.app.process}>
      <article className="stack" style={{ "--gap": "28px" } as React.CSSProperties}>
        <div className="stack" style={{ "--gap": "12px" } as React.CSSProperties}>
          <h1 className="h1">{words.app.process}</h1>
          <p className="lead">{text.lead}</p>
        </div>
        {text.sections.map(({ title, body }) => (
          <section key={title} className="stack" style={{ "--gap": "6px" } as React.CSSProperties}>
            <h2 className="h2">{title}</h2>
            <p className="lead">{body}</p>
          </section>
        ))}
        <Sources />
      </article>
    </Shell>
  );
}

/** Where the location data comes from, with the attribution that its makers ask for. */
function Sources() {
  const sources = useQuery({ queryKey: ["sources"], queryFn: listSources });
  const list = sources.data?.kind === "ok" ? sources.data.value : [];
  if (list.length === 0) return null;
  return (
    <section className="stack" style={{ "--gap": "6px" } as React.CSSProperties}>
      <h2 className="h2">{words.process.sources}</h2>
      <ul className="plain-list stack" style={{ "--gap": "4px" } as React.CSSProperties}>
        {list.map(({ id, maker, attribution, licence, state }) => (
          <li key={id} className="small">
            {[maker, attribution, licence, words.process.state[state]]
              .filter((part) => part !== "")
              .join(" · ")}
          </li>
        ))}
      </ul>
    </section>
  );
}
