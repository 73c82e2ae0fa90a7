import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createMeetingPurge, type MeetingPurgeParts } from "./meeting-purge.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const minute = 60_000;

function startPurge(isSound: () => boolean) {
  const deleteDue = vi.fn(async () => ({ meetings: 1, rooms: 0 }));
  const deleteExpiredKeys = vi.fn(async () => 0);
  const elsewhere = { directory: {}, streams: {}, mediaEngine: {}, log: { info: () => {} } };
  const care = createMeetingPurge({
    ...(elsewhere as object as MeetingPurgeParts),
    jobs: { define: () => ({}) } as never,
    questions: { aboutRoom: () => () => undefined } as never,
    store: { deleteDue },
    isSound,
    deleteExpiredKeys,
  });
  return { care, deleteDue, deleteExpiredKeys };
}

// Was deleted, after ten minutes, where the log's key was missing, so that no one had looked. Broken on purpose: without `isSound`.
test("nothing that has expired is deleted before the log's signer saw the database", async () => {
  let isSound = false;
  const { care, deleteDue, deleteExpiredKeys } = startPurge(() => isSound);
  await vi.advanceTimersByTimeAsync(24 * 60 * minute);
  expect(deleteDue).not.toHaveBeenCalled();
  expect(deleteExpiredKeys).not.toHaveBeenCalled();
  isSound = true;
  await vi.advanceTimersByTimeAsync(9 * 60 * minute);
  expect(deleteDue).toHaveBeenCalled();
  expect(deleteExpiredKeys).toHaveBeenCalled();
  care.close();
});

test("ten minutes after a start, what has expired is deleted", async () => {
  const { care, deleteDue } = startPurge(() => true);
  await vi.advanceTimersByTimeAsync(10 * minute - 1);
  expect(deleteDue).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(deleteDue).toHaveBeenCalledTimes(1);
  care.close();
});
