import type { AddressClaims } from "@graticule/api/sign-in";
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { verifyEmail } from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { useFragmentSecret } from "../../links/use-fragment.ts";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import { useAct } from "../../ui/form/use-act.ts";
import { Notice } from "../../ui/page/Notice.tsx";
import { readAddressLink } from "./address-link.ts";
import { EntryPage } from "./EntryPage.tsx";

const { verify } = accountWords;

/**
 * The link in a letter that asks whether an address is right, or may change. It takes a press: some programs open links.
 * INVARIANT: who presses has read to which address the account moves.
 */
export function VerifyEmailPage() {
  const token = useFragmentSecret();
  const [done, setDone] = useState(false);
  const asks = token === undefined ? undefined : readAddressLink(token);
  if (token === undefined || asks === undefined) {
    return (
      <Notice title={verify.missingTitle} testId="verify-missing">
        {verify.missing}
      </Notice>
    );
  }
  if (done) {
    return (
      <Notice title={verify.doneTitle} testId="verify-done">
        {verify.done}
      </Notice>
    );
  }
  return <Confirm token={token} asks={asks} onDone={() => setDone(true)} />;
}

function Confirm(props: {
  readonly token: string;
  readonly asks: AddressClaims;
  readonly onDone: () => void;
}) {
  const { email, updateTo } = props.asks;
  const queries = useQueryClient();
  const act = useAct(
    () => verifyEmail(props.token),
    async () => {
      await queries.invalidateQueries();
      props.onDone();
    },
  );
  const isMove = updateTo !== undefined;
  return (
    <EntryPage
      title={isMove ? verify.moveTitle : verify.title}
      lead={isMove ? verify.move(email, updateTo) : verify.text(email)}
      testId="verify"
    >
      {isMove ? <p className="amber-note">{verify.moveWarning(updateTo)}</p> : null}
      <FaultLine fault={act.fault} />
      <div>
        <Button loading={act.busy} onClick={() => act.run(undefined)} data-testid="verify-button">
          {isMove ? verify.moveButton : verify.button}
        </Button>
      </div>
    </EntryPage>
  );
}
