import type { DeskRegister } from "@graticule/api/desk-changes";
import { Button } from "@mantine/core";
import { proposeChange } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import { Part } from "../../ui/page/PartsPage.tsx";
import { useDeskAct } from "../page/reasons.ts";

const { register: text } = deskWords;

/** Location data of the operator's own that two people have to see before they count. */
export function GeofeedPart(props: {
  readonly geofeed: NonNullable<DeskRegister["geofeed"]>;
  readonly again: () => Promise<void>;
}) {
  const { digest, says } = props.geofeed;
  const act = useDeskAct(() => proposeChange({ kind: "geofeed", digest }), props.again);
  return (
    <Part title={text.geofeed} text={text.geofeedText} testId="geofeed">
      <p className="body">{says}</p>
      <p className="mono desk-hash">{digest}</p>
      <FaultLine fault={act.fault} />
      <div>
        <Button
          variant="default"
          loading={act.busy}
          onClick={() => act.run(undefined)}
          data-testid="geofeed-propose"
        >
          {text.geofeedPropose}
        </Button>
      </div>
    </Part>
  );
}
