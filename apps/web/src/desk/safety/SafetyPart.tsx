import { lookAtSafety } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import type { AtDesk } from "../page/Entered.tsx";
import { withReason } from "../page/reasons.ts";
import { ActsPart } from "./ActsPart.tsx";
import { OutsideActsPart } from "./OutsideActsPart.tsx";
import { ReportsPart } from "./ReportsPart.tsx";

/** Reports of abuse, acts under the terms of service, and acts that were forced outside the product. */
export function SafetyPart(at: AtDesk) {
  const asking = useAsked("desk-safety", async () => withReason(await lookAtSafety()));
  const again = async (): Promise<void> => {
    await Promise.all([asking.again(), at.again()]);
  };
  return (
    <>
      <p className="body">{deskWords.safety.text}</p>
      <Loaded asking={asking}>
        {(safety) => (
          <>
            <ReportsPart safety={safety} again={again} />
            <ActsPart safety={safety} again={again} />
            <OutsideActsPart safety={safety} again={again} />
          </>
        )}
      </Loaded>
    </>
  );
}
