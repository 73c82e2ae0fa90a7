import { Button } from "@mantine/core";
import { useState } from "react";
import { takeLocationSources } from "../../api/administration.ts";
import { locationWords } from "../../i18n/location-words.ts";
import { ConfirmAct } from "../../ui/form/ConfirmAct.tsx";
import { ErrorLine } from "../../ui/form/ErrorLine.tsx";
import { useAct } from "../../ui/form/use-act.ts";
import { missesToken, type OfferedSource } from "./catalogue-view.ts";
import { LicenceLine } from "./LicenceLine.tsx";
import { SourceChoice } from "./SourceChoice.tsx";

const { catalogue: text } = locationWords;

/** Sources to choose from; what is chosen is downloaded once its licences were shown and accepted. */
export function ChooseSources(props: {
  readonly choices: readonly OfferedSource[];
  readonly atFirst: readonly string[];
  readonly onBegun: () => Promise<void>;
}) {
  const { choices } = props;
  const [ids, setIds] = useState(props.atFirst);
  const [tokens, setTokens] = useState<Readonly<Record<string, string>>>({});
  const [isChecked, setChecked] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const chosen = choices.filter(({ id }) => ids.includes(id));
  const tokenless = chosen.filter((source) => missesToken(source, tokens));
  const act = useAct(
    () =>
      takeLocationSources({
        ids: chosen.map(({ id }) => id),
        tokens: typedFor(chosen, tokens),
      }),
    async () => {
      setAsking(false);
      await props.onBegun();
    },
  );
  const ask = (): void => {
    setChecked(true);
    if (chosen.length > 0 && tokenless.length === 0) setAsking(true);
  };
  const groups = [
    { legend: text.groups.places, some: choices.filter(({ kind }) => kind !== "list") },
    { legend: text.groups.networks, some: choices.filter(({ kind }) => kind === "list") },
  ].filter(({ some }) => some.length > 0);
  return (
    <>
      {groups.map(({ legend, some }) => (
        <fieldset key={legend}>
          <legend className="h2">{legend}</legend>
          <ul className="plain-list">
            {some.map((source) => (
              <SourceChoice
                key={source.id}
                source={source}
                checked={ids.includes(source.id)}
                token={tokens[source.id] ?? ""}
                missing={isChecked && tokenless.includes(source)}
                onCheck={(checked) =>
                  setIds(checked ? [...ids, source.id] : ids.filter((other) => other !== source.id))
                }
                onToken={(token) => setTokens({ ...tokens, [source.id]: token })}
              />
            ))}
          </ul>
        </fieldset>
      ))}
      <ErrorLine text={isChecked && chosen.length === 0 ? text.missing.source : undefined} />
      <div>
        <Button onClick={ask} data-testid="take-sources">
          {text.begin}
        </Button>
      </div>
      <ConfirmAct
        opened={isAsking}
        title={text.licences}
        confirm={text.accept}
        tone="plain"
        act={act}
        testId="accept-licences"
        onConfirm={() => act.run(undefined)}
        onClose={() => setAsking(false)}
      >
        <ul className="plain-list">
          {chosen.map((source) => (
            <AcceptedLicence key={source.id} source={source} />
          ))}
        </ul>
      </ConfirmAct>
    </>
  );
}

function typedFor(
  chosen: readonly OfferedSource[],
  tokens: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    chosen.flatMap(({ id }) => {
      const token = (tokens[id] ?? "").trim();
      return token === "" ? [] : [[id, token]];
    }),
  );
}

function AcceptedLicence({ source }: { readonly source: OfferedSource }) {
  const { maker, id } = source;
  return (
    <li className="item" data-testid={`licence-${id}`}>
      <div className="item-what">
        <p className="item-name">
          {maker} <span className="badge">{id}</span>
        </p>
        <LicenceLine source={source} />
      </div>
    </li>
  );
}
