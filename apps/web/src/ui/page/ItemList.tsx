import type { ReactNode } from "react";

/** A list, or the sentence that there is nothing in it. */
export function ItemList<T>(props: {
  readonly items: readonly T[];
  readonly none: string;
  readonly children: (item: T) => ReactNode;
}) {
  return props.items.length === 0 ? (
    <p className="small">{props.none}</p>
  ) : (
    <ul className="plain-list">{props.items.map((item) => props.children(item))}</ul>
  );
}
