import { useParams } from "@tanstack/react-router";
import { administrationWords } from "../i18n/administration-words.ts";
import { NotFoundPage } from "../ui/page/NotFoundPage.tsx";
import { Notice } from "../ui/page/Notice.tsx";
import { PartsPage } from "../ui/page/PartsPage.tsx";
import { SignedIn } from "../ui/page/SignedIn.tsx";
import "./administration.css";
import { DeskStaffPart } from "./desk/DeskStaffPart.tsx";
import { MailboxPart } from "./MailboxPart.tsx";
import { AccountsPart } from "./people/AccountsPart.tsx";
import { InvitationsPart } from "./people/InvitationsPart.tsx";
import { SourceAgreement } from "./places/agreement/SourceAgreement.tsx";
import { CataloguePart } from "./places/CataloguePart.tsx";
import { SharesPart } from "./places/SharesPart.tsx";
import { SourcesInUse } from "./places/SourcesInUse.tsx";
import { PlatformRulesPart } from "./rules/PlatformRulesPart.tsx";
import { ServicePlaceSets } from "./rules/ServicePlaceSets.tsx";
import { SettingsPart } from "./settings/SettingsPart.tsx";
import { StatusPart } from "./status/StatusPart.tsx";

const { nav, notYours } = administrationWords;

const pages = {
  status: [StatusPart],
  places: [SharesPart, SourcesInUse, CataloguePart, SourceAgreement],
  settings: [SettingsPart],
  people: [AccountsPart, InvitationsPart],
  rules: [PlatformRulesPart, ServicePlaceSets],
  desk: [DeskStaffPart],
  mailbox: [MailboxPart],
};

const names = Object.keys(pages) as (keyof typeof pages)[];

/** Running the service: for its administrator alone. The server checks that for each answer. */
export function AdministrationPage() {
  const { part = "status" } = useParams({ strict: false });
  const current = names.find((name) => name === part);
  if (current === undefined) return <NotFoundPage />;
  return (
    <SignedIn title={nav[current]}>
      {({ administrator }) =>
        administrator ? (
          <PartsPage
            root="/admin"
            label={nav.label}
            parts={names.map((name) => ({ part: name, label: nav[name] }))}
            current={current}
            title={nav[current]}
          >
            {pages[current].map((PagePart, at) => (
              <PagePart key={at} />
            ))}
          </PartsPage>
        ) : (
          <Notice title={notYours.title} testId="not-administrator">
            {notYours.text}
          </Notice>
        )
      }
    </SignedIn>
  );
}
