import type { Entry } from "@graticule/ledger/entry";
import { logPageWords } from "../../i18n/log-page-words.ts";
import { Facts } from "../../ui/Facts.tsx";
import { Section } from "../figures/Section.tsx";
import { ToEntry, ToRequest } from "./EntryList.tsx";
import { entryFieldsOf, type FieldValue } from "./entry-fields.ts";

export function EntryFields({ entry }: { readonly entry: Entry }) {
  return (
    <Section title={logPageWords.page.fields}>
      <Facts
        className="log-facts"
        facts={entryFieldsOf(entry).map(({ name, values }) => [
          name,
          <Values key={name} values={values} />,
        ])}
      />
    </Section>
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
