import { meetingCode } from "@graticule/api/meetings";
import { certificate } from "@graticule/api/rules";
import { z } from "zod";
import type { HostAccess, HostOf, ManagedMeeting } from "../hosting/host-access.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import { type App, routesFor } from "../http/routing.ts";
import { createPdfWriter } from "./certificate-thread.ts";
import type { Certificates, CertifiedMeeting } from "./certificates.ts";

export interface CertificateRouteParts {
  readonly certificates: Certificates;
  readonly hostAccess: HostAccess<ManagedMeeting & CertifiedMeeting>;
  readonly settings: { current(): { readonly serviceName: string } };
}

const tags = ["meetings"];
const params = z.object({ code: meetingCode });

/** The history of a meeting's rule, to keep: as data and on paper. */
export function registerCertificateRoutes(app: App, parts: CertificateRouteParts): void {
  const { certificates, hostAccess, settings } = parts;
  const host = routesFor(app, "host", tags, hostAccess.require);
  const writer = createPdfWriter();
  const certify = async ({ meeting }: HostOf<ManagedMeeting & CertifiedMeeting>) =>
    await certificates.of(meeting, {
      name: settings.current().serviceName,
      publicUrl: app.publicUrl,
    });

  host.get(
    "/api/meetings/:code/manage/certificate",
    {
      params,
      summary:
        "Get the meeting's access record: which rule applied when, with counts in bands and no names",
      response: { 200: certificate },
    },
    async ({ who }) => await certify(who),
  );

  host.get(
    "/api/meetings/:code/manage/certificate.pdf",
    { params, summary: "Get the access record as a PDF" },
    async (request, reply) => {
      const { code } = request.params;
      const { accountId } = request.who.meeting;
      const pdf = await writer.write(accountId, await certify(request.who));
      if (pdf === undefined) throw new ProblemError(problemOf("too-many"));
      return reply
        .headers({
          "content-type": "application/pdf",
          "content-disposition": `attachment; filename="access-record-${code}.pdf"`,
        })
        .send(pdf);
    },
  );
}
