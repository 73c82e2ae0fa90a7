/** The service's configuration, read once from the environment; see docs/deploy.md. */
export interface Config {
  /** What people type: `https://meet.example.org`. Undefined: derived from host and port once known. */
  readonly publicUrl: string | undefined;
  readonly host: string;
  /** Undefined: 8080, or the next free port. */
  readonly port: number | undefined;
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly engine:
    | {
        readonly kind: "external";
        readonly url: string;
        readonly key: string;
        readonly secret: string;
      }
    | { readonly kind: "embedded"; readonly binary: string | undefined };
  /** CIDR list of proxies whose X-Forwarded-For counts. */
  readonly trustedProxies: readonly string[];
  /** The address that the embedded engine offers for media; undefined: loopback only. */
  readonly mediaAddress: string | undefined;
  /** Media ports of the embedded engine; undefined: free ones are chosen and kept. */
  readonly mediaUdpPort: number | undefined;
  readonly mediaTcpPort: number | undefined;
  /** The file that lists location sources; undefined: the data that came with the packages. */
  readonly sourcesFile: string | undefined;
  readonly logLevel: string;
}
