import type { Answer } from "../../api/client.ts";
import { transparencyWords } from "../../i18n/transparency-words.ts";

const { fault: said } = transparencyWords;

type Fault = Exclude<Answer<unknown>, { kind: "ok" }>;

/** Why nothing is shown, what that means, and what to do. */
export function Unanswered(props: { readonly fault: Fault; readonly again: () => void }) {
  const [title, text] = sayFault(props.fault);
  return (
    <section className="sheet stack log-fault" role="alert" data-testid="log-fault">
      <h2 className="h2">{title}</h2>
      <p className="body">{text}</p>
      <div className="row">
        <button type="button" className="link" onClick={props.again}>
          {said.retry}
        </button>
      </div>
    </section>
  );
}

function sayFault(fault: Fault): readonly [title: string, text: string] {
  if (fault.kind === "offline") return [said.offlineTitle, said.offline];
  if (fault.code === "cannot-check") return [said.uncheckedTitle, said.unchecked];
  if (fault.code === "too-many") return [said.tooManyTitle, said.tooMany];
  return [said.failedTitle, said.failed];
}

export function LogLoading() {
  return (
    <p className="body log-loading" role="status">
      {said.loading}
    </p>
  );
}
