import { makeLinkSecret } from "../packages/e2ee/src/link-secret.ts";
import { startTestService } from "../apps/server/tests/harness.ts";
import { FAKE_MEDIA, launchBrowser } from "../e2e/browser.ts";
import { joinMeeting, setUp } from "../e2e/pages.ts";
const service = await startTestService({ geofeed: "127.0.0.0/8,FR,,,\n" });
const browser = await launchBrowser(...FAKE_MEDIA, "--autoplay-policy=no-user-gesture-required", "--allow-loopback-in-peer-connection");
const rounds = Number(process.argv[2] ?? 4);
function watch() {
  const w = window as any; w.__f = {};
  setInterval(() => { for (const v of document.querySelectorAll("video")) { const t = v.closest("[data-testid^=tile-]")?.getAttribute("data-testid"); if (!t || (v as any).__w) continue; (v as any).__w = true; const list = (w.__f[t] ??= []); const cb = (now: number, m: any) => { if (m.width > 16) list.push(Math.round(performance.now())); v.requestVideoFrameCallback(cb); }; v.requestVideoFrameCallback(cb); } }, 20);
}
async function newPage() { const c = await browser.newContext({ viewport: { width: 1000, height: 700 } }); await c.addInitScript(watch); const p = await c.newPage(); p.setDefaultTimeout(60000); return p; }
const host = await newPage(); await setUp(host, service.setupUrl); const { origin } = new URL(service.setupUrl);
const stats: Record<string, string[]> = {};
for (const encryption of ["off", "end-to-end"]) {
  const made = await host.context().request.post(`${origin}/api/meetings`, { headers: { origin }, data: { title: "T", encryption } });
  const { joinUrl } = await made.json(); const link = `${joinUrl}#${makeLinkSecret(crypto.getRandomValues(new Uint8Array(16)))}`;
  const come = async (name: string) => { const p = await newPage(); await p.goto(link); await joinMeeting(p, name); await p.locator('[data-phase="connected"]').waitFor(); return p; };
  const a = await come("Ada"), b = await come("Bo");
  await a.waitForTimeout(3000);
  for (let r = 0; r < rounds; r++) {
    const p = await newPage(); await p.goto(link);
    await p.evaluate(() => { document.addEventListener("click", () => ((window as any).__c ??= Math.round(performance.now())), true); });
    await joinMeeting(p, "Cy" + r); await p.locator('[data-phase="connected"]').waitFor();
    const tConn = await p.evaluate(() => performance.now());
    await p.waitForTimeout(7000);
    const f = await p.evaluate(() => ({ f: (window as any).__f, c: (window as any).__c }));
    for (const n of ["tile-Ada", "tile-Bo"]) { const l: number[] = f.f[n] ?? []; let gap = 0, at = 0; for (let i = 1; i < l.length; i++) if (l[i] - l[i - 1] > gap) { gap = l[i] - l[i - 1]; at = l[i-1]; } (stats[encryption] ??= []).push(`first ${l[0] - f.c} gap ${gap}@${at - l[0]} n ${l.length} conn ${Math.round(tConn - f.c)}`); }
    await p.context().close();
  }
  await a.context().close(); await b.context().close();
}
console.log(JSON.stringify(stats, null, 1));
await browser.close(); await service.stop(); process.exit(0);
