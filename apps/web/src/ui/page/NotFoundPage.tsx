import { words } from "../../i18n/words.ts";
import { Notice } from "./Notice.tsx";

export function NotFoundPage() {
  return (
    <Notice title={words.gone.pageTitle} testId="not-found">
      {words.gone.page}
    </Notice>
  );
}
