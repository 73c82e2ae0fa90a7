import type { DeskRegister } from "@graticule/api/desk-changes";
import type { PlaceOrGroup } from "@graticule/api/rules";
import { Button } from "@mantine/core";
import { useState } from "react";
import { proposeChange } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostDay } from "../../i18n/host-time.ts";
import { codesOfPick, nameOfCode } from "../../places/names.ts";
import { PlacePicker } from "../../rules/PlacePicker.tsx";
import { DoneLine } from "../../ui/form/DoneLine.tsx";
import { PartForm } from "../../ui/form/PartForm.tsx";
import { useChecked } from "../../ui/form/use-checked.ts";
import { Part } from "../../ui/page/PartsPage.tsx";
import { LineField } from "../page/fields.tsx";
import { useDeskAct } from "../page/reasons.ts";

const { register: text } = deskWords;

interface Props {
  readonly disputed: DeskRegister["disputed"];
  readonly again: () => Promise<void>;
}

/** Places that are in nobody's jurisdiction but their own authorities'. */
export function DisputedPart(props: Props) {
  const [writing, setWriting] = useState(false);
  const [sent, setSent] = useState(false);
  return (
    <Part title={text.disputed} text={text.disputedText} testId="disputed">
      {props.disputed.length === 0 ? <p className="small">{text.noDisputed}</p> : null}
      <ul className="plain-list">
        {props.disputed.map(({ place, source, since }) => (
          <li key={place} className="item">
            <div className="item-what">
              <p className="body">{nameOfCode(place)}</p>
              <p className="small said">
                {source} · {text.since(hostDay(since))}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {writing ? (
        <DisputedForm
          {...props}
          onDone={async () => {
            await props.again();
            setWriting(false);
            setSent(true);
          }}
          onCancel={() => setWriting(false)}
        />
      ) : (
        <div>
          <Button
            variant="default"
            data-testid="disputed-change"
            onClick={() => {
              setSent(false);
              setWriting(true);
            }}
          >
            {text.changeDisputed}
          </Button>
        </div>
      )}
      <DoneLine text={sent ? text.sent : undefined} />
    </Part>
  );
}

const toggled = (items: readonly PlaceOrGroup[], item: PlaceOrGroup): readonly PlaceOrGroup[] => {
  const key = codesOfPick(item).join();
  const others = items.filter((one) => codesOfPick(one).join() !== key);
  return others.length === items.length ? [...items, item] : others;
};

const codesOf = (items: readonly PlaceOrGroup[]): string[] => [
  ...new Set(items.flatMap(codesOfPick)),
];

function DisputedForm(
  props: Props & { readonly onDone: () => Promise<void>; readonly onCancel: () => void },
) {
  const [add, setAdd] = useState<readonly PlaceOrGroup[]>([]);
  const [remove, setRemove] = useState<readonly PlaceOrGroup[]>([]);
  const [source, setSource] = useState("");
  const act = useDeskAct(
    () =>
      proposeChange({
        kind: "disputed-places",
        add: codesOf(add),
        remove: codesOf(remove),
        source: source.trim(),
      }),
    props.onDone,
  );
  const { faults, submit } = useChecked(
    {
      places: add.length + remove.length === 0 ? text.disputedFault.places : undefined,
      source: source.trim() === "" ? text.disputedFault.source : undefined,
    },
    () => act.run(undefined),
  );
  return (
    <PartForm
      act={act}
      onSubmit={submit}
      button={text.propose}
      testId="disputed-propose"
      onCancel={props.onCancel}
    >
      <PlacePicker
        label={text.addPlaces}
        chosen={add}
        testId="disputed-add"
        onToggle={(item) => setAdd(toggled(add, item))}
      />
      <PlacePicker
        label={text.removePlaces}
        chosen={remove}
        testId="disputed-remove"
        onToggle={(item) => setRemove(toggled(remove, item))}
      />
      {faults?.places === undefined ? null : (
        <p className="error" role="alert">
          {faults.places}
        </p>
      )}
      <LineField
        label={text.source}
        most={300}
        value={source}
        error={faults?.source}
        testId="disputed-source"
        onChange={setSource}
      />
    </PartForm>
  );
}
