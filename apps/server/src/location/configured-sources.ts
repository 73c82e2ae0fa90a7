import { ChosenSources } from "./setup/chosen.ts";
import { isDatabase, packagedSources, readSourcesFile, type SourceSpec } from "./source-spec.ts";
import { downloadsDirOf } from "./update-source.ts";

interface SourcesConfig {
  /** The file that lists location sources. */
  readonly sourcesFile: string | undefined;
  readonly locationMirror?: string | undefined;
  readonly dataDir: string;
}

/** The sources that serve, as an operator configures them, and the files that say so. */
export interface ConfiguredSources {
  /** Throws StartError where the sources file can't be used. */
  read(): readonly SourceSpec[];
  readonly files: readonly string[];
}

/**
 * Those that the sources file lists, then those chosen from the catalogue. While none of these
 * places anyone but the operator's own or other networks' geofeeds, and there is no file, the data
 * that came with the packages serve too.
 */
export function configuredSources(config: SourcesConfig): ConfiguredSources {
  const { sourcesFile } = config;
  const folder = downloadsDirOf(config);
  const chosen = new ChosenSources(folder, config.locationMirror);
  return {
    files: sourcesFile === undefined ? [chosen.file] : [sourcesFile, chosen.file],
    read() {
      const listed = sourcesFile === undefined ? [] : readSourcesFile(sourcesFile, folder);
      const ids = new Set(listed.map(({ id }) => id));
      const own = [...listed, ...chosen.specs().filter(({ id }) => !ids.has(id))];
      const needsPackaged = sourcesFile === undefined && !own.some(isDatabase);
      return needsPackaged ? [...packagedSources(), ...own] : own;
    },
  };
}
