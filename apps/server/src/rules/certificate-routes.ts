import { meetingCode } from "@graticule/api/meetings";
import { certificate } from "@graticule/api/rules";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { HostAccess, ManagedMeeting } from "../hosting/host-access.ts";
import type { App } from "../http/app.ts";
import { certificatePdf } from "./certificate-pdf.ts";
import type { Certificates, CertifiedMeeting } from "./certificates.ts";

export interface CertificateRouteParts {
  readonly certificates: Certificates;
  readonly hostAccess: HostAccess<ManagedMeeting & CertifiedMeeting>;
  readonly publicUrl: string;
  readonly settings: { current(): { readonly serviceName: string } };
}

const tags = ["meetings"];
const params = z.object({ code: meetingCode });

/** The history of a meeting's rule, to keep: as data and on pdf. */
export function registerCertificateRoutes(app: App, parts: CertificateRouteParts): void {
  const { certificates, hostAccess, settings, publicUrl } = parts;
  const certify = async (request: FastifyRequest, code: string) => {
    const { meeting } = await hostAccess.require(request, code);
    return await certificates.of(meeting, {
      name: settings.current().serviceName,
      publicUrl,
    });
  };

  app.get(
    "/api/meetings/:code/manage/certificate",
    {
      config: { caller: "host" },
      schema: {
        tags,
        params,
        summary: "The history of the meeting's rule, in bands and without names",
        response: { 200: certificate },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      return await certify(request, request.params.code);
    },
  );

  app.get(
    "/api/meetings/:code/manage/certificate.pdf",
    { config: { caller: "host" }, schema: { tags, params, summary: "The same on paper (PDF)" } },
    async (request, reply) => {
      const { code } = request.params;
      const pdf = await certificatePdf(await certify(request, code));
      return reply
        .headers({
          "cache-control": "no-store",
          "content-type": "application/pdf",
          "content-disposition": `attachment; filename="rule-${code}.pdf"`,
        })
        .send(pdf);
    },
  );
}
