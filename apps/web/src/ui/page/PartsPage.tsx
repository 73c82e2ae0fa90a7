import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { Shell } from "./Shell.tsx";
import "./parts.css";

export interface PartLink {
  readonly part: string;
  readonly label: string;
}

/** A page of several parts, of which one is shown: the account's, the administration's, or the desk's. */
export function PartsPage(props: {
  readonly root: "/account" | "/admin" | "/desk";
  readonly label: string;
  /** The first is the page itself. */
  readonly parts: readonly PartLink[];
  readonly current: string;
  readonly title: string;
  readonly children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { current } = props;
  const shown = useRef(current);
  // Another part is another page: who listens hears its name.
  useEffect(() => {
    if (shown.current !== current) heading.current?.focus({ preventScroll: true });
    shown.current = current;
  }, [current]);
  return (
    <Shell title={props.title} width="wide">
      <div className="parts">
        <nav className="parts-nav" aria-label={props.label}>
          <ul className="plain-list">
            {props.parts.map(({ part, label }, index) => (
              <li key={part}>
                <Link
                  to={index === 0 ? props.root : `${props.root}/$part`}
                  params={{ part }}
                  activeOptions={{ exact: true }}
                  aria-current={part === current ? "page" : undefined}
                  data-testid={`part-${part}`}
                >
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="stack parts-page">
          <h1 className="h1" ref={heading} tabIndex={-1}>
            {props.title}
          </h1>
          {props.children}
        </div>
      </div>
    </Shell>
  );
}

/** One thing of a page: its name, unless its field says it, a sentence, and what can be done. */
export function PagePart(props: {
  readonly title?: string;
  readonly text?: string;
  readonly testId?: string;
  readonly children?: ReactNode;
}) {
  return (
    <section className="stack part" data-testid={props.testId}>
      {props.title === undefined ? null : (
        <div className="stack gap-4">
          <h2 className="h2">{props.title}</h2>
          {props.text === undefined ? null : <p className="small">{props.text}</p>}
        </div>
      )}
      {props.children}
    </section>
  );
}
