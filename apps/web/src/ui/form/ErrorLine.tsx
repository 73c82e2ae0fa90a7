/** Announces what is wrong with a form; empty while nothing is. */
export function ErrorLine({ text }: { readonly text: string | null | undefined }) {
  return (
    <p className="error fault-line" role="alert">
      {text}
    </p>
  );
}
