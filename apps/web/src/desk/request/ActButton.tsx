import { Button } from "@mantine/core";
import { FaultLine } from "../../account/form/FaultLine.tsx";
import type { RequestAct } from "../../api/desk.ts";
import { useDeskAct } from "../page/reasons.ts";
import type { InRoom } from "./RequestPage.tsx";

/** One act of one press, and what went wrong with it. */
export function ActButton(props: {
  readonly room: InRoom;
  readonly act: RequestAct;
  readonly label: string;
  /** Where one label stands for several buttons: which one it is. */
  readonly name?: string;
  readonly variant?: "filled" | "default";
  readonly testId: string;
}) {
  const act = useDeskAct(() => props.room.act(props.act), props.room.again);
  return (
    <div className="stack" style={{ "--gap": "6px" } as React.CSSProperties}>
      <div>
        <Button
          variant={props.variant ?? "filled"}
          loading={act.busy}
          aria-label={props.name}
          onClick={() => act.run(undefined)}
          data-testid={props.testId}
        >
          {props.label}
        </Button>
      </div>
      <FaultLine fault={act.fault} />
    </div>
  );
}
