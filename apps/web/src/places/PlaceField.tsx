import { Select } from "@mantine/core";
import { useState } from "react";
import { findPicks } from "./find-picks.ts";
import { nameOfCode } from "./names.ts";

/** Type to find one place. Nothing is offered before something is typed: the list is long. */
export function PlaceField(props: {
  readonly label: string;
  readonly nothing: string;
  readonly value: string | undefined;
  readonly onChange: (code: string | undefined) => void;
  readonly testId: string;
}) {
  const [search, setSearch] = useState("");
  const chosen = props.value === undefined ? [] : [props.value];
  const shown = props.value !== undefined && search === nameOfCode(props.value);
  const found = shown
    ? []
    : findPicks(search).flatMap((pick) => (pick.kind === "place" ? [pick.code] : []));
  const codes = [...new Set([...chosen, ...found])];
  return (
    <Select
      searchable
      clearable
      label={props.label}
      data={codes.map((code) => ({ value: code, label: nameOfCode(code) }))}
      // What fits is found above, also by other names and codes.
      filter={({ options }) => options}
      searchValue={search}
      onSearchChange={setSearch}
      nothingFoundMessage={search.trim() === "" ? undefined : props.nothing}
      value={props.value ?? null}
      onChange={(code) => props.onChange(code ?? undefined)}
      classNames={{ dropdown: "place-list" }}
      data-testid={props.testId}
    />
  );
}
