import type { Metadata } from "next";
import { JobList } from "@/components/jobs/job-list";
import { Page, PageTitle } from "@/components/page/page";
import { getTranslator } from "@/lib/server/preferences";
import { listJobs } from "@/lib/server/read-model/jobs/jobs";
import { openRequest } from "@/lib/server/request";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())("jobs.title") };
}

export default async function JobsPage() {
  const [t, { desk }] = await Promise.all([getTranslator(), openRequest()]);
  const { jobs } = await listJobs(desk.read);
  return (
    <Page t={t} crumbs={[{ text: t("jobs.title") }]}>
      <PageTitle title={t("jobs.title")} note={t("jobs.count", { count: jobs.length })} />
      <JobList jobs={jobs} />
    </Page>
  );
}
