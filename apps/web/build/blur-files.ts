import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";
import { withMetadata } from "./segmenter-model.ts";

/**
 * Serves the program that tells people from their background, and its model, from our own origin. The
 * program's loader finds its files by name in one folder, whose name has the versions of both.
 */
export function blurFiles(): Plugin {
  const { resolve } = createRequire(import.meta.url);
  const model = resolve("@mediapipe/selfie_segmentation/selfie_segmentation_landscape.tflite");
  const processors = createRequire(resolve("@livekit/track-processors"));
  const program = dirname(processors.resolve("@mediapipe/tasks-vision"));
  const path = `assets/vision-${versionIn(program)}-${versionIn(dirname(model))}`;
  // With SIMD alone: every browser that can process video frames has it.
  const [loader, wasm] = ["vision_wasm_internal.js", "vision_wasm_internal.wasm"] as const;
  const files: ReadonlyMap<string, { readonly type: string; readonly read: () => Buffer }> =
    new Map([
      [
        loader,
        { type: "text/javascript", read: () => readFileSync(join(program, "wasm", loader)) },
      ],
      [wasm, { type: "application/wasm", read: () => readFileSync(join(program, "wasm", wasm)) }],
      [
        "segmenter.tflite",
        { type: "application/octet-stream", read: () => withMetadata(readFileSync(model)) },
      ],
    ]);
  return {
    name: "blur-files",
    config: () => ({ define: { "import.meta.env.VISION_FILES": JSON.stringify(`/${path}`) } }),
    configureServer(server) {
      server.middlewares.use(`/${path}/`, (request, response, next) => {
        const file = files.get(request.url?.split("?")[0]?.replace(/^\//, "") ?? "");
        if (file === undefined) return next();
        response.setHeader("content-type", file.type);
        response.end(file.read());
      });
    },
    generateBundle() {
      for (const [name, { read }] of files) {
        this.emitFile({ type: "asset", fileName: `${path}/${name}`, source: read() });
      }
    },
  };
}

const versionIn = (folder: string): string => {
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return version;
};
