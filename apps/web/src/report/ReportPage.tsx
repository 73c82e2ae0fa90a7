import { useParams } from "@tanstack/react-router";
import { words } from "../i18n/words.ts";
import { ButtonLink } from "../ui/ButtonLink.tsx";
import { Shell } from "../ui/page/Shell.tsx";
import { ReportForm } from "./ReportForm.tsx";

/** Reports abuse from the pages of a meeting's link. */
export function ReportPage() {
  const { code } = useParams({ from: "/report/$code" });
  return (
    <Shell title={words.report.title}>
      <div className="stack gap-20">
        <h1 className="h1">{words.report.title}</h1>
        <ReportForm
          code={code}
          back={
            <ButtonLink to="/m/$code" params={{ code }} hash variant="default">
              {words.report.toMeeting}
            </ButtonLink>
          }
        />
      </div>
    </Shell>
  );
}
