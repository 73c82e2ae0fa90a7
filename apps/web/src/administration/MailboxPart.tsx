import { lookAtMailbox, lookAtStatus } from "../api/administration.ts";
import { administrationWords } from "../i18n/administration-words.ts";
import { hostMoment } from "../i18n/host-time.ts";
import { Loaded, useAsked } from "../ui/page/Loaded.tsx";

/** Mail that no server took: whoever runs the service passes it on. */
export function MailboxPart() {
  const asking = useAsked("mailbox", lookAtMailbox, { everyMs: 10_000 });
  const status = useAsked("status", lookAtStatus);
  const { mailbox: text } = administrationWords;
  const smtp = status.asked.kind === "ok" && status.asked.value.mail === "smtp";
  return (
    <section className="stack">
      <p className="body">{smtp ? text.smtp : text.text}</p>
      <Loaded asking={asking}>
        {(letters) =>
          letters.length === 0 ? (
            <p className="small">{text.none}</p>
          ) : (
            <ul className="plain-list stack gap-24">
              {letters.map((letter) => (
                <li
                  key={`${letter.at} ${letter.to} ${letter.subject}`}
                  className="stack gap-6"
                >
                  <h2 className="h2">{letter.subject}</h2>
                  <p className="small">
                    {text.to(letter.to)} · {hostMoment(letter.at)}
                  </p>
                  {letter.text === undefined ? (
                    <p className="small">{text.closed}</p>
                  ) : (
                    <p className="letter">{letter.text}</p>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
