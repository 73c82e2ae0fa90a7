import type { ReactNode } from "react";
import { deskWords } from "../../i18n/desk-words.ts";

/** A proposal of what authorities reach; a liaison reads why others make it. */
export function UnlessLiaison(props: {
  readonly isLiaison: boolean;
  readonly children: ReactNode;
}) {
  if (!props.isLiaison) return props.children;
  return (
    <p className="small" data-testid="may-not" data-reason="is-liaison">
      {deskWords.reason["is-liaison"]}
    </p>
  );
}
