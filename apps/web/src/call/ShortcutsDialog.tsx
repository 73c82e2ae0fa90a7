import { Modal, Switch } from "@mantine/core";
import { words } from "../i18n/words.ts";
import { type ShortcutAction, shortcutActions, shortcutKeys } from "./shortcuts.ts";

/** Lists the shortcuts, and turns them on or off. */
export function ShortcutsDialog(props: {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly keys: "on" | "off";
  readonly onKeys: (keys: "on" | "off") => void;
}) {
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={<span className="h2">{words.call.keys.title}</span>}
      centered
      closeButtonProps={{ "aria-label": words.call.close }}
    >
      <div className="stack" data-testid="keys">
        <Switch
          label={words.call.keys.use}
          description={words.call.keys.note}
          checked={props.keys === "on"}
          onChange={({ currentTarget }) => props.onKeys(currentTarget.checked ? "on" : "off")}
          data-testid="use-keys"
        />
        <dl className="keys">
          {shortcutActions.map((action: ShortcutAction) => (
            <KeyLine key={action} name={shortcutKeys[action]} text={words.call.keys[action]} />
          ))}
          <KeyLine name={words.call.keys.escapeKey} text={words.call.keys.escape} />
        </dl>
      </div>
    </Modal>
  );
}

function KeyLine(props: { readonly name: string; readonly text: string }) {
  return (
    <div className="key-line">
      <dt>{props.text}</dt>
      <dd>
        <kbd className="key">{props.name}</kbd>
      </dd>
    </div>
  );
}
