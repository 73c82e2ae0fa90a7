import { ActionIcon, Tooltip } from "@mantine/core";
import type { ReactNode, Ref } from "react";

/** A round button of the bar. `keyHint`: the key that does the same, if keys are on. */
export function Control(props: {
  readonly label: string;
  readonly state?: "on" | "off" | undefined;
  readonly keyHint?: string | undefined;
  readonly expanded?: boolean;
  readonly onClick?: () => void;
  readonly testId: string;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}) {
  const { label, state, keyHint, expanded, onClick, testId, children, ref, ...rest } = props;
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
    >
      <ActionIcon
        {...rest}
        ref={ref}
        className="bar-button"
        variant="transparent"
        size={46}
        radius="xl"
        aria-label={label}
        aria-expanded={expanded}
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
