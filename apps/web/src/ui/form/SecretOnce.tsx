import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useFocusOnShow } from "../page/Notice.tsx";

/** Something that is shown this one time, until someone says that they have it. */
export function SecretOnce(props: {
  readonly title: string;
  readonly text: string;
  readonly kept: string;
  readonly onKept: () => void;
  readonly testId: string;
  readonly children: ReactNode;
}) {
  const heading = useFocusOnShow<HTMLHeadingElement>();
  return (
    <div className="stack once" data-testid={props.testId}>
      <div className="stack gap-4">
        <h3 className="h2" ref={heading} tabIndex={-1}>
          {props.title}
        </h3>
        <p className="small">{props.text}</p>
      </div>
      {props.children}
      <div>
        <Button onClick={props.onKept} data-testid={`${props.testId}-kept`}>
          {props.kept}
        </Button>
      </div>
    </div>
  );
}
