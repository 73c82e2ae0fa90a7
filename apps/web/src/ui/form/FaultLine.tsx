import { Link } from "@tanstack/react-router";
import { accountWords } from "../../i18n/account-words.ts";
import { sayFault, type Unhappy, wantsSignIn } from "./said.ts";

/** Announces what went wrong; empty while nothing did. `say`: in other words than those of an account's pages. */
export function FaultLine(props: {
  readonly fault: Unhappy | undefined;
  readonly say?: ((fault: Unhappy) => string) | undefined;
}) {
  const { fault, say } = props;
  return (
    <p className="error fault-line" role="alert" data-testid="fault">
      {fault === undefined ? null : (say ?? sayFault)(fault)}
      {fault !== undefined && say === undefined && wantsSignIn(fault) ? (
        <>
          {" "}
          <Link to="/sign-in" search={{ next: window.location.pathname }} className="link">
            {accountWords.signIn.again}
          </Link>
        </>
      ) : null}
    </p>
  );
}
