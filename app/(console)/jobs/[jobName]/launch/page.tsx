import { Ban } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LaunchForm } from "@/components/launch/launch-form";
import { Page, PageTitle } from "@/components/page/page";
import { ButtonLink } from "@/components/ui/button-link";
import { Face } from "@/components/ui/face";
import { Panel } from "@/components/ui/panel";
import { getTranslator } from "@/lib/server/preferences";
import { launchState } from "@/lib/server/read-model/actions";
import { isKnownJob } from "@/lib/server/read-model/jobs/job";
import { openRequest } from "@/lib/server/request";
import { showLaunchForm } from "@/lib/server/use-cases/show-launch-form";
import { decodeSegment } from "@/lib/shared/path-segment";
import { queryOf, type SearchParams } from "@/lib/shared/query-of";
import { routes } from "@/lib/shared/routes";
import { launchJobAction } from "./actions";

type Params = Promise<{ jobName: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const [t, { jobName }] = await Promise.all([getTranslator(), params]);
  return { title: t("launch.title", { job: decodeSegment(jobName) }) };
}

export default async function LaunchPage({ params, searchParams }: { params: Params; searchParams: SearchParams }) {
  const [t, scope, path, query] = await Promise.all([getTranslator(), openRequest(), params, queryOf(searchParams)]);
  const jobName = decodeSegment(path.jobName);
  const view = await showLaunchForm(scope, jobName, query);
  if (!view && !(await isKnownJob(scope.desk.read, jobName))) notFound();
  const launch = view?.launch ?? launchState(jobName, { ...scope, rights: scope.desk.read.rights, launchable: false });
  return (
    <Page
      t={t}
      crumbs={[
        { text: t("jobs.title"), href: routes.jobs.list() },
        { text: jobName, href: routes.jobs.detail(jobName) },
        { text: t("launch.crumb") },
      ]}
    >
      <PageTitle title={t("launch.title", { job: jobName })} className="mb-1.5" />
      <p className="mb-4 max-w-[80ch] text-muted">
        {view?.from ? t("launch.fromExecution", { id: view.from.id }) : view?.description}
      </p>
      {view && launch.enabled ? (
        <LaunchForm view={view} launch={launchJobAction.bind(null, jobName)} />
      ) : (
        <Panel className="max-w-3xl">
          <Face
            icon={Ban}
            title={t(view ? "faces.forbiddenTitle" : "launch.notHere")}
            actions={<ButtonLink href={routes.jobs.detail(jobName)}>{t("common.goBack")}</ButtonLink>}
          >
            {launch.reason ?? t("faces.forbiddenHint", { actor: scope.actor.name })}
          </Face>
        </Panel>
      )}
    </Page>
  );
}
