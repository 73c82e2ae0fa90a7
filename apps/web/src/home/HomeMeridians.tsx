/** The net of meridians and parallels behind the start page: thin lines, no land. */
export function HomeMeridians() {
  const widths = [40, 118, 190, 252, 300];
  const heights = [-232, -150, -62, 30, 122, 206];
  return (
    <svg
      className="home-meridians"
      viewBox="-320 -320 640 640"
      fill="none"
      stroke="currentColor"
      aria-hidden="true"
      focusable="false"
    >
      <circle r="300" />
      {widths.slice(0, -1).map((rx) => (
        <ellipse key={rx} rx={rx} ry="300" transform="rotate(-18)" />
      ))}
      {heights.map((y) => {
        const half = Math.sqrt(300 * 300 - y * y);
        return (
          <path key={y} transform="rotate(-18)" d={`M${-half} ${y} Q0 ${y + 46} ${half} ${y}`} />
        );
      })}
    </svg>
  );
}
