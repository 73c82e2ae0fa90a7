import { Button } from "@mantine/core";
import { words } from "../../i18n/words.ts";
import { Notice } from "./Notice.tsx";

/** Instead of a page that can't be drawn, as after an upgrade whose files replaced those it needs. */
export function BrokenPage() {
  return (
    <Notice title={words.app.failed} testId="broken-page" actions={<LoadAnew />}>
      {null}
    </Notice>
  );
}

/** What can't be loaded once is not asked for again by the same page. */
export function LoadAnew() {
  return <Button onClick={() => window.location.reload()}>{words.app.retry}</Button>;
}
