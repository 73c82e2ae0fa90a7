import type { Person } from "@graticule/api/session";
import { useParams } from "@tanstack/react-router";
import { accountWords } from "../i18n/account-words.ts";
import { NotFoundPage } from "../ui/page/NotFoundPage.tsx";
import { PartsPage } from "../ui/page/PartsPage.tsx";
import { SignedIn } from "../ui/page/SignedIn.tsx";
import { KeysPart } from "./developers/KeysPart.tsx";
import { WebhooksPart } from "./developers/WebhooksPart.tsx";
import { AccountPlaceSets } from "./meetings/AccountPlaceSets.tsx";
import { AccountRulePart } from "./meetings/AccountRulePart.tsx";
import { DeletePart } from "./profile/DeletePart.tsx";
import { EmailPart } from "./profile/EmailPart.tsx";
import { NamePart } from "./profile/NamePart.tsx";
import { ProposedRolesPart } from "./profile/ProposedRolesPart.tsx";
import { DeskKeyPart } from "./security/DeskKeyPart.tsx";
import { PasskeysPart } from "./security/PasskeysPart.tsx";
import { PasswordPart } from "./security/PasswordPart.tsx";
import { SecondFactorPart } from "./security/SecondFactorPart.tsx";
import { SessionsPart } from "./security/SessionsPart.tsx";
import "./account.css";

const pages: Readonly<
  Record<
    Exclude<keyof typeof accountWords.nav, "label">,
    readonly ((props: { readonly person: Person }) => React.ReactNode)[]
  >
> = {
  profile: [ProposedRolesPart, NamePart, EmailPart, DeletePart],
  security: [PasswordPart, PasskeysPart, SecondFactorPart, DeskKeyPart, SessionsPart],
  meetings: [AccountRulePart, AccountPlaceSets],
  developers: [KeysPart, WebhooksPart],
};

const names = Object.keys(pages) as (keyof typeof pages)[];

/** The account of the person who is signed in: their profile, sign-in, rules, keys. */
export function AccountPage() {
  const { part = "profile" } = useParams({ strict: false });
  const current = names.find((name) => name === part);
  if (current === undefined) return <NotFoundPage />;
  const label = accountWords.nav[current];
  return (
    <SignedIn title={label}>
      {(person) => (
        <PartsPage
          root="/account"
          label={accountWords.nav.label}
          parts={names.map((name) => ({ part: name, label: accountWords.nav[name] }))}
          current={current}
          title={label}
        >
          {pages[current].map((PagePart, at) => (
            <PagePart key={at} person={person} />
          ))}
        </PartsPage>
      )}
    </SignedIn>
  );
}
