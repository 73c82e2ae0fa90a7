import { Button } from "@mantine/core";
import { words } from "../i18n/words.ts";
import { ReportForm } from "../report/ReportForm.tsx";
import { Dialog } from "../ui/Dialog.tsx";

/** Reports abuse without leaving the call; nobody in it learns of it. */
export function ReportDialog(props: {
  readonly opened: boolean;
  readonly code: string;
  readonly onClose: () => void;
}) {
  return (
    <Dialog
      opened={props.opened}
      onClose={props.onClose}
      title={words.report.title}
      closeLabel={words.call.close}
    >
      <ReportForm
        code={props.code}
        back={
          <Button variant="subtle" onClick={props.onClose}>
            {words.call.close}
          </Button>
        }
      />
    </Dialog>
  );
}
