import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";

/** A button, and what it opens: a form in its place or, where `stays`, a dialog beside it. */
export function OpenButton(props: {
  readonly button: string;
  readonly testId: string;
  readonly stays?: boolean;
  /** It opens something that hurts. */
  readonly brick?: boolean;
  readonly onOpen?: () => void;
  readonly children: (close: () => void) => ReactNode;
}) {
  const [isOpen, setOpen] = useState(false);
  const open = (): void => {
    props.onOpen?.();
    setOpen(true);
  };
  return (
    <>
      {isOpen && props.stays !== true ? null : (
        <div>
          <Button
            {...(props.brick === true
              ? { variant: "outline", color: "brick" }
              : { variant: "default" })}
            onClick={open}
            data-testid={props.testId}
          >
            {props.button}
          </Button>
        </div>
      )}
      {isOpen ? props.children(() => setOpen(false)) : null}
    </>
  );
}
