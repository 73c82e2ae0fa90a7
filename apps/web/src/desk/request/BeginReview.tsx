import { deskWords } from "../../i18n/desk-words.ts";
import { ActionButtons } from "../page/ActionButtons.tsx";
import type { OpenRequest } from "./open-request.ts";
import { Permitted } from "./Permitted.tsx";

const { checklist: text } = deskWords;

/** From the review on, what was typed in stays as it is. */
export function BeginReview({ request }: { readonly request: OpenRequest }) {
  const { state, may } = request.view;
  if (state !== "received") {
    return state === "under-review" ? <p className="small">{text.begun}</p> : null;
  }
  const act = () => request.act({ kind: "begin-review" });
  return (
    <Permitted may={may.begin}>
      <p className="small">{text.beginText}</p>
      <ActionButtons
        look="buttons"
        again={request.again}
        actions={[{ label: text.begin, testId: "begin-review", act }]}
      />
    </Permitted>
  );
}
