/** Says that something went well; announced, and empty before. */
export function DoneLine({ text }: { readonly text: string | undefined }) {
  return (
    <p className="small done-line" role="status" data-testid="done">
      {text}
    </p>
  );
}
