import type { Metadata } from "next";
import { DayTimeline } from "@/components/day/day-timeline";
import { Page } from "@/components/page/page";
import { getTranslator } from "@/lib/server/preferences";
import { readDay } from "@/lib/server/read-model/day";
import { getDesk } from "@/lib/server/runtime";
import { queryOf, type SearchParams } from "@/lib/shared/query-of";

const DAY_MS = 24 * 3_600_000;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())("day.title") };
}

export default async function DayPage({ searchParams }: { searchParams: SearchParams }) {
  const [t, { read }, query] = await Promise.all([getTranslator(), getDesk(), queryOf(searchParams)]);
  const now = read.now();
  const asked = new Date(query.get("to") ?? "");
  // No table holds times before 1970, and not every database takes them. NaN is no time either.
  const to = asked.getTime() >= DAY_MS && asked <= now ? asked : now;
  const view = await readDay(read, new Date(to.getTime() - DAY_MS), to);
  return (
    <Page t={t} crumbs={[{ text: t("day.title") }]}>
      <DayTimeline view={view} isToday={to === now} />
    </Page>
  );
}
