import { longestMessage } from "@graticule/api/talk";
import { ActionIcon, Textarea } from "@mantine/core";
import { IconSend2 } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { readClock } from "../../i18n/time.ts";
import { words } from "../../i18n/words.ts";
import { useCall, useNames, useShownRole, useTalk } from "../call-parts.ts";
import type { ChatLine } from "./chat-log.ts";
import { textPiecesOf } from "./links.ts";
import type { Sent } from "./talk.ts";

/** From this many characters left, the page counts them down. */
const fewLeft = 200;

/** The chat, as plain text: nothing in it is loaded or run, and links open only by a click. */
export function ChatPanel() {
  const { talk } = useCall();
  const { chat } = useTalk();
  useEffect(() => {
    talk.showChat("open");
    return () => talk.showChat("closed");
  }, [talk]);
  return (
    <div className="chat">
      <Log lines={chat.lines} />
      <Writer />
    </div>
  );
}

function Log({ lines }: { readonly lines: readonly ChatLine[] }) {
  const log = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const last = lines.at(-1);
  useEffect(() => {
    // While scrolled up the log stays there, except for one's own message.
    if (last !== undefined && (atEnd.current || last.own)) {
      log.current?.scrollTo({ top: log.current.scrollHeight });
    }
  }, [last]);
  const onScroll = (): void => {
    const box = log.current;
    if (box !== null) atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 48;
  };
  return (
    <section
      className="chat-log"
      ref={log}
      onScroll={onScroll}
      aria-label={words.call.talk.log}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard.
      tabIndex={0}
    >
      {lines.length === 0 ? <p className="body chat-empty">{words.call.talk.empty}</p> : null}
      <ul className="plain-list" data-testid="chat-log">
        {lines.map((line, index) => (
          <Line key={line.id} line={line} before={lines[index - 1]} />
        ))}
      </ul>
    </section>
  );
}

/** Lines of one person within this time, in milliseconds, share one name. */
const togetherMs = 120_000;

function Line(props: { readonly line: ChatLine; readonly before: ChatLine | undefined }) {
  const { line, before } = props;
  const goesOn = before?.identity === line.identity && line.at - before.at < togetherMs;
  const time = new Date(line.at).toISOString();
  const name = useNames().ofPerson(line.identity);
  const role = useShownRole()(line.identity);
  return (
    <li className="chat-line" data-own={line.own ? "true" : undefined} data-goes-on={goesOn}>
      {goesOn ? null : (
        <p className="chat-head">
          <bdi className="chat-name">{line.own ? words.call.you(name) : name}</bdi>
          {role === "guest" ? null : <span className="small">{words.call.role[role]}</span>}
          <time className="small" dateTime={time}>
            {readClock(line.at)}
          </time>
        </p>
      )}
      <p className="chat-text" dir="auto">
        {textPiecesOf(line.text).map(({ text, url }, place) =>
          url === undefined ? (
            text
          ) : (
            <a key={place} className="link" href={url} target="_blank" rel="noopener noreferrer">
              {text}
            </a>
          ),
        )}
      </p>
    </li>
  );
}

const faultOf = (sent: Sent): string | undefined =>
  sent === "failed"
    ? words.call.talk.notSent
    : sent === "too-fast"
      ? words.call.talk.tooFast
      : undefined;

function Writer() {
  const { talk } = useCall();
  const [text, setText] = useState("");
  const [fault, setFault] = useState<string | undefined>();
  const note = useId();
  const [busy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    // Sending waits while keys are agreed on; a second press would send it twice.
    if (busy) return;
    setBusy(true);
    const sent = await talk.say(text);
    setBusy(false);
    setFault(faultOf(sent));
    if (sent === "sent") setText((now) => (now === text ? "" : now));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Enter that ends a word in an input method does not send.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  const left = longestMessage - text.length;
  return (
    <div className="chat-writer">
      <p className="small" id={note}>
        {words.call.talk.vanish}
      </p>
      <div className="chat-field">
        <Textarea
          className="chat-input"
          size="md"
          aria-label={words.call.talk.placeholder}
          aria-describedby={note}
          placeholder={words.call.talk.placeholder}
          autosize
          minRows={1}
          maxRows={5}
          maxLength={longestMessage}
          // An empty text has no direction: the placeholder follows the page's.
          {...(text === "" ? {} : { dir: "auto" })}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          data-autofocus
          data-testid="chat-input"
        />
        <ActionIcon
          size={42}
          aria-label={words.call.talk.send}
          disabled={text.trim() === ""}
          loading={busy}
          onClick={() => void send()}
          data-testid="chat-send"
        >
          <IconSend2 size={20} className="mirrored" />
        </ActionIcon>
      </div>
      <p className={fault === undefined ? "small" : "error"} role="status" data-testid="chat-fault">
        {fault ?? (left < fewLeft ? words.call.talk.left(left) : null)}
      </p>
    </div>
  );
}
