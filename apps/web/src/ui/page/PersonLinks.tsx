import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useRouter } from "@tanstack/react-router";
import { lookAtSession } from "../../api/session.ts";
import { words } from "../../i18n/words.ts";
import { useAct } from "../form/use-act.ts";

/**
 * Where whoever is signed in goes from here: their meetings, what else they may see, their account,
 * and out. The same on every page; the one that they are on is marked. Nothing where nobody is
 * signed in.
 */
export function PersonLinks() {
  const session = useQuery({ queryKey: ["session"], queryFn: lookAtSession });
  const person = session.data?.kind === "ok" ? session.data.value.person : undefined;
  if (person === undefined) return null;
  return (
    <nav className="person-links" aria-label={words.home.account}>
      <Link to="/" className="link" activeOptions={{ exact: true }} data-testid="meetings-link">
        {words.home.mine}
      </Link>
      {person.administrator ? (
        <Link to="/admin" className="link" data-testid="administration-link">
          {words.home.administration}
        </Link>
      ) : null}
      {person.desk ? (
        <Link to="/desk" className="link" data-testid="desk-link">
          {words.home.desk}
        </Link>
      ) : null}
      <Link to="/account" className="link said person-name" data-testid="account-link">
        {person.name}
      </Link>
      <SignOut />
    </nav>
  );
}

function SignOut() {
  const queries = useQueryClient();
  const router = useRouter();
  const leave = useAct(
    async () => {
      // The sign-in client, with its passkeys, is nothing that a page before a call should load.
      const { signOut } = await import("../../api/sign-in.ts");
      return await signOut();
    },
    async () => {
      await router.navigate({ to: "/" });
      // Forgets all that was asked as that person, and asks anew what the start page shows.
      await queries.resetQueries();
    },
  );
  return (
    <button
      type="button"
      className="link"
      disabled={leave.busy}
      onClick={() => leave.run(undefined)}
      data-testid="sign-out"
    >
      {leave.fault === undefined ? words.home.signOut : words.app.retry}
    </button>
  );
}
