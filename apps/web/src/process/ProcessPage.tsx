import { Link } from "@tanstack/react-router";
import { words } from "../i18n/words.ts";
import { AttributionLink } from "../ui/page/Attributions.tsx";
import { readAttribution } from "../ui/page/attribution.ts";
import { Certainty } from "../ui/page/Certainty.tsx";
import { Contact } from "../ui/page/Contact.tsx";
import { Shell } from "../ui/page/Shell.tsx";
import { useLocationData } from "../ui/page/use-location-data.ts";

/** What this service does when a government demands something. */
export function ProcessPage() {
  const text = words.process;
  return (
    <Shell title={words.app.process}>
      <article className="stack gap-28">
        <div className="stack gap-12">
          <h1 className="h1">{words.app.process}</h1>
          <p className="lead">{text.lead}</p>
        </div>
        {text.sections.map(({ title, body }) => (
          <section key={title} className="stack gap-6">
            <h2 className="h2">{title}</h2>
            <p className="lead">{body}</p>
          </section>
        ))}
        <div className="stack gap-12">
          <Link to="/transparency" className="link lead">
            {words.app.inPublic}
          </Link>
          <Link to="/what-we-hold" className="link lead">
            {text.holds}
          </Link>
          <Contact />
        </div>
        <Sources />
      </article>
    </Shell>
  );
}

/** Where the location data comes from, with the attribution that its makers ask for. */
function Sources() {
  const list = useLocationData()?.sources ?? [];
  if (list.length === 0) return null;
  return (
    <section className="stack gap-6">
      <h2 className="h2">{words.process.sources}</h2>
      <Certainty line />
      <ul className="plain-list stack gap-4">
        {list.map((source) => (
          <SourceItem key={source.id} {...source} />
        ))}
      </ul>
    </section>
  );
}

type Source = NonNullable<ReturnType<typeof useLocationData>>["sources"][number];

function SourceItem({ maker, basis, attribution, licence, state }: Source) {
  const said = attribution === "" ? maker : attribution;
  const rest = [licence, words.process.state[state]].filter((part) => part !== "");
  return (
    <li className="small">
      {basis === "operator" ? (
        words.process.own
      ) : (
        <AttributionLink attribution={readAttribution(said)} />
      )}
      {rest.map((part) => ` · ${part}`)}
    </li>
  );
}
