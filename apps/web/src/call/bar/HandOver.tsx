import { Button, NativeSelect } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { formWords } from "../../i18n/form-words.ts";
import { hostingWords } from "../../i18n/hosting-words.ts";
import { withinSentence } from "../../i18n/within-sentence.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { useCall } from "../call-parts.ts";
import type { PersonHere } from "../roster/use-people.ts";

/** Names who will run the meeting, and leaves. */
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
      closeLabel={formWords.cancel}
    >
      <Form {...props} />
    </Dialog>
  );
}

function Form({ heirs, onClose, onLeave }: Parameters<typeof HandOver>[0]) {
  const { tools, vouching } = useCall();
  const [chosen, setChosen] = useState(heirs.length === 1 ? heirs[0]?.identity : undefined);
  /** Already has the role, and is no longer among the heirs. */
  const [named, setNamed] = useState<PersonHere>();
  const heir = named ?? heirs.find(({ identity }) => identity === chosen);
  const naming = useMutation({
    mutationFn: async (person: PersonHere): Promise<string | undefined> => {
      const { identity, name } = person;
      const act = { kind: "role", identity, role: "co-host" } as const;
      if (named === undefined) {
        const fault = await tools.quietly(act);
        if (fault !== undefined) return fault;
        setNamed(person);
      } else {
        // A second click is about the key that they have now.
        vouching?.clicked(act)();
      }
      // Before this page goes: only it can let them vouch.
      const outcome = await vouching?.lets(identity);
      return outcome === "not-taken"
        ? hostingWords.handOverNoKeys(withinSentence(name))
        : undefined;
    },
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
        if (heir !== undefined) naming.mutate(heir);
      }}
    >
      <NativeSelect
        label={hostingWords.handOverTo}
        description={hostingWords.handOverText}
        value={heir?.identity ?? ""}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={[
          { value: "", label: hostingWords.handOverChoose, disabled: true },
          ...(named === undefined ? heirs : [named]).map(({ identity, name }) => ({
            value: identity,
            label: name,
          })),
        ]}
        disabled={named !== undefined}
        data-autofocus
        data-testid="hand-over-to"
      />
      <p className="error" role="alert" data-testid="hand-over-fault">
        {naming.data}
      </p>
      <div className="row" style={{ justifyContent: "flex-end" }}>
        <Button variant="default" onClick={onClose}>
          {formWords.cancel}
        </Button>
        {named === undefined || naming.isPending ? null : (
          <Button variant="default" onClick={onLeave} data-testid="hand-over-leave">
            {hostingWords.leaveOnly}
          </Button>
        )}
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
