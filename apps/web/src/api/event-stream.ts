/** An event stream that the browser's own can't open: it sends a header, so that no key is in an address. */
export interface EventStream {
  /** Nothing is heard of it afterwards. */
  readonly close: () => void;
}

export interface EventStreamListener {
  /** The data of an event. */
  readonly onData: (data: string) => void;
  /** Once. `turned-away`: the answer was no stream. */
  readonly onEnd: (how: "ended" | "turned-away") => void;
}

export function openEventStream(
  address: string,
  key: string,
  { onData, onEnd }: EventStreamListener,
): EventStream {
  const stop = new AbortController();
  const { signal } = stop;
  const end = (how: "ended" | "turned-away") => {
    if (!signal.aborted) onEnd(how);
  };
  const hear = (data: string) => {
    if (signal.aborted) return;
    try {
      onData(data);
    } catch (error) {
      // The stream goes on, as the browser's own does.
      reportError(error);
    }
  };
  void follow({ address, key, signal }, hear).then(end, () => end("ended"));
  return { close: () => stop.abort() };
}

async function follow(
  { address, key, signal }: { address: string; key: string; signal: AbortSignal },
  onData: (data: string) => void,
): Promise<"ended" | "turned-away"> {
  const headers = { authorization: `Bearer ${key}`, accept: "text/event-stream" };
  const { ok, headers: given, body } = await fetch(address, { headers, cache: "no-store", signal });
  if (!ok || body === null || !given.get("content-type")?.startsWith("text/event-stream")) {
    await body?.cancel();
    return "turned-away";
  }
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const blocks = `${rest}${read.value}`.split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data !== undefined) onData(data);
    }
  }
  return "ended";
}
