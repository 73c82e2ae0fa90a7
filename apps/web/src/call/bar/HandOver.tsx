import { Button, NativeSelect } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { hostingWords } from "../../i18n/hosting-words.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { useCall } from "../call-parts.ts";
import type { PersonHere } from "../panel/use-people.ts";

/** Names who runs the meeting, and leaves. */
export function HandOver(props: {
  readonly heirs: readonly PersonHere[];
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onLeave: () => void;
}) {
  return (
    <Dialog
      opened={props.opened}
      onClose={props.onClose}
      title={hostingWords.handOverTitle}
      closeLabel={hostingWords.cancel}
    >
      <Form {...props} />
    </Dialog>
  );
}

function Form({ heirs, onClose, onLeave }: Parameters<typeof HandOver>[0]) {
  const { tools } = useCall();
  const [chosen, setChosen] = useState(heirs.length === 1 ? heirs[0]?.identity : undefined);
  const heir = heirs.find(({ identity }) => identity === chosen);
  const naming = useMutation({
    mutationFn: (identity: string) => tools.quietly({ kind: "role", identity, role: "co-host" }),
    onSuccess: (fault) => {
      if (fault === undefined) onLeave();
    },
  });
  return (
    <form
      className="stack"
      lang="en"
      dir="ltr"
      onSubmit={(event) => {
        event.preventDefault();
        if (heir !== undefined) naming.mutate(heir.identity);
      }}
    >
      <NativeSelect
        label={hostingWords.handOverTo}
        description={hostingWords.handOverText}
        value={heir?.identity ?? ""}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={[
          { value: "", label: hostingWords.handOverChoose, disabled: true },
          ...heirs.map(({ identity, name }) => ({ value: identity, label: name })),
        ]}
        data-autofocus
        data-testid="hand-over-to"
      />
      <p className="error" role="alert">
        {naming.data}
      </p>
      <div className="row" style={{ justifyContent: "flex-end" }}>
        <Button variant="default" onClick={onClose}>
          {hostingWords.cancel}
        </Button>
        <Button
          type="submit"
          disabled={heir === undefined}
          loading={naming.isPending}
          data-testid="hand-over-confirm"
        >
          {hostingWords.handOverConfirm}
        </Button>
      </div>
    </form>
  );
}
