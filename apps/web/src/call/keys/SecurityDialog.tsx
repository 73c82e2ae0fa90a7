import type { KeysState } from "@graticule/e2ee/key-line";
import { words } from "../../i18n/words.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { useCall, useKeys } from "../call-parts.ts";
import { GroupList } from "./GroupList.tsx";
import { SafetyCode } from "./SafetyCode.tsx";
import { sealOf, turnsOf } from "./security-view.ts";

/** Who can see and hear the call, how to make sure of it together, and what the service sees all the same. */
export function SecurityDialog(props: { readonly opened: boolean; readonly onClose: () => void }) {
  return (
    <Dialog {...props} title={words.call.sealed.title} closeLabel={words.call.close} size="lg">
      <Security />
    </Dialog>
  );
}

function Security() {
  const keys = useKeys();
  return (
    <div className="security" data-testid="security">
      <p className="body security-seal">{words.call.sealed[sealOf(keys)]}</p>
      {keys === undefined ? <Open /> : <Sealed keys={keys} />}
    </div>
  );
}

/** Not encrypted from end to end. */
function Open() {
  return (
    <>
      <p className="body">{words.call.sealed.openText}</p>
      <p className="body">{words.call.sealed.openChange}</p>
    </>
  );
}

function Sealed({ keys }: { readonly keys: KeysState }) {
  const said = words.call.sealed;
  const turns = turnsOf(keys);
  const { nativeClients } = useCall().admitted.meeting;
  return (
    <>
      {keys.authenticator === undefined ? null : <SafetyCode authenticator={keys.authenticator} />}
      <GroupList keys={keys} />
      <p className="small" data-testid="key-turns">
        {turns === 0 ? said.noTurns : said.turns(turns)}
      </p>
      <hr className="rule-line" />
      <section>
        <h3 className="h2">{said.sees}</h3>
        <p className="body">{said.seesText}</p>
      </section>
      <section>
        <h3 className="h2">{said.seesNot}</h3>
        <p className="body">{said.seesNotText}</p>
        {nativeClients ? <p className="body">{said.nativeClients}</p> : null}
      </section>
      <div className="stack" style={{ "--gap": "6px" } as React.CSSProperties}>
        <p className="small">{said.program}</p>
        <code className="sealed-command" dir="ltr">
          npm run page-hashes -- --of {window.location.origin}
        </code>
      </div>
    </>
  );
}
