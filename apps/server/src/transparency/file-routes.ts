import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { App } from "../http/routing.ts";
import { csvRows, jsonLines, type LogPages } from "./downloads.ts";
import { atomFeed, followedEntries } from "./feed.ts";
import type { LogView } from "./followed-log.ts";
import { lumenNotices } from "./lumen.ts";
import { createShowing, type TransparencyRouteParts } from "./routes.ts";
import type { TransparencyStore } from "./store.ts";

export interface TransparencyFileParts extends TransparencyRouteParts {
  readonly transparencyStore: TransparencyStore;
  readonly publicUrl: string;
  readonly settings: { current(): { readonly serviceName: string } };
}

/** Files, not an API: the form of each is a standard's or its neighbour's. */
const schema = { hide: true };

/** The public log to follow and to take along. Every other path below `/transparency` is a page. */
export function registerTransparencyFiles(app: App, parts: TransparencyFileParts): void {
  const { limits, transparencyStore: store, followedLog, publicUrl } = parts;
  const serviceName = () => parts.settings.current().serviceName;
  const show = createShowing(parts, limits.log);
  const showWhole = createShowing(parts, limits.downloads);

  app.get("/transparency/feed.atom", { schema }, (request, reply) => {
    reply.type("application/atom+xml; charset=utf-8");
    return show(request, reply, async (view) => {
      const entries = await store.entries(followedEntries(view));
      return atomFeed(view, entries, { publicUrl, serviceName: serviceName() });
    });
  });

  const download = (
    file: { readonly name: string; readonly type: string },
    parted: (view: LogView) => AsyncIterable<string>,
  ) =>
    app.get(
      `/transparency/${file.name}`,
      { schema },
      (request: FastifyRequest, reply: FastifyReply) =>
        showWhole(request, reply, async (view) => {
          reply.header("content-disposition", `attachment; filename="${file.name}"`);
          reply.type(file.type);
          return Readable.from(parted(view));
        }),
    );

  const pages = ({ size }: LogView): LogPages => ({ store, size, isShown: followedLog.isShown });
  download({ name: "log.jsonl", type: "application/jsonl; charset=utf-8" }, (view) =>
    jsonLines(pages(view)),
  );
  download({ name: "log.csv", type: "text/csv; charset=utf-8; header=present" }, (view) =>
    csvRows(pages(view)),
  );
  download({ name: "lumen.json", type: "application/json; charset=utf-8" }, (view) =>
    lumenNotices({
      store,
      followedLog,
      publicUrl,
      serviceName: serviceName(),
      requests: [...view.requests()].reverse(),
    }),
  );
}
