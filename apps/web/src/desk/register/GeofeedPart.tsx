import type { DeskRegister } from "@graticule/api/desk-changes";
import { proposeChange } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { Part } from "../../ui/page/PartsPage.tsx";
import { ActionButtons } from "../page/ActionButtons.tsx";

const { register: text } = deskWords;

/** The operator's own location data, which two people have to see before they count. */
export function GeofeedPart(props: {
  readonly geofeed: NonNullable<DeskRegister["geofeed"]>;
  readonly again: () => Promise<void>;
}) {
  const { digest, says } = props.geofeed;
  const act = () => proposeChange({ kind: "geofeed", digest });
  return (
    <Part title={text.geofeed} text={text.geofeedText} testId="geofeed">
      <p className="body">{says}</p>
      <p className="mono desk-hash">{digest}</p>
      <ActionButtons
        look="buttons"
        again={props.again}
        actions={[{ label: text.geofeedPropose, quiet: true, act }]}
      />
    </Part>
  );
}
