import { ActionIcon, Tooltip } from "@mantine/core";
import type { ReactNode, Ref } from "react";

/** A round button of the bar. `keyHint`: the key that does the same, if shortcuts are on. */
export function Control(props: {
  readonly label: string;
  readonly state?: "on" | "off" | undefined;
  readonly keyHint?: string | undefined;
  readonly onClick?: () => void;
  readonly testId: string;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
  /** Set by the menu or list behind the button. */
  readonly "aria-expanded"?: boolean;
}) {
  const { label, state, keyHint, onClick, testId, children, ref, ...rest } = props;
  return (
    <Tooltip
      label={
        keyHint === undefined ? (
          label
        ) : (
          <>
            {label} <kbd className="key">{keyHint}</kbd>
          </>
        )
      }
      position="top"
      // What the button opened covers the tooltip's place.
      disabled={rest["aria-expanded"] === true}
      events={{ hover: true, focus: true, touch: false }}
    >
      <ActionIcon
        {...rest}
        ref={ref}
        className="bar-button"
        variant="transparent"
        size={46}
        radius="xl"
        aria-label={label}
        data-off={state === "off" ? "true" : undefined}
        data-on={state === "on" ? "true" : undefined}
        onClick={onClick}
        data-testid={testId}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
