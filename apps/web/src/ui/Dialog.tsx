import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import "./dialog.css";

/** A window above the page. Its title is no landmark of the page, unlike that of Mantine's own. */
export function Dialog(props: {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly closeLabel: string;
  readonly size?: "md" | "lg";
  /** In whatever language the page is. */
  readonly english?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Modal.Root
      opened={props.opened}
      onClose={props.onClose}
      size={props.size ?? "md"}
      centered={props.size !== "lg"}
    >
      <Modal.Overlay />
      <Modal.Content {...(props.english === true ? { lang: "en", dir: "ltr" } : {})}>
        <Modal.Body>
          <div className="dialog-head">
            <Modal.Title className="h2">{props.title}</Modal.Title>
            <Modal.CloseButton aria-label={props.closeLabel} />
          </div>
          {props.children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
