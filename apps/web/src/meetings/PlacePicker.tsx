import type { PlaceOrGroup } from "@graticule/api/rules";
import { Combobox, TextInput, useCombobox } from "@mantine/core";
import { IconCheck, IconSearch, IconX } from "@tabler/icons-react";
import { useDeferredValue, useState } from "react";
import { hostWords } from "../i18n/host-words.ts";
import { findPicks } from "../places/find-picks.ts";
import { nameOfPick } from "../places/names.ts";
import { keyOf } from "./rule-draft.ts";

const codeOf = (item: PlaceOrGroup): string => (item.kind === "place" ? item.code : item.id);

/** Finds places and groups by name or code; what was chosen stands below and can be taken back. */
export function PlacePicker(props: {
  readonly label: string;
  readonly chosen: readonly PlaceOrGroup[];
  readonly onToggle: (item: PlaceOrGroup) => void;
  readonly testId?: string;
}) {
  return (
    <div className="stack" style={{ "--gap": "8px" } as React.CSSProperties}>
      <PlaceSearch {...props} />
      {props.chosen.length === 0 ? null : (
        <ul className="plain-list picks" aria-label={props.label}>
          {props.chosen.map((item) => (
            <li key={keyOf(item)} className="pick">
              <span className="pick-code">{item.kind === "place" ? item.code : null}</span>
              {nameOfPick(item)}
              <button
                type="button"
                className="pick-remove"
                aria-label={hostWords.rule.remove(nameOfPick(item))}
                data-testid={`place-remove-${codeOf(item)}`}
                onClick={() => props.onToggle(item)}
              >
                <IconX size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function PlaceSearch(props: {
  readonly label: string;
  readonly chosen: readonly PlaceOrGroup[];
  readonly onToggle: (item: PlaceOrGroup) => void;
  readonly testId?: string;
}) {
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() });
  const [text, setText] = useState("");
  const query = useDeferredValue(text);
  const results = findPicks(query);
  const chosen = new Set(props.chosen.map(keyOf));
  const choose = (key: string): void => {
    const item = results.find((result) => keyOf(result) === key);
    if (item === undefined) return;
    props.onToggle(item);
    setText("");
    box.closeDropdown();
  };
  return (
    // From the start of the field: centred, the list stands outside of a phone until it is measured.
    <Combobox store={box} position="bottom-start" onOptionSubmit={choose}>
      <Combobox.Target withExpandedAttribute>
        <TextInput
          label={props.label}
          placeholder={hostWords.rule.search}
          leftSection={<IconSearch size={18} />}
          value={text}
          data-testid={props.testId ?? "place-search"}
          autoComplete="off"
          onChange={(event) => {
            setText(event.currentTarget.value);
            box.openDropdown();
            box.updateSelectedOptionIndex();
            box.selectFirstOption();
          }}
          onFocus={() => text !== "" && box.openDropdown()}
          onBlur={() => box.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={query.trim() === ""}>
        <Combobox.Options aria-label={props.label}>
          {results.map((item) => (
            <Combobox.Option
              key={keyOf(item)}
              value={keyOf(item)}
              active={chosen.has(keyOf(item))}
              data-testid={`place-option-${codeOf(item)}`}
            >
              <span className="pick-option">
                <span>{nameOfPick(item)}</span>
                <span className="pick-code">
                  {chosen.has(keyOf(item)) ? <IconCheck size={16} /> : null}
                  {item.kind === "place" ? item.code : null}
                </span>
              </span>
            </Combobox.Option>
          ))}
          {results.length === 0 ? (
            <Combobox.Empty>{hostWords.rule.nothingFound}</Combobox.Empty>
          ) : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
