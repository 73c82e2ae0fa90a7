import { deskWords } from "../../i18n/desk-words.ts";
import { formWords } from "../../i18n/form-words.ts";

/** Says that the browser will ask for the desk key, and to go on there while it does. */
export function WillSign({ busy }: { readonly busy: boolean }) {
  return (
    <p className="small" role="status">
      {busy ? formWords.inWindow : deskWords.willSign}
    </p>
  );
}
