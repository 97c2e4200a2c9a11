"use client";

import { useT } from "@/lib/client/locale";
import type { CompareView } from "@/lib/shared/views";
import { cn } from "../ui/cn";
import { Panel, PanelHeader } from "../ui/panel";
import { RowTh, Table, Td, Th, Thead, Tr } from "../ui/table";

/** What they were launched with. Of two values the part that differs stands out. */
export function CompareParameters({
  parameters,
  onlyDifferent,
}: {
  parameters: CompareView["parameters"];
  onlyDifferent: boolean;
}) {
  const t = useT();
  const shown = parameters.filter(({ same }) => !onlyDifferent || !same);
  return (
    <Panel aria-labelledby="compare-parameters">
      <PanelHeader
        id="compare-parameters"
        title={t("parameters.title")}
        note={t("compare.shownOf", { shown: shown.length, total: parameters.length })}
      />
      {shown.length === 0 ? (
        <p className="px-3.5 py-3 text-muted">{t("compare.parametersAlike")}</p>
      ) : (
        <Values lines={shown.map(({ name, ...values }) => ({ key: name, heading: name, ...values }))} />
      )}
    </Panel>
  );
}

/** Where their contexts differ: positions, files, what the job's own code remembers. */
export function CompareContexts({ contexts }: { contexts: CompareView["contexts"] }) {
  const t = useT();
  if (contexts.length === 0) return null;
  return (
    <Panel aria-labelledby="compare-contexts">
      <PanelHeader
        id="compare-contexts"
        title={t("compare.contexts")}
        note={t("compare.contextsNote", { count: contexts.length })}
      />
      <Values
        lines={contexts.map(({ step, key, a, b }) => ({
          key: `${step ?? ""} ${key}`,
          heading: key,
          note: step ?? t("context.ofJob"),
          a,
          b,
          same: false,
        }))}
      />
    </Panel>
  );
}

interface ValueLine {
  readonly key: string;
  readonly heading: string;
  readonly note?: string;
  readonly a: string | null;
  readonly b: string | null;
  readonly same: boolean;
}

function Values({ lines }: { lines: readonly ValueLine[] }) {
  const t = useT();
  return (
    <Table className="table-fixed">
      <Thead>
        <tr>
          <Th className="w-[28%]">{t("parameters.name")}</Th>
          <Th>A</Th>
          <Th>B</Th>
        </tr>
      </Thead>
      <tbody>
        {lines.map(({ key, heading, note, a, b, same }) => (
          <Tr key={key} className="align-top">
            <RowTh className="mono whitespace-normal py-2 font-normal [overflow-wrap:anywhere]">
              <bdi>{heading}</bdi>
              {note && <bdi className="block text-muted">{note}</bdi>}
            </RowTh>
            <Value text={a} other={b} same={same} />
            <Value text={b} other={a} same={same} />
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Value({ text, other, same }: { text: string | null; other: string | null; same: boolean }) {
  const t = useT();
  const [before, middle, after] =
    same || text === null || other === null ? [text, "", ""] : splitAtDifference(text, other);
  return (
    <Td className={cn("mono h-auto whitespace-pre-wrap py-2 [overflow-wrap:anywhere]", same && "text-faint")}>
      {text === null ? (
        <span className="text-faint">{t("compare.noValue")}</span>
      ) : text === "" ? (
        <span className="text-faint">{t("parameters.empty")}</span>
      ) : (
        <bdi>
          {before}
          {middle && <mark className="rounded-sm bg-accent-soft px-px text-ink">{middle}</mark>}
          {after}
        </bdi>
      )}
    </Td>
  );
}

/** The part of `text` between what both begin and end with. */
function splitAtDifference(text: string, other: string): [before: string, middle: string, after: string] {
  const [mine, theirs] = [[...text], [...other]];
  const least = Math.min(mine.length, theirs.length);
  let start = 0;
  while (start < least && mine[start] === theirs[start]) start++;
  let end = 0;
  while (end < least - start && mine.at(-1 - end) === theirs.at(-1 - end)) end++;
  return [
    mine.slice(0, start).join(""),
    mine.slice(start, mine.length - end).join(""),
    mine.slice(mine.length - end).join(""),
  ];
}
