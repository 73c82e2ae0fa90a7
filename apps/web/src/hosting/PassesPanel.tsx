import type { Pass } from "@graticule/api/hosting";
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { makePass, takeBackPass } from "../api/hosting.ts";
import type { ManageKey } from "../api/meetings.ts";
import { hostWords } from "../i18n/host-words.ts";
import { linkSecretIn } from "../links/link-fragment.ts";
import { ownPassLink } from "../links/own-links.ts";
import { answerFault } from "../ui/form/answer-fault.ts";
import { ConfirmButton } from "../ui/form/ConfirmButton.tsx";
import { CopyField } from "../ui/form/CopyField.tsx";
import { TextField } from "../ui/form/TextField.tsx";
import { LinkButton } from "../ui/LinkButton.tsx";
import "./passes.css";

interface Props {
  readonly manageKey: ManageKey;
  /** Undefined: this device does not know the whole link, and so can make no whole link of a pass. */
  readonly joinUrl: string | undefined;
  readonly passes: readonly Pass[];
  readonly refresh: () => Promise<void>;
}

/** Passes: each lets one named guest in against the meeting's own rule. */
export function PassesPanel(props: Props) {
  const { manageKey, joinUrl, passes, refresh } = props;
  const said = hostWords.manage;
  const [message, setMessage] = useState<string | undefined>();
  const report = async (text: string): Promise<void> => {
    setMessage(text);
    await refresh();
  };
  const taking = useMutation({
    mutationFn: ({ id }: Pass) => takeBackPass(manageKey, id),
    onSuccess: (answer, { name }) =>
      report(answer.kind === "ok" ? said.passTaken(name) : answerFault(answer)),
  });
  return (
    <section className="sheet stack" aria-labelledby="passes" data-testid="passes">
      <h2 className="h2" id="passes">
        {said.passes}
      </h2>
      <p className="small">{said.passesText}</p>
      {joinUrl === undefined ? (
        <p className="small">{said.passNeedsLink}</p>
      ) : (
        <NewPass manageKey={manageKey} joinUrl={joinUrl} onMade={refresh} />
      )}
      {passes.length === 0 ? null : (
        <ul className="plain-list">
          {passes.map((pass) => (
            <li key={pass.id} className="pass" data-testid={`pass-${pass.id}`}>
              <span className="said">{pass.name}</span>
              <span className="small">{pass.used ? said.passUsed : said.passUnused}</span>
              {pass.used ? (
                <ConfirmButton
                  button={said.passTake}
                  label={said.passTakeNamed(pass.name)}
                  title={said.passTakeNamed(pass.name)}
                  confirm={said.passTake}
                  quiet="link"
                  testId={`take-pass-${pass.id}`}
                  act={() => takeBackPass(manageKey, pass.id)}
                  say={answerFault}
                  onDone={() => report(said.passTaken(pass.name))}
                >
                  {said.passTakeText}
                </ConfirmButton>
              ) : (
                <LinkButton
                  label={said.passTakeNamed(pass.name)}
                  disabled={taking.isPending}
                  onClick={() => taking.mutate(pass)}
                  testId={`take-pass-${pass.id}`}
                >
                  {said.passTake}
                </LinkButton>
              )}
            </li>
          ))}
        </ul>
      )}
      <p className="small pass-message" role="status">
        {message}
      </p>
    </section>
  );
}

/** A name makes a pass; its link is shown until the next one is made. */
function NewPass(props: {
  readonly manageKey: ManageKey;
  readonly joinUrl: string;
  readonly onMade: () => Promise<void>;
}) {
  const said = hostWords.manage;
  const [name, setName] = useState("");
  const [fault, setFault] = useState<string | undefined>();
  const [made, setMade] = useState<(Pass & { readonly link: string }) | undefined>();
  const making = useMutation({
    mutationFn: (text: string) => makePass(props.manageKey, text),
    onSuccess: async (answer) => {
      if (answer.kind !== "ok") return setFault(answerFault(answer));
      const { code } = props.manageKey;
      const link = ownPassLink(answer.value.url, { code, secret: linkSecretIn(props.joinUrl) });
      if (link === undefined) return setFault(answerFault({ kind: "offline" }));
      setMade({ ...answer.value, link });
      setName("");
      await props.onMade();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const text = name.trim();
    setFault(text === "" ? said.passNameMissing : undefined);
    if (text !== "") making.mutate(text);
  };
  return (
    <>
      <form className="pass-form" onSubmit={submit} noValidate>
        <TextField
          label={said.passName}
          placeholder={said.passNamePlaceholder}
          value={name}
          maxLength={80}
          error={fault}
          onChange={setName}
          testId="pass-name"
        />
        <Button type="submit" variant="default" loading={making.isPending} data-testid="make-pass">
          {said.passMake}
        </Button>
      </form>
      <div role="status">
        {made === undefined ? null : (
          <CopyField
            key={made.id}
            arrives
            label={said.passReady(made.name)}
            value={made.link}
            hint={said.passOnce}
            testId="pass-link"
          />
        )}
      </div>
    </>
  );
}
