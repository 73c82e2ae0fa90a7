import { IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import "./fold.css";

/** Something that is rarely needed, behind its name and a line on how it stands. Its name is `data-testid="<testId>-open"`. */
export function Fold(props: {
  readonly title: string;
  readonly note?: string;
  readonly testId: string;
  readonly children: ReactNode;
}) {
  return (
    <details className="fold" data-testid={props.testId}>
      <summary data-testid={`${props.testId}-open`}>
        <IconChevronRight size={18} className="mirrored" aria-hidden />
        <div className="fold-name">
          <h2 className="h2">{props.title}</h2>
          {props.note === undefined ? null : <span className="small">{props.note}</span>}
        </div>
      </summary>
      <div className="stack fold-body">{props.children}</div>
    </details>
  );
}
