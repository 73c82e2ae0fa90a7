interface ImportMetaEnv {
  /** The folder of the segmenter's program, by build/blur-files.ts. */
  readonly VISION_FILES: string;
}
