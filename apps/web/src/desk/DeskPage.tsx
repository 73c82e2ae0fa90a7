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

const pages = {
  overview: OverviewPart,
  new: NewRequestPart,
  register: RegisterPart,
  appeals: AppealsPart,
  contests: ContestsPart,
  safety: SafetyPart,
  log: LogPart,
};

const names = Object.keys(pages) as (keyof typeof pages)[];

export function DeskPage() {
  const { part = "overview" } = useParams({ strict: false });
  const current = names.find((name) => name === part);
  if (current === undefined) return <NotFoundPage />;
  const Page = pages[current];
  return (
    <DeskAccess title={nav[current]}>
      {(at) => (
        <PartsPage
          root="/desk"
          label={deskWords.name}
          parts={names.map((name) => ({ part: name, label: nav[name] }))}
          current={current}
          title={nav[current]}
        >
          <Page {...at} />
        </PartsPage>
      )}
    </DeskAccess>
  );
}
