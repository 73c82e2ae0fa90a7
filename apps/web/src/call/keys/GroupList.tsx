import type { KeysState } from "@graticule/e2ee/keys-state";
import { useId } from "react";
import { withinSentence } from "../../i18n/within-sentence.ts";
import { words } from "../../i18n/words.ts";
import { useCall, useNames } from "../call-parts.ts";
import { useRoster } from "../roster/use-roster.ts";
import { Fingerprint } from "./Fingerprint.tsx";
import { type ListedInsider, listOf } from "./security-view.ts";

/** People with the keys and their fingerprints, then those in the call without. */
export function GroupList({ keys }: { readonly keys: Pick<KeysState, "insiders" | "rekeyed"> }) {
  const { insiders, rekeyed } = keys;
  const id = useId();
  const { identity } = useCall().admitted;
  const list = listOf(insiders, {
    you: identity,
    present: useRoster(({ attendees }) => attendees),
    nameOf: useNames().of,
  });
  return (
    <section aria-labelledby={id}>
      <h3 className="h2" id={id}>
        {words.call.sealed.group}
      </h3>
      <ul className="group-list" aria-labelledby={id} data-testid="group-list">
        {list.map((one) => (
          <li key={one.identity} data-kind={one.kind}>
            <Person one={one} isRekeyed={rekeyed.has(one.identity)} />
          </li>
        ))}
      </ul>
      <p className="small">{words.call.sealed.numbers}</p>
    </section>
  );
}

function Person({ one, isRekeyed }: { readonly one: ListedInsider; readonly isRekeyed: boolean }) {
  if (one.kind === "outside") {
    return (
      <>
        <span className="said">{one.name}</span>
        <span className="small">{words.call.sealed.outside}</span>
      </>
    );
  }
  return (
    <>
      <span className="said">
        {one.isYou ? words.call.you(withinSentence(one.name)) : one.name}
      </span>
      <Fingerprint insider={one.insider} />
      {isRekeyed && !one.isYou ? (
        <span className="small" data-testid="rekeyed">
          {words.call.sealed.rekeyedRow}
        </span>
      ) : null}
    </>
  );
}
