import { useParams } from "@tanstack/react-router";
import { deskWords } from "../i18n/desk-words.ts";
import { NotFoundPage } from "../ui/page/NotFoundPage.tsx";
import { PartsPage } from "../ui/page/PartsPage.tsx";
import { AppealsPart } from "./appeals/AppealsPart.tsx";
import { ContestsPart } from "./contests/ContestsPart.tsx";
import { NewRequestPart } from "./enter/NewRequestPart.tsx";
import { LogPart } from "./log/LogPart.tsx";
import { OverviewPart } from "./OverviewPart.tsx";
import { DeskAccess } from "./page/DeskAccess.tsx";
import { RegisterPart } from "./register/RegisterPart.tsx";
import { SafetyPart } from "./safety/SafetyPart.tsx";

const { nav } = deskWords;

const parts = {
  overview: { label: nav.overview, Page: OverviewPart },
  new: { label: nav.new, Page: NewRequestPart },
  register: { label: nav.register, Page: RegisterPart },
  appeals: { label: nav.appeals, Page: AppealsPart },
  contests: { label: nav.contests, Page: ContestsPart },
  safety: { label: nav.safety, Page: SafetyPart },
  log: { label: nav.log, Page: LogPart },
} as const;

const isPart = (text: string): text is keyof typeof parts => Object.hasOwn(parts, text);

/** The pages of the desk's staff. */
export function DeskPage() {
  const { part = "overview" } = useParams({ strict: false });
  if (!isPart(part)) return <NotFoundPage />;
  const { label, Page } = parts[part];
  return (
    <DeskAccess title={label}>
      {(at) => (
        <PartsPage
          root="/desk"
          label={deskWords.name}
          parts={Object.entries(parts).map(([key, { label: of }]) => ({ part: key, label: of }))}
          current={part}
          title={label}
        >
          <Page {...at} />
        </PartsPage>
      )}
    </DeskAccess>
  );
}
