import type { Person } from "@graticule/api/session";
import { useParams } from "@tanstack/react-router";
import { accountWords } from "../i18n/account-words.ts";
import { NotFoundPage } from "../ui/page/NotFoundPage.tsx";
import { PartsPage } from "../ui/page/PartsPage.tsx";
import { SignedIn } from "../ui/page/SignedIn.tsx";
import { DevelopersPart } from "./developers/DevelopersPart.tsx";
import { RulesPart } from "./meetings/RulesPart.tsx";
import { ProfilePart } from "./profile/ProfilePart.tsx";
import { SecurityPart } from "./security/SecurityPart.tsx";
import "./account.css";

const parts = {
  profile: { label: accountWords.nav.profile, Page: ProfilePart },
  security: { label: accountWords.nav.security, Page: SecurityPart },
  meetings: { label: accountWords.nav.meetings, Page: RulesPart },
  developers: { label: accountWords.nav.developers, Page: DevelopersPart },
} as const satisfies Record<
  string,
  { readonly label: string; readonly Page: (props: { readonly person: Person }) => React.ReactNode }
>;

const isPart = (text: string): text is keyof typeof parts => Object.hasOwn(parts, text);

/** Whoever is signed in: their profile, sign-in, rules, keys. */
export function AccountPage() {
  const { part = "profile" } = useParams({ strict: false });
  if (!isPart(part)) return <NotFoundPage />;
  const { label, Page } = parts[part];
  return (
    <SignedIn title={label}>
      {(person) => (
        <PartsPage
          root="/account"
          label={accountWords.nav.label}
          parts={Object.entries(parts).map(([name, { label: of }]) => ({ part: name, label: of }))}
          current={part}
          title={label}
        >
          <Page person={person} />
        </PartsPage>
      )}
    </SignedIn>
  );
}
