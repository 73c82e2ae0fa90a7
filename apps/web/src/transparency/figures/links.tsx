import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

interface LinkProps {
  readonly className?: string;
  readonly children: ReactNode;
}

/** Leads from a figure, or its name, to the entries behind it. */
export function BehindLink(props: LinkProps & { readonly figure: string }) {
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

export function EntryLink(props: LinkProps & { readonly index: number }) {
  return (
    <Link
      to="/transparency/entries/$index"
      params={{ index: String(props.index) }}
      className={props.className ?? "link"}
    >
      {props.children}
    </Link>
  );
}
