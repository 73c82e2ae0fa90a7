import { EventEmitter, once } from "node:events";
import {
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, test } from "vitest";
import { FileWatch } from "./watch-files.ts";

test("a file that can't be looked at for a while is a change, and so is its return", async () => {
  const folder = mkdtempSync(join(tmpdir(), "watch-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const inside = join(folder, "inside");
  mkdirSync(inside);
  const file = join(inside, "list.json");
  writeFileSync(file, "[]");
  const told = new EventEmitter();
  const watch = new FileWatch(() => void told.emit("change"));
  onTestFinished(() => watch.close());
  watch.follow([file]);

  const lost = once(told, "change");
  renameSync(file, join(inside, "aside"));
  // A link to itself: to look at it fails, also for root.
  symlinkSync(file, file);
  await lost;

  const back = once(told, "change");
  unlinkSync(file);
  renameSync(join(inside, "aside"), file);
  await back;
});
