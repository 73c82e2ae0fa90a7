import { Button } from "@mantine/core";
import { useState } from "react";
import { enterOutsideAct } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostDay } from "../../i18n/host-time.ts";
import { PartForm } from "../../ui/form/PartForm.tsx";
import { useChecked } from "../../ui/form/use-checked.ts";
import { Part } from "../../ui/page/PartsPage.tsx";
import { AreaField, LineField, MomentField } from "../page/fields.tsx";
import { useDeskAct } from "../page/reasons.ts";
import type { OfSafety } from "./of-safety.ts";

const { safety: text } = deskWords;

/** What a court forced whoever runs the service to do outside of it. */
export function OutsideActsPart({ safety, again }: OfSafety) {
  const [writing, setWriting] = useState(false);
  return (
    <Part title={text.outside} text={text.outsideText} testId="outside-acts">
      {safety.outsideActs.length === 0 ? <p className="small">{text.noOutside}</p> : null}
      <ul className="plain-list">
        {safety.outsideActs.map(({ id, what, forcedBy, on }) => (
          <li key={id} className="item">
            <div className="item-what">
              <p className="body said">{what}</p>
              <p className="small said">
                {forcedBy} · {hostDay(on)}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {writing ? (
        <OutsideForm
          onDone={async () => {
            await again();
            setWriting(false);
          }}
          onCancel={() => setWriting(false)}
        />
      ) : (
        <div>
          <Button variant="default" onClick={() => setWriting(true)} data-testid="outside-add">
            {text.enterOutside}
          </Button>
        </div>
      )}
    </Part>
  );
}

function OutsideForm(props: {
  readonly onDone: () => Promise<void>;
  readonly onCancel: () => void;
}) {
  const [draft, setDraft] = useState({ what: "", forcedBy: "", on: "", code: "" });
  const code = draft.code.trim().toLowerCase();
  const act = useDeskAct(
    () =>
      enterOutsideAct({
        what: draft.what.trim(),
        forcedBy: draft.forcedBy.trim(),
        on: draft.on,
        ...(code === "" ? {} : { code }),
      }),
    props.onDone,
  );
  const { faults, submit } = useChecked(
    {
      what: draft.what.trim() === "" ? text.outsideFault.what : undefined,
      forcedBy: draft.forcedBy.trim() === "" ? text.outsideFault.forcedBy : undefined,
      on: draft.on === "" ? text.outsideFault.on : undefined,
      code:
        code === "" || /^[a-z]{3}-[a-z]{4}-[a-z]{3}$/.test(code)
          ? undefined
          : deskWords.form.fault.meetings,
    },
    () => act.run(undefined),
  );
  const change = (key: keyof typeof draft) => (value: string) =>
    setDraft({ ...draft, [key]: value });
  return (
    <PartForm
      act={act}
      onSubmit={submit}
      button={text.enter}
      testId="outside-enter"
      onCancel={props.onCancel}
    >
      <AreaField
        label={text.outsideWhat}
        most={1_000}
        value={draft.what}
        error={faults?.what}
        testId="outside-what"
        onChange={change("what")}
      />
      <LineField
        label={text.forcedBy}
        most={300}
        value={draft.forcedBy}
        error={faults?.forcedBy}
        testId="outside-forced-by"
        onChange={change("forcedBy")}
      />
      <MomentField
        day
        label={text.on}
        value={draft.on}
        error={faults?.on}
        testId="outside-on"
        onChange={change("on")}
      />
      <LineField
        label={text.code}
        most={12}
        value={draft.code}
        error={faults?.code}
        testId="outside-code"
        onChange={change("code")}
      />
    </PartForm>
  );
}
