import type { OperatorAct } from "@graticule/api/session";
import { Button } from "@mantine/core";
import { stopOperatorAct } from "../../api/session.ts";
import { useSession } from "../../api/use-session.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { FaultLine } from "../form/FaultLine.tsx";
import { useAct } from "../form/use-act.ts";
import "./operator-acts.css";

const { operator: text } = accountWords;

/** What the operator does to the account of the person who is signed in, in English as the account's pages. */
export function OperatorActs({ acts }: { readonly acts: readonly OperatorAct[] }) {
  return (
    <section
      className="operator-acts"
      lang="en"
      dir="ltr"
      aria-label={text.label}
      data-testid="operator-acts"
    >
      {acts.map((act) => (
        <OneAct key={act.id} act={act} />
      ))}
    </section>
  );
}

function OneAct({ act: { id, kind, keyId, state, at } }: { readonly act: OperatorAct }) {
  const { refetch } = useSession();
  const stop = useAct(
    () => stopOperatorAct(id),
    () => refetch(),
  );
  const sentence = text[state](text.what[kind](keyId ?? ""), hostMoment(at));
  return (
    <div className="operator-act">
      <p>
        {sentence} {text.inPublic}
      </p>
      {state === "done" ? null : (
        <div>
          <FaultLine fault={stop.fault} />
          <Button
            loading={stop.busy}
            onClick={() => stop.run(undefined)}
            data-testid="operator-stop"
          >
            {text.stop}
          </Button>
        </div>
      )}
    </div>
  );
}
