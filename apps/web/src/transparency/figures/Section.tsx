import { type ReactNode, useId } from "react";

export function Section(props: {
  readonly title: string;
  readonly text?: ReactNode;
  /** Classes beside the section's own. */
  readonly look?: string;
  readonly testId?: string;
  /** To be linked to. */
  readonly anchor?: string;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section
      className={`stack gap-16 log-section ${props.look ?? ""}`}
      aria-labelledby={id}
      id={props.anchor}
      data-testid={props.testId}
    >
      <div className="stack gap-4">
        <h2 className="log-title" id={id}>
          {props.title}
        </h2>
        {props.text === undefined ? null : <p className="body log-text">{props.text}</p>}
      </div>
      {props.children}
    </section>
  );
}
