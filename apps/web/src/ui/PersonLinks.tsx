import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { lookAtSession } from "../api/session.ts";
import { words } from "../i18n/words.ts";

/**
 * Where whoever is signed in goes from here: their meetings, what else they may see, their account. No
 * page leads to itself. Nothing where nobody is signed in.
 */
export function PersonLinks({ children }: { readonly children?: ReactNode }) {
  const session = useQuery({ queryKey: ["session"], queryFn: lookAtSession });
  const path = useLocation({ select: ({ pathname }) => pathname });
  const person = session.data?.kind === "ok" ? session.data.value.person : undefined;
  if (person === undefined) return null;
  const isWithin = (root: string): boolean => path === root || path.startsWith(`${root}/`);
  return (
    <nav className="person-links" aria-label={words.home.account}>
      {path === "/" ? null : (
        <Link to="/" className="link" data-testid="meetings-link">
          {words.home.mine}
        </Link>
      )}
      {!person.administrator || isWithin("/admin") ? null : (
        <Link to="/admin" className="link" data-testid="administration-link">
          {words.home.administration}
        </Link>
      )}
      {!person.desk || isWithin("/desk") ? null : (
        <Link to="/desk" className="link" data-testid="desk-link">
          {words.home.desk}
        </Link>
      )}
      {isWithin("/account") ? null : (
        <Link to="/account" className="link said person-name" data-testid="account-link">
          {person.name}
        </Link>
      )}
      {children}
    </nav>
  );
}
