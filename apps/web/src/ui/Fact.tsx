import type { ReactNode } from "react";

/** A pair of a `<dl>`; nothing where there is nothing to say. */
export function Fact(props: { readonly name: string; readonly children: ReactNode }) {
  if (props.children === undefined) return null;
  return (
    <>
      <dt>{props.name}</dt>
      <dd className="said">{props.children}</dd>
    </>
  );
}
