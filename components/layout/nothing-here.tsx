import { Compass } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { Translator } from "@/lib/shared/messages/translate";
import { routes } from "@/lib/shared/routes";
import { Button } from "../ui/button";
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
            <Button asChild variant="primary">
              <Link href={routes.executions.list()}>{t("faces.toExecutions")}</Link>
            </Button>
            <Button asChild>
              <Link href={routes.jobs.list()}>{t("faces.toJobs")}</Link>
            </Button>
          </>
        }
      >
        {children}
      </Face>
    </Page>
  );
}
