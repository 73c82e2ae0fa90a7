import { words } from "../i18n/words.ts";
import { Notice } from "../ui/page/Notice.tsx";
import { Shell } from "../ui/page/Shell.tsx";

export function LoadingPage({ title }: { readonly title: string }) {
  return (
    <Shell title={title} centred>
      <p className="lead" role="status">
        {words.app.loading}
      </p>
    </Shell>
  );
}

export function NoAnswerPage() {
  return (
    <Notice title={words.gone.noAnswerTitle} actions={null}>
      {words.gone.noAnswer}
    </Notice>
  );
}
