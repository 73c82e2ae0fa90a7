import type { OwnDeskKey } from "@graticule/api/desk-keys";
import type { Person } from "@graticule/api/session";
import { lookAtDeskKey } from "../../api/desk-key.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { hostDayOf, hostMoment } from "../../i18n/host-time.ts";
import { DeskKeyCode } from "../../ui/DeskKeyCode.tsx";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";

const { security: text } = accountWords;

/** The key by which a member of the desk signs; nothing for others. */
export function DeskKeyPart({ person }: { readonly person: Person }) {
  return person.desk ? <OwnKey /> : null;
}

function OwnKey() {
  const asking = useAsked("desk-key", lookAtDeskKey);
  const { asked } = asking;
  const hasNone =
    asked.kind === "failed" && asked.fault.kind === "problem" && asked.fault.code === "not-found";
  return (
    <PagePart title={text.deskKey} text={text.deskKeyText} testId="desk-key">
      {hasNone ? (
        <p className="body">{text.noDeskKey}</p>
      ) : (
        <Loaded asking={asking}>{(own) => <Key own={own} />}</Loaded>
      )}
    </PagePart>
  );
}

function Key({ own }: { readonly own: OwnDeskKey }) {
  const { id, madeAt, signsFrom, host, isForHere } = own;
  const waits = signsFrom !== undefined && Date.parse(signsFrom) > Date.now();
  return (
    <>
      <p className="body">
        {text.deskKeyCode} <DeskKeyCode id={id} />
      </p>
      <p className="small">{text.deskKeyCreated(hostDayOf(madeAt))}</p>
      {waits ? <p className="small">{text.deskKeySignsFrom(hostMoment(signsFrom))}</p> : null}
      {isForHere ? null : <p className="amber-note">{text.deskKeyElsewhere(host)}</p>}
      <p className="small">{text.deskKeyLost}</p>
    </>
  );
}
