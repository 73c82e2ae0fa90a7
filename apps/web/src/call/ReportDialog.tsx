import { Button } from "@mantine/core";
import { words } from "../i18n/words.ts";
import { ReportForm } from "../report/ReportForm.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { usePeople } from "./panel/use-people.ts";

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
      <Form code={props.code} onClose={props.onClose} />
    </Dialog>
  );
}

/** About the meeting, or one of those whom this person sees. */
function Form(props: { readonly code: string; readonly onClose: () => void }) {
  const others = usePeople().filter(({ who, kind }) => who === "other" && kind === "person");
  return (
    <ReportForm
      code={props.code}
      people={others.map(({ identity, name }) => ({ identity, name }))}
      back={
        <Button variant="subtle" onClick={props.onClose}>
          {words.call.close}
        </Button>
      }
    />
  );
}
