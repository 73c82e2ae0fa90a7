import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

/** With SIMD alone: every browser that can process video frames has it. */
const names = ["vision_wasm_internal.js", "vision_wasm_internal.wasm"];

/**
 * Serves the program that tells people from their background from our own origin: its loader finds
 * the files by name in one folder, whose name carries the version.
 */
export function blurFiles(): Plugin {
  const resolve = createRequire(
    createRequire(import.meta.url).resolve("@livekit/track-processors"),
  ).resolve;
  const folder = dirname(resolve("@mediapipe/tasks-vision"));
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    readonly version: string;
  };
  const path = `assets/vision-${version}`;
  const contentOf = (name: string): Buffer => readFileSync(join(folder, "wasm", name));
  return {
    name: "blur-files",
    config: () => ({ define: { "import.meta.env.VISION_FILES": JSON.stringify(`/${path}`) } }),
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const wanted = request.url?.split("?")[0] ?? "";
        const name = names.find((known) => wanted === `/${path}/${known}`);
        if (name === undefined) return next();
        const type = name.endsWith(".wasm") ? "application/wasm" : "text/javascript";
        response.setHeader("content-type", type);
        response.end(contentOf(name));
      });
    },
    generateBundle() {
      for (const name of names) {
        this.emitFile({ type: "asset", fileName: `${path}/${name}`, source: contentOf(name) });
      }
    },
  };
}
