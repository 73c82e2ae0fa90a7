import type { PlaceSet } from "@graticule/api/account";
import type { PlaceOrGroup } from "@graticule/api/rules";
import { Combobox, type ComboboxProps, TextInput, useCombobox } from "@mantine/core";
import { IconCheck, IconSearch, IconX } from "@tabler/icons-react";
import { useDeferredValue, useEffectEvent, useLayoutEffect, useState } from "react";
import { hostDay } from "../i18n/host-time.ts";
import { hostWords } from "../i18n/host-words.ts";
import { findPicks } from "../places/find-picks.ts";
import { nameOfPick } from "../places/names.ts";
import { LinkButton } from "../ui/LinkButton.tsx";
import { findSets } from "./place-sets.ts";
import { keyOf } from "./rule-draft.ts";
import "./pick.css";

/** More than these are folded away behind a button. */
const mostShown = 24;
/** Between the list and the edge of the window, in CSS pixels. */
const edgePx = 16;

const codeOf = (item: PlaceOrGroup): string => (item.kind === "place" ? item.code : item.id);

interface Props {
  readonly label: string;
  readonly chosen: readonly PlaceOrGroup[];
  readonly onToggle: (item: PlaceOrGroup) => void;
  /** Lists to copy from, with what copies one. */
  readonly sets?: readonly PlaceSet[] | undefined;
  readonly onCopy?: ((set: PlaceSet) => void) | undefined;
  /** The height of the window's foot that the list leaves free, in CSS pixels. */
  readonly footPx?: number | undefined;
  readonly testId?: string | undefined;
}

/** Finds places, groups and lists by name or code; what was chosen is listed below and can be removed. */
export function PlacePicker(props: Props) {
  const [all, setAll] = useState(false);
  const { chosen } = props;
  const long = chosen.length > mostShown;
  return (
    <div className="stack gap-8">
      <PlaceSearch {...props} />
      {chosen.length === 0 ? null : (
        <ul className="plain-list picks" aria-label={props.label}>
          {(long && !all ? chosen.slice(0, mostShown) : chosen).map((item) => (
            <Pick key={keyOf(item)} item={item} onRemove={() => props.onToggle(item)} />
          ))}
        </ul>
      )}
      {long ? (
        <div>
          <LinkButton onClick={() => setAll(!all)}>
            {all ? hostWords.rule.showFewer : hostWords.rule.showAll(chosen.length)}
          </LinkButton>
        </div>
      ) : null}
    </div>
  );
}

function Pick(props: { readonly item: PlaceOrGroup; readonly onRemove: () => void }) {
  const { item } = props;
  return (
    <li className="pick">
      <span className="pick-code">{item.kind === "place" ? item.code : null}</span>
      {nameOfPick(item)}
      <button
        type="button"
        className="pick-remove"
        aria-label={hostWords.rule.remove(nameOfPick(item))}
        data-testid={`place-remove-${codeOf(item)}`}
        onClick={props.onRemove}
      >
        <IconX size={14} />
      </button>
    </li>
  );
}

const setKey = (set: PlaceSet): string => `set:${set.tier}:${set.id}`;

function PlaceSearch(props: Props) {
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() });
  const [text, setText] = useState("");
  const [focused, setFocused] = useState(false);
  const query = useDeferredValue(text);
  const select = useEffectEvent(() => box.selectFirstOption());
  const isShown = query === text && text !== "";
  useLayoutEffect(() => {
    if (isShown) select();
  }, [isShown]);
  const results = findPicks(query);
  const sets = findSets(props.sets ?? [], query);
  const chosen = new Set(props.chosen.map(keyOf));
  const choose = (key: string): void => {
    const item = results.find((result) => keyOf(result) === key);
    const set = sets.find((one) => setKey(one) === key);
    if (item !== undefined) props.onToggle(item);
    if (set !== undefined) props.onCopy?.(set);
    setText("");
    box.closeDropdown();
  };
  const nothing = query.trim() === "" && sets.length === 0;
  return (
    // From the start of the field: centred, the list is outside of a phone until it is measured.
    // Within the page, so that it belongs to what is read there.
    <Combobox
      store={box}
      position="bottom-start"
      withinPortal={false}
      middlewares={placing(props.footPx ?? 0)}
      onOptionSubmit={choose}
    >
      {/* The list is placed by the whole field: where it opens upward, the label stays in sight. */}
      <Combobox.DropdownTarget>
        <div>
          {/* Only in the results for the whole text: keys pressed before they are shown choose nothing. */}
          <Combobox.EventsTarget
            withExpandedAttribute
            withKeyboardNavigation={isShown || text === ""}
          >
            <TextInput
              label={props.label}
              placeholder={hostWords.rule.search}
              leftSection={<IconSearch size={18} />}
              value={text}
              data-testid={props.testId ?? "place-search"}
              autoComplete="off"
              error={
                !focused && text.trim() !== "" ? hostWords.rule.notChosen(text.trim()) : undefined
              }
              onChange={(event) => {
                setText(event.currentTarget.value);
                box.resetSelectedOption();
                box.openDropdown();
              }}
              onKeyDown={(event) => {
                // Enter chooses, and never sends the form around it.
                if (event.key === "Enter") event.preventDefault();
              }}
              onFocus={() => {
                setFocused(true);
                if (!nothing) box.openDropdown();
              }}
              onClick={() => !nothing && box.openDropdown()}
              onBlur={() => {
                setFocused(false);
                box.closeDropdown();
              }}
            />
          </Combobox.EventsTarget>
        </div>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown hidden={nothing}>
        <Combobox.Options aria-label={props.label} className="pick-options">
          {results.map((item) => (
            <PlaceOption key={keyOf(item)} item={item} chosen={chosen.has(keyOf(item))} />
          ))}
          {sets.map((set) => (
            <SetOption key={setKey(set)} set={set} />
          ))}
          {results.length === 0 && sets.length === 0 ? (
            <Combobox.Empty>{hostWords.rule.nothingFound}</Combobox.Empty>
          ) : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

/** On the side of the field that has more room, and no longer than that. */
function placing(footPx: number): NonNullable<ComboboxProps["middlewares"]> {
  const padding = { top: edgePx, bottom: edgePx + footPx };
  return {
    flip: { padding, fallbackStrategy: "bestFit" },
    size: {
      padding,
      apply: ({ availableHeight, elements }) =>
        elements.floating.style.setProperty("--pick-room", `${Math.max(96, availableHeight)}px`),
    },
  };
}

function PlaceOption(props: { readonly item: PlaceOrGroup; readonly chosen: boolean }) {
  const { item, chosen } = props;
  return (
    <Combobox.Option
      value={keyOf(item)}
      active={chosen}
      data-testid={`place-option-${codeOf(item)}`}
    >
      <span className="pick-option">
        <span>{nameOfPick(item)}</span>
        <span className="pick-code">
          {chosen ? <IconCheck size={16} /> : null}
          {item.kind === "place" ? item.code : null}
        </span>
      </span>
    </Combobox.Option>
  );
}

/** A list to copy from, with its date and whose it is. */
function SetOption({ set }: { readonly set: PlaceSet }) {
  return (
    <Combobox.Option value={setKey(set)} data-testid={`set-option-${set.id}`}>
      <span className="pick-option">
        <span>{hostWords.rule.setOption(set.name, hostDay(set.dated))}</span>
        <span className="pick-code">
          {set.tier === "platform" ? hostWords.rule.setService : hostWords.rule.setOwn}
        </span>
      </span>
    </Combobox.Option>
  );
}
