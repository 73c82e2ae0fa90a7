import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { EntryForm } from "../account/entry/EntryForm.tsx";
import { EntryPage } from "../account/entry/EntryPage.tsx";
import { checkPerson, nobodyYet, PersonFields, trimmed } from "../account/entry/PersonFields.tsx";
import { needsData } from "../administration/places/source-advice.ts";
import { setUp } from "../api/session.ts";
import { accountWords } from "../i18n/account-words.ts";
import { administrationWords } from "../i18n/administration-words.ts";
import { locationWords } from "../i18n/location-words.ts";
import { useFragmentSecret } from "../links/use-fragment.ts";
import { ButtonLink } from "../ui/ButtonLink.tsx";
import type { Unhappy } from "../ui/form/said.ts";
import { TextField } from "../ui/form/TextField.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { Notice, useFocusOnShow } from "../ui/page/Notice.tsx";
import { Shell } from "../ui/page/Shell.tsx";
import { useLocationData } from "../ui/page/use-location-data.ts";
import "./setup.css";

/** The one-time set-up link: makes the administrator's account and signs them in. */
export function SetupPage() {
  const token = useFragmentSecret();
  const [state, setState] = useState<"form" | "done" | "used" | "wrong">("form");
  const { setup } = administrationWords;
  if (token === undefined) {
    return (
      <Notice title={setup.missingTitle} testId="setup-missing">
        {setup.missing}
      </Notice>
    );
  }
  switch (state) {
    case "done":
      return <WhatNext />;
    case "form":
      return (
        <SetupForm token={token} onDone={() => setState("done")} onNoUse={(why) => setState(why)} />
      );
    case "used":
      return (
        <Notice
          title={setup.usedTitle}
          testId="setup-used"
          actions={<ButtonLink to="/sign-in">{accountWords.signIn.button}</ButtonLink>}
        >
          {setup.used}
        </Notice>
      );
    case "wrong":
      return (
        <Notice title={setup.wrongTitle} testId="setup-wrong">
          {setup.wrong}
        </Notice>
      );
  }
}

/** A link that opens nothing: another try with it makes no sense. */
function noUseOf(fault: Unhappy | undefined): "used" | "wrong" | undefined {
  if (fault?.kind !== "problem") return undefined;
  if (fault.code === "conflict") return "used";
  return fault.code === "unauthorized" ? "wrong" : undefined;
}

function SetupForm(props: {
  readonly token: string;
  readonly onDone: () => void;
  readonly onNoUse: (why: "used" | "wrong") => void;
}) {
  const [typed, setTyped] = useState(nobodyYet);
  const [contact, setContact] = useState("");
  const queries = useQueryClient();
  const { faults, ...form } = useForm({
    found: checkPerson(typed),
    send: async () => {
      const answer = await setUp({
        token: props.token,
        ...trimmed(typed),
        ...(contact.trim() !== "" && { contact: contact.trim() }),
      });
      const noUse = answer.kind === "ok" ? undefined : noUseOf(answer);
      if (noUse !== undefined) props.onNoUse(noUse);
      return answer;
    },
    onSent: async () => {
      props.onDone();
      await queries.invalidateQueries();
    },
  });
  const { setup, settings } = administrationWords;
  return (
    <EntryPage title={setup.title} lead={setup.lead} testId="setup">
      <EntryForm {...form} button={setup.button} testId="setup-button">
        <PersonFields typed={typed} onChange={setTyped} faults={faults} testId="setup" />
        <TextField
          label={setup.contact}
          description={settings.contactHint}
          value={contact}
          maxLength={300}
          testId="setup-contact"
          onChange={setContact}
        />
      </EntryForm>
    </EntryPage>
  );
}

/** The service is open: what its administrator does next. */
function WhatNext() {
  const heading = useFocusOnShow<HTMLHeadingElement>();
  const { setup } = administrationWords;
  const { next } = setup;
  const sources = useLocationData()?.sources;
  const isMissing = sources !== undefined && needsData(sources);
  return (
    <Shell title={setup.doneTitle}>
      <div className="stack gap-24">
        <div className="stack gap-8" role="status">
          <h1 className="h1" ref={heading} tabIndex={-1} data-testid="setup-done">
            {setup.doneTitle}
          </h1>
          <p className="lead">{setup.done}</p>
        </div>
        <ol className="plain-list next-steps">
          {isMissing ? (
            <li data-testid="bring-data">
              <p className="h2">
                <Link to="/admin/$part" params={{ part: "places" }} className="link">
                  {locationWords.setUp}
                </Link>
              </p>
              <p className="small">{locationWords.setUpWhy}</p>
            </li>
          ) : null}
          <li>
            <p className="h2">
              <Link to="/new" className="link" data-testid="new-meeting">
                {next.meetingTitle}
              </Link>
            </p>
            <p className="small">{next.meeting}</p>
          </li>
          <li>
            <p className="h2">
              <Link to="/admin/$part" params={{ part: "people" }} className="link">
                {next.peopleTitle}
              </Link>
            </p>
            <p className="small">{next.people}</p>
          </li>
          <li>
            <p className="h2">{next.backupTitle}</p>
            <p className="small">{next.backup}</p>
            <code className="mono">{next.backupCommand}</code>
          </li>
        </ol>
      </div>
    </Shell>
  );
}
