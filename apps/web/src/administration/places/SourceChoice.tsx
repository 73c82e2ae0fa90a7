import { locationWords } from "../../i18n/location-words.ts";
import { TextField } from "../../ui/form/TextField.tsx";
import { Tick } from "../../ui/form/Tick.tsx";
import type { OfferedSource } from "./catalogue-view.ts";
import { LicenceLine } from "./LicenceLine.tsx";

const { catalogue: text, sources } = locationWords;

/** One source to choose: what it is, what its maker asks for, and a field for the token it wants. */
export function SourceChoice(props: {
  readonly source: OfferedSource;
  readonly checked: boolean;
  readonly token: string;
  readonly missing: boolean;
  readonly onCheck: (checked: boolean) => void;
  readonly onToken: (token: string) => void;
}) {
  const { source, checked } = props;
  const { id, maker, what } = source;
  const facts = [
    source.kind === "list" ? undefined : sources.basis[source.basis],
    text.size(source.sizeMB),
    text.changes[source.changes],
    source.recommended ? text.recommended : undefined,
  ].filter((fact) => fact !== undefined);
  return (
    <li className="item source-choice" data-testid={`offered-${id}`}>
      <Tick checked={checked} hint={what} testId={`choose-${id}`} onChange={props.onCheck}>
        {maker} <span className="badge">{id}</span>
      </Tick>
      <div className="source-choice-more">
        <p className="small">{facts.join(" · ")}</p>
        <LicenceLine source={source} />
        {checked ? <Token {...props} /> : null}
      </div>
    </li>
  );
}

function Token(props: {
  readonly source: OfferedSource;
  readonly token: string;
  readonly missing: boolean;
  readonly onToken: (token: string) => void;
}) {
  const { id, maker, token } = props.source;
  if (token === undefined) return null;
  return (
    <TextField
      type="password"
      verbatim
      label={text.token(maker)}
      description={
        <>
          {text.tokenFrom}{" "}
          <a className="quiet-link" href={token.from} rel="noopener noreferrer" target="_blank">
            {token.from}
          </a>
          {token.given ? ` · ${text.tokenKept}` : null}
          {token.refused ? ` · ${text.tokenRefused(maker)}` : null}
        </>
      }
      value={props.token}
      maxLength={400}
      error={props.missing ? text.missing.token : undefined}
      testId={`token-${id}`}
      onChange={props.onToken}
    />
  );
}
