import type { Client, Connection, Submittable } from "pg";

/** What `pg` calls on a query object while COPY runs; its types leave these out. */
interface CopyConnection extends Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

/** What both directions share: one statement, its end, its row count. */
abstract class Copy implements Submittable {
  readonly done: Promise<number>;
  readonly #sql: string;
  #resolve: (rows: number) => void = () => {};
  #reject: (error: Error) => void = () => {};
  #rows = 0;

  constructor(sql: string) {
    this.#sql = sql;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(connection: Connection): void {
    connection.query(this.#sql);
  }

  handleCommandComplete(message: { readonly text: string }): void {
    this.#rows = Number(/^COPY (\d+)$/.exec(message.text)?.[1] ?? 0);
  }

  handleReadyForQuery(): void {
    this.#resolve(this.#rows);
  }

  handleError(error: Error): void {
    this.#reject(error);
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
}

class CopyOut extends Copy {
  readonly #take: (chunk: Buffer) => Promise<void> | undefined;
  #failure: unknown;

  constructor(sql: string, take: (chunk: Buffer) => Promise<void> | undefined) {
    super(sql);
    this.#take = take;
  }

  handleCopyData(message: { readonly chunk: Buffer }, connection: Connection): void {
    if (this.#failure !== undefined) return;
    // `pg` reuses the memory of a message for the next one.
    const wait = this.#take(Buffer.from(message.chunk));
    if (wait === undefined) return;
    connection.stream.pause();
    void this.#waitFor(wait, connection);
  }

  /** After a failure the rest of the rows is read and dropped: a COPY can't be aborted halfway. */
  async #waitFor(wait: Promise<void>, connection: Connection): Promise<void> {
    try {
      await wait;
    } catch (error) {
      this.#failure = error;
    }
    connection.stream.resume();
  }

  override handleReadyForQuery(): void {
    if (this.#failure instanceof Error) this.handleError(this.#failure);
    else super.handleReadyForQuery();
  }
}

class CopyIn extends Copy {
  readonly #rows: AsyncIterable<Buffer>;
  #failure: unknown;

  constructor(sql: string, rows: AsyncIterable<Buffer>) {
    super(sql);
    this.#rows = rows;
  }

  handleCopyInResponse(connection: CopyConnection): void {
    void this.#send(connection);
  }

  async #send(connection: CopyConnection): Promise<void> {
    try {
      for await (const row of this.#rows) {
        connection.sendCopyFromChunk(row);
        if (connection.stream.writableNeedDrain) await drained(connection);
      }
      connection.endCopyFrom();
    } catch (error) {
      this.#failure = error;
      connection.sendCopyFail("the rows could not be read");
    }
  }

  override handleError(error: Error): void {
    super.handleError(this.#failure instanceof Error ? this.#failure : error);
  }
}

/** Leaves no listener behind: a long COPY waits many times. */
function drained({ stream }: CopyConnection): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      stream.off("drain", go).off("close", go);
      resolve();
    };
    stream.once("drain", go).once("close", go);
  });
}

/**
 * Sends the rows of `COPY … TO STDOUT` to `take`, in chunks of any size. A promise from `take`
 * makes the database wait. Returns the number of rows.
 */
export function copyOut(
  client: Client,
  sql: string,
  take: (chunk: Buffer) => Promise<void> | undefined,
): Promise<number> {
  return client.query(new CopyOut(sql, take)).done;
}

/** Feeds `COPY … FROM STDIN`. Returns the number of rows. A failure of `rows` undoes the statement. */
export function copyIn(client: Client, sql: string, rows: AsyncIterable<Buffer>): Promise<number> {
  return client.query(new CopyIn(sql, rows)).done;
}
