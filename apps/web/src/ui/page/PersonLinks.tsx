import { useQueryClient } from "@tanstack/react-query";
import { Link, useRouter } from "@tanstack/react-router";
import { useSession } from "../../api/use-session.ts";
import { words } from "../../i18n/words.ts";
import { useAct } from "../form/use-act.ts";
import { LinkButton } from "../LinkButton.tsx";

/**
 * Where a person who is signed in can go: their meetings, what else they may see, their account, and
 * out. The page that they are on is marked.
 */
export function PersonLinks() {
  const person = useSession().session?.person;
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
      // No page before a call should load the sign-in client with its passkeys.
      const { signOut } = await import("../../api/sign-in.ts");
      return await signOut();
    },
    async () => {
      await router.navigate({ to: "/" });
      // Forgets all that was asked as that person, and asks again for what the start page shows.
      await queries.resetQueries();
    },
  );
  return (
    <LinkButton disabled={leave.busy} onClick={() => leave.run(undefined)} testId="sign-out">
      {leave.fault === undefined ? words.home.signOut : words.app.retry}
    </LinkButton>
  );
}
