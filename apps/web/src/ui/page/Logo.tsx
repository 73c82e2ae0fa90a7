/** The product's mark: a globe with a few meridians and parallels. */
export function Logo({ size = 24 }: { readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      aria-hidden="true"
      focusable="false"
    >
      <circle cx="16" cy="16" r="13" />
      <ellipse cx="16" cy="16" rx="5.5" ry="13" />
      <path d="M3 16h26M5 9.5h22M5 22.5h22" />
    </svg>
  );
}
