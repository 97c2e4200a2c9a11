import { Compass } from "lucide-react";
import type { ReactNode } from "react";
import type { Translator } from "@/lib/shared/messages/translate";
import { routes } from "@/lib/shared/routes";
import { ButtonLink } from "../ui/button-link";
import { Face } from "../ui/face";
import { Page } from "./page";

export function NothingHere({ t, title, children }: { t: Translator; title: string; children: ReactNode }) {
  return (
    <Page t={t} crumbs={[{ text: title }]}>
      <Face
        icon={Compass}
        level="h1"
        title={title}
        actions={
          <>
            <ButtonLink variant="primary" href={routes.executions.list()}>
              {t("faces.toExecutions")}
            </ButtonLink>
            <ButtonLink href={routes.jobs.list()}>{t("faces.toJobs")}</ButtonLink>
          </>
        }
      >
        {children}
      </Face>
    </Page>
  );
}
