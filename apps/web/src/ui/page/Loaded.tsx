import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { words } from "../../i18n/words.ts";
import { FaultLine } from "../form/FaultLine.tsx";
import type { Said, Unhappy } from "../form/said.ts";
import { LinkButton } from "../LinkButton.tsx";
import { Loading } from "./Shell.tsx";

/** What a page asked for: not there yet, there, or not to be had now. */
type Asked<T> =
  | { readonly kind: "waiting" }
  | { readonly kind: "ok"; readonly value: T }
  | { readonly kind: "failed"; readonly fault: Unhappy };

export interface Asking<T> {
  readonly asked: Asked<T>;
  readonly again: () => Promise<void>;
}

/** Asks, and asks again every `everyMs` if that is given. The last answer stays meanwhile. */
export function useAsked<T>(
  name: string,
  ask: () => Promise<Said<T>>,
  options: { readonly everyMs?: number } = {},
): Asking<T> {
  return askingOf(
    useQuery({ queryKey: [name], queryFn: ask, refetchInterval: options.everyMs ?? false }),
  );
}

/** Of a query with options of its own. */
export function askingOf<T>(query: {
  readonly data: Said<T> | undefined;
  readonly refetch: () => Promise<unknown>;
}): Asking<T> {
  const { data } = query;
  const again = async (): Promise<void> => {
    await query.refetch();
  };
  if (data === undefined) return { asked: { kind: "waiting" }, again };
  if (data.kind === "ok") return { asked: { kind: "ok", value: data.value }, again };
  return { asked: { kind: "failed", fault: data }, again };
}

/** Draws the answer; until it comes, that it is loading, and instead of one, why there is none. */
export function Loaded<T>(props: {
  readonly asking: Asking<T>;
  readonly children: (value: T) => ReactNode;
}) {
  const { asked, again } = props.asking;
  switch (asked.kind) {
    case "waiting":
      return <Loading small />;
    case "ok":
      return props.children(asked.value);
    case "failed":
      return (
        <div className="row">
          <FaultLine fault={asked.fault} />
          <LinkButton onClick={() => void again()}>{words.app.retry}</LinkButton>
        </div>
      );
  }
}

/** Draws a list that was asked for, or the sentence that it is empty. */
export function LoadedList<T>(props: {
  readonly asking: Asking<readonly T[]>;
  readonly none: string;
  readonly children: (item: T) => ReactNode;
}) {
  return (
    <Loaded asking={props.asking}>
      {(list) =>
        list.length === 0 ? (
          <p className="small">{props.none}</p>
        ) : (
          <ul className="plain-list">{list.map((item) => props.children(item))}</ul>
        )
      }
    </Loaded>
  );
}
