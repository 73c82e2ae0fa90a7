import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { verifyEmail } from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { useFragmentSecret } from "../../links/use-fragment.ts";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import { useAct } from "../../ui/form/use-act.ts";
import { Notice } from "../../ui/page/Notice.tsx";
import { EntryPage } from "./EntryPage.tsx";

/** The link in a letter that asks whether an address is right. It takes a press: some programs open links. */
export function VerifyEmailPage() {
  const token = useFragmentSecret();
  const [done, setDone] = useState(false);
  const { verify } = accountWords;
  if (token === undefined) {
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
  return <Confirm token={token} onDone={() => setDone(true)} />;
}

function Confirm(props: { readonly token: string; readonly onDone: () => void }) {
  const queries = useQueryClient();
  const act = useAct(
    () => verifyEmail(props.token),
    async () => {
      await queries.invalidateQueries();
      props.onDone();
    },
  );
  const { verify } = accountWords;
  return (
    <EntryPage title={verify.title} lead={verify.text} testId="verify">
      <FaultLine fault={act.fault} />
      <div>
        <Button loading={act.busy} onClick={() => act.run(undefined)} data-testid="verify-button">
          {verify.button}
        </Button>
      </div>
    </EntryPage>
  );
}
