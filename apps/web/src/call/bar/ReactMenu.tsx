import { reactionName } from "@graticule/api/talk";
import { Menu, Popover } from "@mantine/core";
import { IconMoodSmile } from "@tabler/icons-react";
import { useState } from "react";
import { words } from "../../i18n/words.ts";
import { useCall } from "../call-parts.ts";
import { reactionSigns } from "../talk/Reactions.tsx";
import { Control } from "./Control.tsx";

/** The reactions, behind one button. */
export function ReactMenu() {
  const [opened, setOpened] = useState(false);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="top"
      trapFocus
      returnFocus
      withinPortal
      radius="xl"
    >
      <Popover.Target>
        <Control
          label={words.call.react.open}
          state={opened ? "on" : undefined}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
          testId="open-reactions"
        >
          <IconMoodSmile size={22} />
        </Control>
      </Popover.Target>
      <Popover.Dropdown className="react-menu" aria-label={words.call.react.open}>
        <ReactionRow onDone={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** The reactions as items of a menu. */
export function ReactionItems() {
  const { talk } = useCall();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a menu.
    <div className="react-row" role="group" aria-label={words.call.react.open}>
      {reactionName.options.map((name) => (
        <Menu.Item
          key={name}
          className="react-button"
          aria-label={words.call.react.names[name]}
          onClick={() => talk.react(name)}
          data-testid={`react-${name}`}
        >
          {reactionSigns[name]}
        </Menu.Item>
      ))}
    </div>
  );
}

function ReactionRow({ onDone }: { readonly onDone: () => void }) {
  const { talk } = useCall();
  return (
    <div className="react-row">
      {reactionName.options.map((name) => (
        <button
          key={name}
          type="button"
          className="react-button"
          aria-label={words.call.react.names[name]}
          title={words.call.react.names[name]}
          onClick={() => {
            talk.react(name);
            onDone();
          }}
          data-testid={`react-${name}`}
        >
          {reactionSigns[name]}
        </button>
      ))}
    </div>
  );
}
