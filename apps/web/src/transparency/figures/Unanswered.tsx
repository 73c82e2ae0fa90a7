import { transparencyWords } from "../../i18n/transparency-words.ts";
import { LinkButton } from "../../ui/LinkButton.tsx";
import type { NoAnswer } from "../use-log.ts";

const { fault: said } = transparencyWords;

export function Unanswered(props: { readonly fault: NoAnswer; readonly again: () => void }) {
  const [title, text] = sayNoAnswer(props.fault);
  return (
    <section className="sheet stack gap-8" role="alert">
      <h2 className="h2">{title}</h2>
      <p className="body">{text}</p>
      <div className="row">
        <LinkButton onClick={props.again}>{said.retry}</LinkButton>
      </div>
    </section>
  );
}

function sayNoAnswer(fault: NoAnswer): readonly [title: string, text: string] {
  if (fault.kind === "offline") return [said.offlineTitle, said.offline];
  if (fault.code === "cannot-check") return [said.uncheckedTitle, said.unchecked];
  if (fault.code === "too-many") return [said.tooManyTitle, said.tooMany];
  return [said.failedTitle, said.failed];
}

export function LogLoading() {
  return (
    <p className="body" role="status">
      {said.loading}
    </p>
  );
}
