import type { OwnProposal } from "@graticule/api/desk-changes";
import { Button } from "@mantine/core";
import { useState } from "react";
import { canUsePasskeys } from "../../api/can-use-passkeys.ts";
import { type MadeDeskKey, makeDeskKey } from "../../api/desk-key.ts";
import { acceptRole } from "../../api/own-proposals.ts";
import { useSettings } from "../../api/use-session.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { formWords } from "../../i18n/form-words.ts";
import { words } from "../../i18n/words.ts";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import type { Said } from "../../ui/form/said.ts";
import { useAct } from "../../ui/form/use-act.ts";
import { useChecked } from "../../ui/form/use-checked.ts";
import { PasswordField } from "../password/PasswordField.tsx";
import { passwordFault } from "../password/password-faults.ts";

const { proposed: text } = accountWords;

interface Props {
  readonly proposal: OwnProposal;
  readonly email: string;
  readonly accepted: () => Promise<void>;
  /** Asks once more for what was proposed. */
  readonly again: () => Promise<void>;
}

/**
 * Creates a desk key, then signs the acceptance with it: a key that was created is kept for another try. It takes the password, too:
 * an open browser alone isn't enough.
 */
export function AcceptRoles({ proposal, email, accepted, again }: Props) {
  const { serviceName } = useSettings() ?? { serviceName: words.app.name };
  const [created, setCreated] = useState<MadeDeskKey | undefined>();
  const [password, setPassword] = useState("");
  const act = useAct(async (_: undefined, signal): Promise<Said<unknown>> => {
    const key =
      created === undefined
        ? await makeDeskKey({ serviceName, email }, signal)
        : ({ kind: "ok", value: created } as const);
    if (key.kind === "fault") return key;
    setCreated(key.value);
    const said = await acceptRole(proposal, { key: key.value, password }, signal);
    if (said.kind === "problem" && said.code === "conflict") await again();
    return said;
  }, accepted);
  const found = { password: passwordFault(password) };
  const { faults, submit } = useChecked(found, () => act.run(undefined));
  if (!canUsePasskeys()) {
    return <p className="amber-note">{accountWords.fault["no-passkeys-here"]}</p>;
  }
  return (
    <>
      <p className="body">{created === undefined ? text.why : text.created}</p>
      {created === undefined ? <p className="small">{text.twoPrompts}</p> : null}
      <form className="stack part-form" onSubmit={submit} noValidate>
        {/* Password managers want to know whose password it is. */}
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          kind="current"
          label={accountWords.form.currentPassword}
          value={password}
          error={faults?.password}
          testId="proposed-password"
          onChange={setPassword}
        />
        <FaultLine fault={act.fault} />
        <div className="row">
          <Button type="submit" loading={act.busy} data-testid="proposed-accept">
            {created === undefined ? text.create : text.sign}
          </Button>
          <p className="small" role="status">
            {act.busy ? formWords.inWindow : null}
          </p>
        </div>
      </form>
    </>
  );
}
