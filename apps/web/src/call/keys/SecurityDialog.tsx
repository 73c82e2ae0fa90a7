import type { KeysState } from "@graticule/e2ee/keys-state";
import { words } from "../../i18n/words.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { useCall, useKeys, useSealHealth } from "../call-parts.ts";
import { GroupList } from "./GroupList.tsx";
import { SafetyCode } from "./SafetyCode.tsx";
import { sealOf, standingOf, turnsOf } from "./security-view.ts";

/**
 * Who can see and hear the call, how to check that together, and what the service sees regardless.
 */
export function SecurityDialog(props: { readonly opened: boolean; readonly onClose: () => void }) {
  return (
    <Dialog {...props} title={words.call.sealed.title} closeLabel={words.call.close} size="lg">
      <Security />
    </Dialog>
  );
}

function Security() {
  const keys = useKeys();
  const health = useSealHealth();
  const is = useCall().vouching === undefined ? "not-vouched" : "vouched";
  return (
    <div className="security" data-testid="security">
      <section className="security-standing">
        {standingOf(sealOf(keys, is, health?.sending), is).map((code) => (
          <p className="body" key={code} data-testid={`standing-${code}`}>
            {words.call.sealed[code]}
          </p>
        ))}
      </section>
      {keys === undefined ? <Open /> : <Sealed keys={keys} />}
    </div>
  );
}

/** The formats' names, the same in every language. */
const formats = { sframe: "SFrame (RFC 9605)", livekit: "LiveKit E2EE" } as const;

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
  const { notSent, notShown } = useSealHealth() ?? { notSent: 0, notShown: 0 };
  return (
    <>
      <SafetyCode />
      <GroupList keys={keys} />
      <p className="small" data-testid="key-turns">
        {turns === 0 ? said.noTurns : said.turns(turns)}
      </p>
      <p className="small" data-testid="dropped">
        {said.dropped(notSent, notShown)}
      </p>
      <hr className="rule-line" />
      <section>
        <h3 className="h2">{said.sees}</h3>
        <p className="body">{said.seesText}</p>
      </section>
      <section>
        <h3 className="h2">{said.seesNot}</h3>
        <p className="body">{said.seesNotText}</p>
        <p className="body" data-testid="format">
          {said.sealedWith(nativeClients ? formats.livekit : formats.sframe)}{" "}
          {nativeClients ? <span data-testid="other-clients">{said.nativeClients}</span> : null}
        </p>
      </section>
      <div className="stack gap-6">
        <p className="small">{said.program}</p>
        <code className="sealed-command" dir="ltr">
          npm run page-hashes -- --of {window.location.origin}
        </code>
      </div>
    </>
  );
}
