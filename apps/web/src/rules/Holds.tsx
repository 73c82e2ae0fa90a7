import type { MeetingManaged } from "@graticule/api/meetings";
import { hostWords } from "../i18n/host-words.ts";
import { zoneOrOwn } from "../i18n/zone.ts";
import { hostTelling } from "./host-telling.ts";
import { holdsSentences } from "./limits-sentence.ts";

/** What applies now and who decided it: the meeting's own rule, the account's, the service's, and orders. */
export function Holds({ managed }: { readonly managed: MeetingManaged }) {
  const { rule } = managed;
  const setBy = rule?.setBy !== undefined && { setBy: rule.setBy };
  const own = rule === undefined ? [] : [{ tier: "meeting" as const, ...setBy, rule }];
  const telling = hostTelling(Date.now(), zoneOrOwn(managed.timeZone));
  const sentences = holdsSentences([...own, ...managed.otherLimits], telling, {
    orders: managed.orders,
    toHost: { none: hostWords.rule.none },
  });
  return (
    <section aria-labelledby="holds" className="stack holds">
      <h2 className="small" id="holds">
        {hostWords.manage.holds}
      </h2>
      <div className="rule-sentence" aria-live="polite" data-testid="holds">
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    </section>
  );
}
