import type { Person } from "@graticule/api/session";
import { lookAtDeskKey } from "../../api/desk-key.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { hostDayOf } from "../../i18n/host-time.ts";
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
  const { id, madeAt } = asked.value;
  return (
    <PagePart title={text.deskKey} text={text.deskKeyText} testId="desk-key">
      <p className="body">
        <DeskKeyName id={id} />
      </p>
      <p className="small">{text.deskKeyCreated(hostDayOf(madeAt))}</p>
    </PagePart>
  );
}
