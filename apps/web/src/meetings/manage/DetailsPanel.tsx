import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { changeMeeting, deleteMeeting } from "../../api/meetings.ts";
import { formWords } from "../../i18n/form-words.ts";
import { hostReader } from "../../i18n/host-time.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { ownZone } from "../../i18n/zone.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { answerFault } from "../../ui/form/answer-fault.ts";
import { ConfirmButton } from "../../ui/form/ConfirmButton.tsx";
import { TextField } from "../../ui/form/TextField.tsx";
import { ScheduleEditor } from "../schedule/ScheduleEditor.tsx";
import {
  scheduleFault,
  timetableOf,
  toScheduleChange,
  toScheduleDraft,
} from "../schedule/schedule-draft.ts";
import { scheduleSentence } from "../schedule/schedule-sentence.ts";
import { isOver, whenLine } from "./manage-status.ts";
import type { Managing } from "./use-held-link.ts";

type Props = Pick<Managing, "manageKey" | "managed" | "refresh">;

/** Title and time, and how to change them; deleting everything. */
export function DetailsPanel(props: Props & { readonly onDeleted: () => void }) {
  const { managed, manageKey } = props;
  const over = isOver(managed);
  const said = hostWords.manage;
  const [editing, setEditing] = useState(false);
  const [saved, setSaved] = useState(false);
  const reader = hostReader(Date.now());
  const when = scheduleSentence(managed, timetableOf(managed, ownZone()), reader);
  return (
    <section className="sheet stack" aria-labelledby="details">
      <h2 className="h2" id="details">
        {said.details}
      </h2>
      <div>
        <p className="body said">{managed.title}</p>
        <p className="small" data-testid="when-line">
          {whenLine(managed, when, reader)}
        </p>
      </div>
      <p className="small details-saved" role="status">
        {saved ? `${said.saved} ${said.savedHint}` : null}
      </p>
      <div className="row">
        {over ? null : (
          <Button variant="default" onClick={() => setEditing(true)} data-testid="edit-meeting">
            {said.edit}
          </Button>
        )}
        <ConfirmButton
          quiet={!over}
          button={said.remove}
          title={said.removeTitle}
          confirm={said.removeConfirm}
          testId="delete-meeting"
          act={() => deleteMeeting(manageKey)}
          say={answerFault}
          onDone={props.onDeleted}
        >
          {said.removeText}
        </ConfirmButton>
      </div>
      <Dialog
        opened={editing}
        onClose={() => setEditing(false)}
        title={said.editTitle}
        size="lg"
        closeLabel={formWords.cancel}
      >
        <EditForm
          {...props}
          onCancel={() => setEditing(false)}
          onSaved={async () => {
            setEditing(false);
            setSaved(true);
            await props.refresh();
          }}
        />
      </Dialog>
    </section>
  );
}

function EditForm(
  props: Props & { readonly onCancel: () => void; readonly onSaved: () => Promise<void> },
) {
  const { managed, manageKey } = props;
  const [title, setTitle] = useState(managed.title);
  const [schedule, setSchedule] = useState(() =>
    toScheduleDraft(managed, { now: Date.now(), timeZone: ownZone() }),
  );
  const [tried, setTried] = useState(false);
  const saving = useMutation({
    mutationFn: () =>
      changeMeeting(manageKey, { title: title.trim(), ...toScheduleChange(schedule) }),
    onSuccess: async (answer) => {
      if (answer.kind === "ok") await props.onSaved();
    },
  });
  // A meeting that began keeps its start; a new one must be in the future.
  const earliest = Math.min(
    Date.now(),
    Date.parse(managed.startsAt ?? "") || Number.POSITIVE_INFINITY,
  );
  const fault = scheduleFault(schedule, earliest);
  const missing = title.trim() === "";
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!missing && fault === undefined) saving.mutate();
  };
  const answer = saving.data;
  return (
    <form className="stack edit" onSubmit={submit} noValidate lang="en" dir="ltr">
      <TextField
        label={hostWords.create.name}
        value={title}
        maxLength={200}
        data-autofocus
        error={missing ? hostWords.create.titleMissing : undefined}
        onChange={setTitle}
        testId="edit-title"
      />
      <ScheduleEditor draft={schedule} onChange={setSchedule} fault={tried ? fault : undefined} />
      <p className="error" role="alert">
        {answer === undefined || answer.kind === "ok" || saving.isPending
          ? null
          : answerFault(answer)}
      </p>
      <div className="row" style={{ justifyContent: "flex-end" }}>
        <Button variant="default" onClick={props.onCancel}>
          {formWords.cancel}
        </Button>
        <Button type="submit" loading={saving.isPending} data-testid="save-meeting">
          {hostWords.manage.save}
        </Button>
      </div>
    </form>
  );
}
