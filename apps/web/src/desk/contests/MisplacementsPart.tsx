import type { DeskMisplacement, MisplacementAnswer } from "@graticule/api/contests";
import { useState } from "react";
import { answerMisplacement, listMisplacements } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { inSentence } from "../../places/in-sentence.ts";
import { nameOfCode } from "../../places/names.ts";
import { DoneLine } from "../../ui/form/DoneLine.tsx";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { ActionButtons } from "../page/ActionButtons.tsx";
import { SelectField } from "../page/fields.tsx";

const { misplacements: text } = deskWords;

const everyMs = 30_000;

/** Networks that are placed wrongly again and again, to be corrected for everyone on them. */
export function MisplacementsPart() {
  const asking = useAsked("desk-misplacements", listMisplacements, { everyMs });
  const [done, setDone] = useState<keyof typeof text.done | undefined>();
  return (
    <Loaded asking={asking}>
      {(networks) =>
        networks.length === 0 && done === undefined ? null : (
          <PagePart title={text.title} text={text.text} testId="misplacements">
            {networks.map((one) => (
              <Network key={one.id} one={one} again={asking.again} onDone={setDone} />
            ))}
            <DoneLine text={done === undefined ? undefined : text.done[done]} />
          </PagePart>
        )
      }
    </Loaded>
  );
}

function Network(props: {
  readonly one: DeskMisplacement;
  readonly again: () => Promise<void>;
  readonly onDone: (kind: keyof typeof text.done) => void;
}) {
  const { id, place, request, instead, mayAnswer } = props.one;
  const [at, setAt] = useState(instead[0] ?? "");
  const answer = async (given: MisplacementAnswer) => {
    const said = await answerMisplacement(id, given);
    if (said.kind === "ok") props.onDone(said.value.kind);
    return said;
  };
  return (
    <div className="stack desk-row" data-testid="misplacement">
      <p className="body">{text.was(inSentence(nameOfCode(place)), request.number)}</p>
      {instead.length === 0 ? (
        <p className="small">{text.unknown}</p>
      ) : (
        <SelectField
          label={text.instead}
          value={at}
          options={instead.map((code) => ({ value: code, label: nameOfCode(code) }))}
          onChange={setAt}
        />
      )}
      {mayAnswer === "yes" ? (
        <ActionButtons
          look="buttons"
          again={props.again}
          actions={[
            instead.length > 0 && {
              label: text.correct,
              act: () => answer({ kind: "correct", place: at }),
            },
            { label: text.leave, quiet: true, act: () => answer({ kind: "leave" }) },
          ]}
        />
      ) : (
        <p className="small">{deskWords.reason[mayAnswer]}</p>
      )}
    </div>
  );
}
