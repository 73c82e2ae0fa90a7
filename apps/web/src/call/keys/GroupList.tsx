import type { Insider } from "@graticule/e2ee/group";
import { useEffect, useId, useState } from "react";
import { words } from "../../i18n/words.ts";
import { useCall, useInside, useNameOf } from "../call-parts.ts";
import { withinSentence } from "../names.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { type Listed, listOf } from "./security-view.ts";

/** Who has the keys, each with the number by which others know them again; and who is there without. */
export function GroupList({ insiders }: { readonly insiders: readonly Insider[] }) {
  const id = useId();
  const { identity } = useCall().admitted;
  const list = listOf(insiders, {
    you: identity,
    present: useInside(),
    nameOf: useNameOf(),
  });
  return (
    <section aria-labelledby={id}>
      <h3 className="h2" id={id}>
        {words.call.sealed.group}
      </h3>
      <ul className="group-list" aria-labelledby={id} data-testid="group-list">
        {list.map((one) => (
          <li key={one.identity} data-kind={one.kind}>
            <Person one={one} />
          </li>
        ))}
      </ul>
      <p className="small">{words.call.sealed.numbers}</p>
    </section>
  );
}

function Person({ one }: { readonly one: Listed }) {
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
    </>
  );
}

function Fingerprint({ insider }: { readonly insider: Insider }) {
  const [groups, setGroups] = useState<readonly string[]>();
  useEffect(() => {
    let isOver = false;
    void fingerprintOf(insider).then((made) => {
      if (!isOver) setGroups(made);
    });
    return () => {
      isOver = true;
    };
  }, [insider]);
  return (
    <span className="small fingerprint" dir="ltr" data-testid="fingerprint">
      {groups?.join(" ")}
    </span>
  );
}
