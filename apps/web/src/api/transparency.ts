import { answerOf, service } from "./client.ts";

/** What everyone may read of the public log. */

export const lookAtFigures = () => answerOf(service.GET("/api/transparency"));

/** The newest first; `before`: a request's number, from `next`. */
export const listStories = (before?: number) =>
  answerOf(
    service.GET("/api/transparency/requests", {
      params: { query: before === undefined ? {} : { before: String(before) } },
    }),
  );

export const lookAtStory = (number: number) =>
  answerOf(
    service.GET("/api/transparency/requests/{number}", {
      params: { path: { number: String(number) } },
    }),
  );

/** The newest first; `before`: an entry's index, from `next`. */
export const listEntries = (behind: string, before?: number) =>
  answerOf(
    service.GET("/api/transparency/entries", {
      params: { query: { behind, ...(before === undefined ? {} : { before: String(before) }) } },
    }),
  );

export const lookAtEntry = (index: number) =>
  answerOf(
    service.GET("/api/transparency/entries/{index}", {
      params: { path: { index: String(index) } },
    }),
  );
