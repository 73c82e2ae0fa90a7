import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** A figure, or what it is called, that leads to the entries behind it. */
export function Behind(props: {
  readonly figure: string;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <Link
      to="/transparency/entries"
      search={{ behind: props.figure }}
      className={props.className ?? "figure-link"}
    >
      {props.children}
    </Link>
  );
}
