import type { DeskRegister } from "@graticule/api/desk-changes";
import type { PlaceOrGroup } from "@graticule/api/rules";
import { useState } from "react";
import { proposeChange } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostDay } from "../../i18n/host-time.ts";
import { nameOfCode } from "../../places/names.ts";
import { PlacePicker } from "../../rules/PlacePicker.tsx";
import { ErrorLine } from "../../ui/form/ErrorLine.tsx";
import { type FormEnd, FormInPlace, useFormInPlace } from "../../ui/form/FormInPlace.tsx";
import { PartForm } from "../../ui/form/PartForm.tsx";
import { ItemList } from "../../ui/page/ItemList.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { LineField } from "../page/fields.tsx";
import { codesOfPicks, togglePick } from "../page/picks.ts";
import { useDeskForm } from "../page/reasons.ts";
import { UnlessLiaison } from "./UnlessLiaison.tsx";

const { register: text } = deskWords;

/** Places that are in nobody's jurisdiction but their own authorities'. */
export function DisputedPart(props: {
  readonly disputed: DeskRegister["disputed"];
  readonly isLiaison: boolean;
  readonly again: () => Promise<void>;
}) {
  const form = useFormInPlace<true>();
  return (
    <PagePart title={text.disputed} text={text.disputedText} testId="disputed">
      <ItemList items={props.disputed} none={text.noDisputed}>
        {({ place, source, since }) => (
          <li key={place} className="item">
            <div className="item-what">
              <p className="body">{nameOfCode(place)}</p>
              <p className="small said">
                {source} · {text.since(hostDay(since))}
              </p>
            </div>
          </li>
        )}
      </ItemList>
      <UnlessLiaison isLiaison={props.isLiaison}>
        <FormInPlace
          form={form}
          blank={true}
          button={text.changeDisputed}
          again={props.again}
          sent={() => text.sent}
        >
          {(_, end) => <DisputedForm {...end} />}
        </FormInPlace>
      </UnlessLiaison>
    </PagePart>
  );
}

function DisputedForm(props: FormEnd<unknown>) {
  const [add, setAdd] = useState<readonly PlaceOrGroup[]>([]);
  const [remove, setRemove] = useState<readonly PlaceOrGroup[]>([]);
  const [typed, setTyped] = useState("");
  const source = typed.trim();
  const { faults, ...form } = useDeskForm(
    {
      places: add.length + remove.length === 0 ? text.disputedFault.places : undefined,
      source: source === "" ? text.disputedFault.source : undefined,
    },
    () =>
      proposeChange({
        kind: "disputed-places",
        add: codesOfPicks(add),
        remove: codesOfPicks(remove),
        source,
      }),
    props.onDone,
  );
  return (
    <PartForm {...form} button={text.propose} onCancel={props.onCancel}>
      <PlacePicker
        label={text.addPlaces}
        chosen={add}
        onToggle={(item) => setAdd(togglePick(add, item))}
      />
      <PlacePicker
        label={text.removePlaces}
        chosen={remove}
        onToggle={(item) => setRemove(togglePick(remove, item))}
      />
      <ErrorLine text={faults?.places} />
      <LineField
        label={text.source}
        most={300}
        value={typed}
        error={faults?.source}
        onChange={setTyped}
      />
    </PartForm>
  );
}
