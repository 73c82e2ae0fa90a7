import { Link } from "@tanstack/react-router";
import { accountWords } from "../../i18n/account-words.ts";
import { sayFault, type Unhappy, wantsSignIn } from "./said.ts";

/** Announces what went wrong; empty while nothing did. */
export function FaultLine({ fault }: { readonly fault: Unhappy | undefined }) {
  return (
    <p className="error fault-line" role="alert" data-testid="fault">
      {fault === undefined ? null : (
        <>
          {sayFault(fault)}
          {wantsSignIn(fault) ? (
            <>
              {" "}
              <Link to="/sign-in" search={{ next: window.location.pathname }} className="link">
                {accountWords.signIn.again}
              </Link>
            </>
          ) : null}
        </>
      )}
    </p>
  );
}
