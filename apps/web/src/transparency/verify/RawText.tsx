/** Text for machines, as it is. */
export function RawText({ children }: { readonly children: string }) {
  return (
    <pre className="log-code log-raw" dir="ltr">
      {children}
    </pre>
  );
}

/** How to check the whole log without this page. */
export function VerifierCommand() {
  const { origin } = window.location;
  return <RawText>{`curl -O ${origin}/log/verify.mjs\nnode verify.mjs ${origin}/log`}</RawText>;
}
