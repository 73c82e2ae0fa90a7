import type { Person } from "../e2e/replay/person.ts";
import { cast, germany, type Place, ways } from "./cast.ts";
import type { Role, Scene } from "./desk.ts";
import { style } from "./index-style.ts";

interface Shown {
  readonly scene: Scene;
  /** The service's own origin. */
  readonly service: string;
  /** The origin of a name of this machine. */
  readonly nameOf: (name: string) => string;
  readonly facePath: (name: string) => string;
}

/** Where a viewer of the demo starts: who they can be, where from, and what to try first. */
export function indexPage({ scene, service, nameOf, facePath }: Shown): string {
  const path = (link: string): string => link.slice(new URL(link).origin.length);
  const from = ({ slug }: Place, text: string): string =>
    link(nameOf(slug) + path(scene.joinUrl), text);
  const faces = cast.map(
    ({ name, place }) => `<li><img src="${facePath(name)}" alt="" width="88" height="88">
      <b>${name}</b><span>${place.name}</span></li>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Demo · Graticule</title>
<style>${style}</style>
<header>${logo}<span>Graticule</span><em>Demo</em></header>
<main>
<h1>Six people, five places, one encrypted meeting</h1>
<p class="lead">All of it runs on this machine and ends with Ctrl-C in the terminal. The people are
animations; the meeting, its limits and its encryption are real.</p>
<ul class="faces">${faces.join("")}</ul>

<section>
<h2>Limit a meeting by place</h2>
<p class="time">Two minutes</p>
<ol>
<li>${as("host", "Open the meeting as its host")} Join the call from there.</li>
<li>In the call, open <i>Rules</i>. Choose <i>Everyone except…</i>, pick Germany, and apply.
Esther and Felix leave; for the others the call goes on.</li>
<li>${from(germany, "Try to join from Germany")}. The page says why you can’t join and what you can
do. Leave it open.</li>
<li>Choose <i>Let everyone join again</i>. Esther and Felix come back on their own, and your page
from Germany lets you join.</li>
</ol>
</section>

<section>
<h2>Join from somewhere</h2>
<p>Each opens in a tab of its own. You’ll appear to join from the place you
choose.</p>
<p class="row">${ways.map(({ place }) => from(place, place.name)).join("")}</p>
<p class="small">For another browser on this machine, copy this join link. It joins from France:
<code>${scene.joinUrl}</code></p>
</section>

<section>
<h2>Answer a government’s request</h2>
<p class="time">Ten minutes</p>
<p>The Ministry of Meetings wants the meeting ended, everyone in Germany kept out, and the names
of everyone who took part. The desk decides, and an order takes the signatures of two of its members.
You sign for Rhea and for Abel, each with a passkey that you create: by fingerprint or face, or with a
phone or a security key. A passkey belongs to one address, so both are at ${service}: opening one signs
the other out.</p>
<ol>
<li>${as("intake", "Ivo, intake")} Open the request, which Ivo’s colleague Ines entered, and
record that you called the ministry back: the request is genuine.</li>
<li>${as("reviewer", "Rhea, reviewer")} Go to her account, enter her password, which the demo chose
(${passwordOf(scene.personas.reviewer)}), create her desk key and accept. Within a
second her colleague Otto confirms it; reload the page, then open <i>Desk</i>.</li>
<li>Open the request, start the review and check the head count. Fewer than ten people are in Germany,
so the desk recommends no action. Write an order all the same, with its findings and the reason that
everyone will read, and sign it with Rhea’s key.</li>
<li>${as("approver", "Abel, approver")} Go to his account, enter his password
(${passwordOf(scene.personas.approver)}), create his desk key and accept. Otto confirms
it, too; reload the page. Then approve the order and sign it. Esther and Felix leave; no one else is affected. ${from(germany, "See it from Germany")}: the page says who ordered it and until when.</li>
<li>On that page, choose <i>Appeal</i> and write a sentence.</li>
<li>${as("appeals", "Ada, appeals")} Choose <i>The order ends</i> and give your reasons. Everyone
can join again.</li>
<li>${as("reviewer", "As Rhea again")} Answer the demands: the meeting isn’t ended, and no names are
handed over. Then look at the ${link(`${service}/transparency`, "public log")}; your browser can verify
each entry, and both signatures of the order. What happens to an order after that is published when the day is over.</li>
</ol>
</section>

<section>
<h2>Run the service</h2>
<div class="p">${as("administrator", "Open Administration")} Settings, people, mailbox, the service’s
own rules. Emails go nowhere here: they stay in the mailbox.</div>
</section>

<section class="note">
<h2>What a real service doesn’t have</h2>
<p>This page, its links and its names belong to the demo alone. It made these accounts and knows their
passwords, so it signs you in as anyone would. The desk’s other members were put in their roles by
hand, and the demo holds their desk keys. By hand, too, the log says that Otto confirmed Rhea and Abel
four days ago, because an approver can’t approve anything for the first three. In a service of yours the
first members wait seven days, and an approver three more.</p>
<p>Rhea’s and Abel’s passkeys are named “(desk key)”. They stay in your device’s list of passkeys until
you delete them there.</p>
</section>
</main>
</html>
`;
}

const link = (href: string, text: string): string =>
  `<a class="button" target="_blank" rel="noreferrer" href="${href}">${text}</a>`;

const passwordOf = ({ name, password }: Person): string =>
  `<code data-password-of="${name}">${password}</code>`;

const as = (role: Role, text: string): string =>
  `<form method="post" action="/as/${role}" target="_blank"><button>${text}</button></form>`;

const logo = `<svg width="26" height="26" viewBox="0 0 32 32" fill="none" stroke="currentColor"
stroke-width="1.75" aria-hidden="true"><circle cx="16" cy="16" r="13"/><ellipse cx="16" cy="16"
rx="5.5" ry="13"/><path d="M3 16h26M5 9.5h22M5 22.5h22"/></svg>`;
