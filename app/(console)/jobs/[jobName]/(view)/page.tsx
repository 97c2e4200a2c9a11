import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { flowSizesOf } from "@/components/flow/flow-layout";
import { JobHeader } from "@/components/jobs/job-header";
import { JobTabContent } from "@/components/jobs/job-tab-content";
import { JobTabs, jobTabOf } from "@/components/jobs/job-tabs";
import { Page } from "@/components/page/page";
import { getTranslator } from "@/lib/server/preferences";
import { readJob } from "@/lib/server/read-model/jobs/job";
import { openRequest } from "@/lib/server/request";
import { parsePageRequest } from "@/lib/shared/filter/parse-execution-filter";
import { decodeSegment } from "@/lib/shared/path-segment";
import { queryOf, type SearchParams } from "@/lib/shared/query-of";
import { routes } from "@/lib/shared/routes";

type Params = Promise<{ jobName: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  return { title: decodeSegment((await params).jobName) };
}

export default async function JobPage({ params, searchParams }: { params: Params; searchParams: SearchParams }) {
  const [t, scope, path, query] = await Promise.all([getTranslator(), openRequest(), params, queryOf(searchParams)]);
  const jobName = decodeSegment(path.jobName);
  const page = parsePageRequest(query);
  const tab = jobTabOf(query);
  const job = await readJob(scope.desk.read, jobName, scope, tab === "instances" ? page : null);
  if (!job) notFound();
  return (
    <Page t={t} crumbs={[{ text: t("jobs.title"), href: routes.jobs.list() }, { text: jobName }]}>
      <JobHeader job={job} />
      <JobTabs t={t} jobName={jobName} current={tab} />
      <JobTabContent job={job} tab={tab} page={page} flowSizes={tab === "flow" ? flowSizesOf(job.flow) : null} />
    </Page>
  );
}
