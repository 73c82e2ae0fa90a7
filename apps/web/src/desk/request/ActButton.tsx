import type { RequestAct } from "@graticule/client/contract";
import { Button } from "@mantine/core";
import { useState } from "react";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import { useDeskAct } from "../page/reasons.ts";
import type { InRoom } from "./room.ts";

/** One act of one press, and what went wrong with it. */
export function ActButton(props: {
  readonly room: InRoom;
  /** Undefined: something that belongs to it is not chosen yet. */
  readonly act: RequestAct | undefined;
  /** What is said where it is pressed nevertheless. */
  readonly missing?: string;
  readonly label: string;
  /** Where one label stands for several buttons: which one it is. */
  readonly name?: string;
  readonly variant?: "filled" | "default";
  readonly testId: string;
}) {
  const { room } = props;
  const act = useDeskAct((asked: RequestAct) => room.act(asked), room.again);
  const [missing, setMissing] = useState(false);
  const press = (): void => {
    setMissing(props.act === undefined);
    if (props.act !== undefined) act.run(props.act);
  };
  return (
    <div className="stack gap-6">
      <div>
        <Button
          variant={props.variant ?? "filled"}
          loading={act.busy}
          aria-label={props.name}
          onClick={press}
          data-testid={props.testId}
        >
          {props.label}
        </Button>
      </div>
      <p className="error fault-line" role="alert">
        {missing && props.act === undefined ? props.missing : null}
      </p>
      <FaultLine fault={act.fault} />
    </div>
  );
}
