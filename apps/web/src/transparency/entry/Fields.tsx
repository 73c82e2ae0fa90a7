import type { Entry } from "@graticule/ledger/entry";
import { Fragment } from "react";
import { logPageWords } from "../../i18n/log-page-words.ts";
import { ToEntry, ToRequest } from "./EntryList.tsx";
import { type FieldValue, fieldsOf } from "./entry-fields.ts";

/** Everything that stands in an entry, in words. */
export function Fields({ entry }: { readonly entry: Entry }) {
  return (
    <section className="log-section" aria-labelledby="entry-fields">
      <h2 className="log-title" id="entry-fields">
        {logPageWords.page.fields}
      </h2>
      <dl className="log-facts">
        {fieldsOf(entry).map(({ name, values }) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>
              <Values values={values} />
            </dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

function Values({ values }: { readonly values: readonly FieldValue[] }) {
  const [first, ...others] = values;
  if (first !== undefined && others.length === 0) return <Value value={first} />;
  return (
    <ul className="plain-list">
      {values.map((value, at) => (
        // Nothing moves in it.
        <li key={`${at} ${JSON.stringify(value)}`}>
          <Value value={value} />
        </li>
      ))}
    </ul>
  );
}

function Value({ value }: { readonly value: FieldValue }) {
  switch (value.kind) {
    case "words":
      return value.text;
    case "request":
      return <ToRequest number={value.number} />;
    case "entry":
      return <ToEntry index={value.number} />;
    case "code":
      return <span className="log-code">{value.code}</span>;
  }
}
