import { IconChevronDown, IconUserCircle } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import { useId, useRef } from "react";
import { useSession } from "../../api/use-session.ts";
import { frameLanguage, frameWords } from "../../i18n/words.ts";
import { useAct } from "../form/use-act.ts";
import { LinkButton } from "../LinkButton.tsx";

/** Pages that an account is of use to. Nobody needs one to join. */
const offersSignIn = /^\/($|new|process|what-we-hold|transparency)/;

/** Where someone who is signed in can go, in one menu; for others the way to sign in. */
export function AccountMenu() {
  const { session } = useSession();
  const path = useLocation({ select: ({ pathname }) => pathname });
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  if (session === undefined || !session.setUp) return null;
  const { person } = session;
  const { home } = frameWords;
  const { dir } = frameLanguage();
  // Also where it leads to the page that is shown.
  const close = (): void => list.current?.hidePopover();
  if (person === undefined) {
    return offersSignIn.test(path) ? (
      <nav aria-label={home.account}>
        <Link
          to="/sign-in"
          search={path === "/" ? {} : { next: path }}
          dir={dir}
          className="shell-menu"
          data-testid="sign-in-link"
        >
          {home.signIn}
        </Link>
      </nav>
    ) : null;
  }
  return (
    <nav aria-label={home.account}>
      <button
        type="button"
        className="shell-menu"
        popoverTarget={id}
        aria-label={`${home.account}: ${person.name}`}
        data-testid="account-menu"
      >
        <IconUserCircle size={20} aria-hidden="true" />
        <span className="shell-menu-name said">{person.name}</span>
        <IconChevronDown size={16} aria-hidden="true" />
      </button>
      <div
        id={id}
        ref={list}
        popover="auto"
        className="shell-list"
        // Another page closes it.
        key={path}
      >
        <p className="shell-list-name said">{person.name}</p>
        <Link
          to="/"
          activeOptions={{ exact: true }}
          dir={dir}
          onClick={close}
          data-testid="meetings-link"
        >
          {home.mine}
        </Link>
        {person.desk ? (
          <Link to="/desk" dir={dir} onClick={close} data-testid="desk-link">
            {home.desk}
          </Link>
        ) : null}
        {person.administrator ? (
          <Link to="/admin" dir={dir} onClick={close} data-testid="administration-link">
            {home.administration}
          </Link>
        ) : null}
        <Link to="/account" dir={dir} onClick={close} data-testid="account-link">
          {home.account}
        </Link>
        <SignOut />
      </div>
    </nav>
  );
}

function SignOut() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const leave = useAct(
    async () => {
      // No page before a call should load the sign-in client with its passkeys.
      const { signOut } = await import("../../api/sign-in.ts");
      return await signOut();
    },
    async () => {
      await navigate({ to: "/" });
      // Forgets all that was asked as that person, and asks again for what the start page shows.
      await queries.resetQueries();
    },
  );
  return (
    <LinkButton
      dir={frameLanguage().dir}
      disabled={leave.busy}
      onClick={() => leave.run(undefined)}
      testId="sign-out"
    >
      {leave.fault === undefined ? frameWords.home.signOut : frameWords.app.retry}
    </LinkButton>
  );
}
