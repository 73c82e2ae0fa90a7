/** The product's paper and ink, for the demo's own page. */
export const style = `
@font-face { font-family: "Inter Variable"; src: url(/inter.woff2) format("woff2"); font-weight: 100 900 }
:root { color-scheme: light dark; --paper: #fbfaf7; --raised: #fff; --ink: #1b1f24; --muted: #5c6370;
  --line: #ddd9cf; --accent: #2f5d8c; --on-accent: #fff; --soft: #dbe6f0; --soft-ink: #1b3752 }
@media (prefers-color-scheme: dark) {
  :root { --paper: #14171b; --raised: #1c2026; --ink: #e9e6df; --muted: #a2a7af; --line: #2e343b;
    --accent: #93b5d6; --on-accent: #14171b; --soft: #243648; --soft-ink: #cfe0f0 }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.55;
  font-family: "Inter Variable", system-ui, sans-serif; font-feature-settings: "cv05";
  -webkit-font-smoothing: antialiased; overflow-wrap: anywhere }
header, main { max-width: 760px; margin: 0 auto; padding-inline: clamp(16px, 4vw, 40px) }
header { display: flex; align-items: center; gap: 10px; padding-block: 20px;
  color: var(--accent); font-weight: 600 }
header span { color: var(--ink) }
header em { font-style: normal; font-weight: 400; font-size: .8125rem; color: var(--muted);
  border: 1px solid var(--line); border-radius: 8px; padding: 1px 8px }
main { padding-block: 16px 72px }
h1 { margin: 0; font-size: clamp(1.625rem, 1.1rem + 2.2vw, 2.25rem); font-weight: 600;
  letter-spacing: -.025em; line-height: 1.18; text-wrap: balance }
h2 { margin: 0; font-size: 1.125rem; font-weight: 600; letter-spacing: -.01em }
p, .p { margin: 12px 0 0; text-wrap: pretty }
.lead { color: var(--muted) }
.small { font-size: .875rem; color: var(--muted) }
.faces { list-style: none; display: grid; grid-template-columns: repeat(6, 1fr); gap: 16px 12px;
  margin: 32px 0 0; padding: 0 }
.faces li { display: flex; flex-direction: column; align-items: center; font-size: .875rem }
.faces img { width: 100%; max-width: 88px; height: auto; border-radius: 50% }
.faces b { margin-top: 8px; font-weight: 550 }
.faces span, .time { color: var(--muted) }
section { margin-top: 40px; padding-top: 28px; border-top: 1px solid var(--line) }
.time { margin: 0; font-size: .875rem }
ol { list-style: none; counter-reset: step; margin: 8px 0 0; padding: 0 }
ol li { counter-increment: step; position: relative; padding: 12px 0 12px 44px }
ol li::before { content: counter(step); position: absolute; left: 0; top: 13px; width: 26px; height: 26px;
  border-radius: 50%; background: var(--soft); color: var(--soft-ink); text-align: center;
  font-size: .875rem; line-height: 26px; font-weight: 550; font-variant-numeric: tabular-nums }
i { font-style: normal; font-weight: 550 }
form { margin-bottom: 8px }
li:has(form)::before { top: 18px }
button, .button { font: inherit; font-weight: 550; color: var(--accent); background: none; border: 0;
  padding: 0; cursor: pointer; text-decoration: underline; text-decoration-thickness: 1px;
  text-underline-offset: 3px; text-align: start }
form button { text-decoration: none; color: var(--on-accent);
  background: var(--accent); border-radius: 8px; padding: 6px 14px }
.row { display: flex; flex-wrap: wrap; gap: 8px }
.row .button { text-decoration: none; border: 1px solid var(--line); background: var(--raised);
  border-radius: 8px; padding: 6px 14px }
:is(button, .button):focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
code { font-family: ui-monospace, "Noto Sans Mono", monospace; font-size: .8125rem; color: var(--ink) }
.note { color: var(--muted) }
.note h2 { font-size: 1rem; color: var(--ink) }
@media (max-width: 560px) {
  .faces { grid-template-columns: repeat(3, 1fr) }
  ol li { padding-inline-start: 40px }
}
`;
