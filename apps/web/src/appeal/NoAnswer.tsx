import { words } from "../i18n/words.ts";
import { Notice } from "../ui/page/Notice.tsx";

export function NoAnswerPage() {
  return (
    <Notice title={words.gone.noAnswerTitle} actions={null}>
      {words.gone.noAnswer}
    </Notice>
  );
}
