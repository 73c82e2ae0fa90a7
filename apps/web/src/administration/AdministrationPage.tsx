import type { Person } from "@graticule/api/session";
import { useParams } from "@tanstack/react-router";
import { administrationWords } from "../i18n/administration-words.ts";
import { NotFoundPage } from "../ui/page/NotFoundPage.tsx";
import { Notice } from "../ui/page/Notice.tsx";
import { PartsPage } from "../ui/page/PartsPage.tsx";
import { SignedIn } from "../ui/page/SignedIn.tsx";
import "./administration.css";
import { DeskStaffPart } from "./desk/DeskStaffPart.tsx";
import { MailboxPart } from "./MailboxPart.tsx";
import { PeoplePart } from "./people/PeoplePart.tsx";
import { PlatformPart } from "./rules/PlatformPart.tsx";
import { SettingsPart } from "./settings/SettingsPart.tsx";
import { StatusPart } from "./status/StatusPart.tsx";

const { nav } = administrationWords;

const parts = {
  status: { label: nav.status, Page: StatusPart },
  settings: { label: nav.settings, Page: SettingsPart },
  people: { label: nav.people, Page: PeoplePart },
  rules: { label: nav.rules, Page: PlatformPart },
  desk: { label: nav.desk, Page: DeskStaffPart },
  mailbox: { label: nav.mailbox, Page: MailboxPart },
} as const;

const isPart = (text: string): text is keyof typeof parts => Object.hasOwn(parts, text);

/** Running the service: for its administrator alone. The server checks that anew for each answer. */
export function AdministrationPage() {
  const { part = "status" } = useParams({ strict: false });
  if (!isPart(part)) return <NotFoundPage />;
  return (
    <SignedIn title={parts[part].label}>
      {(person) => <Administration part={part} person={person} />}
    </SignedIn>
  );
}

function Administration(props: { readonly part: keyof typeof parts; readonly person: Person }) {
  const { notYours } = administrationWords;
  if (!props.person.administrator) {
    return (
      <Notice title={notYours.title} testId="not-administrator">
        {notYours.text}
      </Notice>
    );
  }
  const { label, Page } = parts[props.part];
  return (
    <PartsPage
      root="/admin"
      label={nav.label}
      parts={Object.entries(parts).map(([part, { label: of }]) => ({ part, label: of }))}
      current={props.part}
      title={label}
    >
      <Page />
    </PartsPage>
  );
}
