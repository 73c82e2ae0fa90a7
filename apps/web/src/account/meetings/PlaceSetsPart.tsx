import type { PlaceSet, PlaceSetInput } from "@graticule/api/account";
import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { accountWords } from "../../i18n/account-words.ts";
import { hostDay } from "../../i18n/host-time.ts";
import { words } from "../../i18n/words.ts";
import { joinNames } from "../../places/in-sentence.ts";
import { nameOfPick } from "../../places/names.ts";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import type { Said } from "../../ui/form/said.ts";
import { useAct } from "../../ui/form/use-act.ts";
import { LinkButton } from "../../ui/LinkButton.tsx";
import { type Asking, Loaded } from "../../ui/page/Loaded.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { PlaceSetForm } from "./PlaceSetForm.tsx";
import { idOfSet } from "./place-set-draft.ts";

interface Props {
  readonly tier: PlaceSet["tier"];
  readonly title: string;
  readonly text: string;
  readonly none: string;
  readonly asking: Asking<readonly PlaceSet[]>;
  readonly put: (id: string, input: PlaceSetInput) => Promise<Said<unknown>>;
  readonly remove: (id: string) => Promise<Said<unknown>>;
}

/** How many names of a set are listed. */
const mostNames = 6;

/** Sets of places of one's own; on the account's page those of the service stand below, to read. */
export function PlaceSetsPart(props: Props) {
  const { tier, asking } = props;
  return (
    <PagePart title={props.title} text={props.text} testId="place-sets">
      <Loaded asking={asking}>
        {(sets) => (
          <>
            <OwnSets {...props} sets={sets.filter((set) => set.tier === tier)} />
            {tier === "account" ? (
              <ServiceSets sets={sets.filter((set) => set.tier === "platform")} />
            ) : null}
          </>
        )}
      </Loaded>
    </PagePart>
  );
}

function OwnSets(props: Props & { readonly sets: readonly PlaceSet[] }) {
  const { sets, put } = props;
  const { again } = props.asking;
  /** The set that is written; without an id: a new one. */
  const [writing, setWriting] = useState<{ id: string | undefined } | undefined>();
  const [gone, setGone] = useState<PlaceSet | undefined>();
  const remove = useAct(
    (set: PlaceSet) => props.remove(set.id),
    async (_done, set) => {
      setGone(set);
      await again();
    },
  );
  const restore = useAct(
    ({ id, name, dated, places }: PlaceSet) => put(id, { name, dated, places }),
    async () => {
      setGone(undefined);
      await again();
    },
  );
  const { rule, form } = accountWords;
  const saved = async (): Promise<void> => {
    await again();
    setWriting(undefined);
  };
  const close = (): void => setWriting(undefined);
  const taken = new Set(sets.map(({ id }) => id));
  return (
    <>
      {sets.length === 0 && writing === undefined ? <p className="small">{props.none}</p> : null}
      <ul className="plain-list">
        {sets.map((set) =>
          writing?.id === set.id ? (
            <li key={set.id} className="item">
              <PlaceSetForm
                set={set}
                put={(input) => put(set.id, input)}
                onSaved={saved}
                onCancel={close}
              />
            </li>
          ) : (
            <SetItem key={set.id} set={set}>
              <div className="item-acts">
                <LinkButton
                  label={rule.editSetOf(set.name)}
                  onClick={() => setWriting({ id: set.id })}
                >
                  {rule.editSet}
                </LinkButton>
                <LinkButton label={rule.deleteSetOf(set.name)} onClick={() => remove.run(set)}>
                  {rule.deleteSet}
                </LinkButton>
              </div>
            </SetItem>
          ),
        )}
      </ul>
      <FaultLine fault={remove.fault ?? restore.fault} />
      <p className="small done-line" role="status">
        {gone === undefined ? null : (
          <>
            {rule.setDeleted(gone.name)}{" "}
            <LinkButton onClick={() => restore.run(gone)} testId="set-undo">
              {form.undo}
            </LinkButton>
          </>
        )}
      </p>
      {writing !== undefined && writing.id === undefined ? (
        <PlaceSetForm
          set={undefined}
          put={(input) => put(idOfSet(input.name, taken), input)}
          onSaved={saved}
          onCancel={close}
        />
      ) : (
        <div>
          <Button
            variant="default"
            onClick={() => {
              setGone(undefined);
              setWriting({ id: undefined });
            }}
            data-testid="set-add"
          >
            {rule.addSet}
          </Button>
        </div>
      )}
    </>
  );
}

function SetItem(props: { readonly set: PlaceSet; readonly children?: ReactNode }) {
  const { name, dated, places } = props.set;
  return (
    <li className="item">
      <div className="item-what">
        <p className="item-name said">{name}</p>
        <p className="small">
          {accountWords.rule.setAsOf(hostDay(dated))}
          {" · "}
          {joinNames(places.map(nameOfPick), { most: mostNames, more: words.sentence.more })}
        </p>
      </div>
      {props.children}
    </li>
  );
}

function ServiceSets({ sets }: { readonly sets: readonly PlaceSet[] }) {
  if (sets.length === 0) return null;
  return (
    <div className="stack gap-4 service-sets">
      <h3 className="h2">{accountWords.rule.serviceSets}</h3>
      <ul className="plain-list">
        {sets.map((set) => (
          <SetItem key={set.id} set={set} />
        ))}
      </ul>
    </div>
  );
}
