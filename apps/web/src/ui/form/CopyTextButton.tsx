import { Button, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { words } from "../../i18n/words.ts";

/** Copies a text, and says so for a moment. */
export function CopyTextButton(props: {
  readonly text: string;
  readonly label?: string;
  readonly copied?: string;
  readonly variant?: "default" | "subtle";
  readonly testId?: string;
}) {
  const { label = words.app.copy, copied: done = words.app.copied } = props;
  return (
    <CopyButton value={props.text}>
      {({ copied, copy }) => (
        <Button
          variant={props.variant ?? "default"}
          onClick={copy}
          leftSection={copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
          data-testid={props.testId}
        >
          <span aria-live="polite">{copied ? done : label}</span>
        </Button>
      )}
    </CopyButton>
  );
}
