export interface ChatLine {
  /** Counts up; unique in this page. */
  readonly id: number;
  readonly identity: string;
  readonly own: boolean;
  readonly text: string;
  /** Milliseconds since the epoch, by this page's clock. */
  readonly at: number;
}

/** Messages written while this page was inside. */
export interface ChatLog {
  readonly lines: readonly ChatLine[];
  readonly unread: number;
  readonly seen: "open" | "closed";
}

export const emptyChat: ChatLog = { lines: [], unread: 0, seen: "closed" };

/**
 * Beyond this many, the oldest lines are dropped.
 * @internal
 */
export const mostLines = 500;

export function addLine(log: ChatLog, line: Omit<ChatLine, "id">): ChatLog {
  const id = (log.lines.at(-1)?.id ?? 0) + 1;
  const unread = line.own || log.seen === "open" ? log.unread : log.unread + 1;
  return { ...log, lines: [...log.lines, { ...line, id }].slice(-mostLines), unread };
}

/** Opening the chat marks everything as read. */
export function showChat(log: ChatLog, seen: ChatLog["seen"]): ChatLog {
  return { ...log, seen, unread: seen === "open" ? 0 : log.unread };
}
