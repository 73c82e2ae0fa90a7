import { words } from "../../i18n/words.ts";
import { Shell } from "./Shell.tsx";

/** Until there is something to draw. Seen only where that takes long: most answers are there before. */
export function Loading(props: { readonly text?: string; readonly small?: boolean }) {
  return (
    <p className={`late ${props.small === true ? "small" : "lead"}`} role="status">
      {props.text ?? words.app.loading}
    </p>
  );
}

/** In place of a page that is to come, in the same frame. */
export function LoadingPage(props: { readonly title: string; readonly text?: string }) {
  return (
    <Shell title={props.title}>
      <Loading {...(props.text === undefined ? {} : { text: props.text })} />
    </Shell>
  );
}
