import type { ReactNode } from "react";
import { useFocusOnShow } from "../../ui/page/Notice.tsx";
import { Shell } from "../../ui/page/Shell.tsx";
import "../../ui/page/parts.css";
import "../account.css";

/** The frame of a page with one short form: its name, a sentence, the form, and where else to go. */
export function EntryPage(props: {
  readonly title: string;
  readonly lead?: string | undefined;
  readonly foot?: ReactNode;
  readonly testId: string;
  readonly children: ReactNode;
}) {
  const heading = useFocusOnShow<HTMLHeadingElement>();
  return (
    <Shell title={props.title} centred>
      <div className="stack entry" data-testid={props.testId}>
        <div className="stack gap-8">
          <h1 className="h1" ref={heading} tabIndex={-1}>
            {props.title}
          </h1>
          {props.lead === undefined ? null : <p className="body">{props.lead}</p>}
        </div>
        {props.children}
        {props.foot === undefined ? null : (
          <div className="stack entry-foot small">{props.foot}</div>
        )}
      </div>
    </Shell>
  );
}
