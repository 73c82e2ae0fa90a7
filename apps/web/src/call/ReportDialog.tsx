import { Button } from "@mantine/core";
import { words } from "../i18n/words.ts";
import { ReportForm } from "../report/ReportForm.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { usePeople } from "./roster/use-people.ts";

/** Reports abuse without leaving the call; no one in it learns of that. */
export function ReportDialog(props: {
  readonly opened: boolean;
  readonly code: string;
  /** The identity selected at first; undefined: the meeting. */
  readonly about: string | undefined;
  readonly onClose: () => void;
}) {
  return (
    <Dialog
      opened={props.opened}
      onClose={props.onClose}
      title={words.report.title}
      closeLabel={words.call.close}
    >
      <Form code={props.code} about={props.about} onClose={props.onClose} />
    </Dialog>
  );
}

function Form(props: {
  readonly code: string;
  readonly about: string | undefined;
  readonly onClose: () => void;
}) {
  const others = usePeople().filter(({ who, kind }) => who === "other" && kind === "person");
  return (
    <ReportForm
      code={props.code}
      about={props.about}
      people={others.map(({ identity, name }) => ({ identity, name }))}
      back={
        <Button variant="subtle" onClick={props.onClose}>
          {words.call.close}
        </Button>
      }
    />
  );
}
