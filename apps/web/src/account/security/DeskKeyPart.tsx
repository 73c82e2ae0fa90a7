import type { Person } from "@graticule/api/session";
import { lookAtDeskKey } from "../../api/desk-key.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { hostDayOf, hostMoment } from "../../i18n/host-time.ts";
import { DeskKeyName } from "../../ui/DeskKeyName.tsx";
import { useAsked } from "../../ui/page/Loaded.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";

const { security: text } = accountWords;

/** The key by which a member of the desk signs; nothing for others. */
export function DeskKeyPart({ person }: { readonly person: Person }) {
  return person.desk ? <OwnKey /> : null;
}

function OwnKey() {
  const { asked } = useAsked("desk-key", lookAtDeskKey);
  if (asked.kind !== "ok") return null;
  const { id, madeAt, signsFrom, host, isForHere } = asked.value;
  const waits = signsFrom !== undefined && Date.parse(signsFrom) > Date.now();
  return (
    <PagePart title={text.deskKey} text={text.deskKeyText} testId="desk-key">
      <p className="body">
        <DeskKeyName id={id} />
      </p>
      <p className="small">{text.deskKeyCreated(hostDayOf(madeAt))}</p>
      {waits ? <p className="small">{text.deskKeySignsFrom(hostMoment(signsFrom))}</p> : null}
      {isForHere ? null : <p className="amber-note">{text.deskKeyElsewhere(host)}</p>}
      <p className="small">{text.deskKeyLost}</p>
    </PagePart>
  );
}
