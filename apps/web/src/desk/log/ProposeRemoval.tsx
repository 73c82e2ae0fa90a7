import { isGroundFor, type TextRemovalInput } from "@graticule/api/ledger";
import { Button } from "@mantine/core";
import { useState } from "react";
import { proposeTextRemoval } from "../../api/desk.ts";
import { readLogText } from "../../api/log-text.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { ConfirmAct } from "../../ui/form/ConfirmAct.tsx";
import { DoneLine } from "../../ui/form/DoneLine.tsx";
import { useChecked } from "../../ui/form/use-checked.ts";
import { LineField, optionsOf, SelectField } from "../page/fields.tsx";
import { useDeskAct } from "../page/reasons.ts";

const { log: text } = deskWords;

interface Draft extends Omit<TextRemovalInput, "entry"> {
  readonly entry: string;
}

const noDraft: Draft = { entry: "", text: "authority", ground: "personal-data" };

/** Where the one chosen is none for this text. */
const noGround = { ground: noDraft.ground };

interface Shown {
  readonly wanted: TextRemovalInput;
  readonly says: string;
}

/** Which text, and why; then the text itself, before it is proposed. */
export function ProposeRemoval({ again }: { readonly again: () => Promise<void> }) {
  const [draft, setDraft] = useState(noDraft);
  const [shown, setShown] = useState<Shown>();
  const [absent, setAbsent] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState(false);
  const act = useDeskAct(proposeTextRemoval, async () => {
    setShown(undefined);
    setDraft({ ...draft, entry: "" });
    setSent(true);
    await again();
  });
  const change = (changed: Partial<Draft>): void => {
    setAbsent(undefined);
    setSent(false);
    setDraft({ ...draft, ...changed });
  };
  const look = async (): Promise<void> => {
    const wanted = { ...draft, entry: Number(draft.entry) };
    setBusy(true);
    const read = await readLogText(wanted.entry, wanted.text);
    setBusy(false);
    if (read.kind === "shown") setShown({ wanted, says: read.says });
    else setAbsent(text.fault[read.kind]);
  };
  const { faults, submit } = useChecked(
    { entry: /^\d{1,15}$/.test(draft.entry.trim()) ? undefined : text.fault.entry },
    () => void look(),
  );
  return (
    <>
      <form className="stack part-form" onSubmit={submit} noValidate>
        <LineField
          label={text.entry}
          most={15}
          value={draft.entry}
          error={faults?.entry ?? absent}
          testId="removal-entry"
          onChange={(entry) => change({ entry })}
        />
        <SelectField
          label={text.whichText}
          value={draft.text}
          options={optionsOf(text.name)}
          testId="removal-text"
          onChange={(name) =>
            change({ text: name, ...(isGroundFor({ ...draft, text: name }) ? {} : noGround) })
          }
        />
        <SelectField
          label={text.whichGround}
          value={draft.ground}
          options={optionsOf(text.ground).filter(({ value }) =>
            isGroundFor({ text: draft.text, ground: value }),
          )}
          testId="removal-ground"
          onChange={(ground) => change({ ground })}
        />
        <div>
          <Button type="submit" variant="default" loading={busy} data-testid="removal-look">
            {text.look}
          </Button>
        </div>
        <DoneLine text={sent ? text.sent : undefined} />
      </form>
      <ConfirmAct
        opened={shown !== undefined}
        title={text.proposeTitle}
        confirm={text.proposeIt}
        act={act}
        onConfirm={() => shown && act.run(shown.wanted)}
        onClose={() => {
          act.clear();
          setShown(undefined);
        }}
      >
        {shown === undefined ? null : (
          <>
            <p className="small said">
              {text.which(shown.wanted.entry, text.name[shown.wanted.text])}.{" "}
              {text.ground[shown.wanted.ground]}.
            </p>
            <blockquote className="desk-verbatim said">{shown.says}</blockquote>
            <p className="body">{text.proposeText}</p>
          </>
        )}
      </ConfirmAct>
    </>
  );
}
