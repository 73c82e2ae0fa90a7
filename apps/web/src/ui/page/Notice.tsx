import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { words } from "../../i18n/words.ts";
import { Shell } from "./Shell.tsx";

/** A page that says one thing. It is announced, and the focus moves to it. */
export function Notice(props: {
  readonly title: string;
  /** Of which meeting, above it. */
  readonly meeting?: string | undefined;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly testId?: string;
}) {
  const heading = useFocusOnShow<HTMLHeadingElement>();
  return (
    <Shell title={props.title} meeting={props.meeting} centred>
      <div className="stack" role="status" data-testid={props.testId}>
        <MeetingTitle title={props.meeting} />
        <h1 className="h1" ref={heading} tabIndex={-1}>
          {props.title}
        </h1>
        <div className="lead">{props.children}</div>
        <div className="row">
          {props.actions === undefined ? (
            <Link to="/" className="link">
              {words.app.home}
            </Link>
          ) : (
            props.actions
          )}
        </div>
      </div>
    </Shell>
  );
}

/** Which meeting a page is about; nothing where its reader may not know. */
export function MeetingTitle({ title }: { readonly title: string | undefined }) {
  if (title === undefined) return null;
  return (
    <p className="body said meeting-line" data-testid="meeting-line">
      {title}
    </p>
  );
}

/** Moves the focus to an element when it appears. */
export function useFocusOnShow<E extends HTMLElement>() {
  const element = useRef<E>(null);
  useEffect(() => element.current?.focus({ preventScroll: true }), []);
  return element;
}
