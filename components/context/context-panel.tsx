"use client";

import { useId, useMemo, useState } from "react";
import { useT } from "@/lib/client/locale";
import { isFrameworkKey } from "@/lib/shared/framework-keys";
import type { ContextView } from "@/lib/shared/views";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { Input, Select } from "../ui/input";
import { Notice } from "../ui/notice";
import { Panel, PanelHeader } from "../ui/panel";
import { ScrollText } from "../ui/scroll-text";
import { Tabs } from "../ui/tabs";
import { countNodes } from "./context-search";
import { ContextTree } from "./context-tree";

/** What a restart starts from: the job's ExecutionContext and each step's, as a typed tree and as stored. */
export function ContextPanel({ contexts }: { contexts: readonly ContextView[] }) {
  const t = useT();
  const id = useId();
  const [key, setKey] = useState<string | null>(null);
  const shown = contexts.find((context) => keyOf(context) === key) ?? mostTelling(contexts);
  return (
    <Panel aria-labelledby="context-title">
      <PanelHeader id="context-title" title={t("context.title")}>
        {contexts.length > 1 && shown && (
          <>
            <label htmlFor={id} className="sr-only">
              {t("context.choose")}
            </label>
            <Select
              id={id}
              value={keyOf(shown)}
              onChange={(event) => setKey(event.target.value)}
              className="h-7 max-w-44 text-xs"
            >
              {contexts.map((context) => (
                <option key={keyOf(context)} value={keyOf(context)}>
                  {context.owner === "job" ? t("context.ofJob") : (context.stepName ?? "")}
                </option>
              ))}
            </Select>
          </>
        )}
      </PanelHeader>
      {shown ? (
        <StoredContext key={keyOf(shown)} context={shown} />
      ) : (
        <p className="px-3.5 py-3 text-muted">{t("context.none")}</p>
      )}
    </Panel>
  );
}

function keyOf(context: ContextView): string {
  return context.stepExecutionId ?? "job";
}

/** The last step's that keeps something of its own, else the job's, else the last that holds anything. */
function mostTelling(contexts: readonly ContextView[]): ContextView | undefined {
  const own = contexts.filter(({ nodes }) => nodes.some(({ key }) => !isFrameworkKey(key)));
  return (
    own.findLast(({ owner }) => owner === "step") ??
    own[0] ??
    contexts.findLast(({ nodes, problem }) => nodes.length > 0 || problem !== null) ??
    contexts[0]
  );
}

/** A context with more entries than this gets a search of its own. */
const SEARCHED_FROM = 12;
/** A raw text longer than this is shown in part until somebody asks for the whole. */
const RAW_SHOWN = 8_000;

/** As a typed tree, and as it stands in the table. */
export function StoredContext({ context }: { context: ContextView }) {
  const t = useT();
  const [search, setSearch] = useState("");
  const hasTree = context.nodes.length > 0 || !context.problem;
  const entries = useMemo(() => countNodes(context.nodes), [context.nodes]);
  const tree =
    context.nodes.length === 0 ? (
      <p className="px-3.5 py-3 text-muted">{t("context.empty")}</p>
    ) : (
      <>
        {entries > SEARCHED_FROM && (
          <div className="border-line-soft border-b px-2.5 py-2">
            <Input
              type="search"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
              placeholder={t("context.search", { count: entries })}
              aria-label={t("context.search", { count: entries })}
              autoComplete="off"
              spellCheck={false}
            />
          </div>
        )}
        <div className="relative max-h-96 overflow-auto px-3.5 py-2.5">
          <ContextTree nodes={context.nodes} search={search.trim()} />
        </div>
      </>
    );
  return (
    <>
      {(context.problem || context.truncated) && (
        <Notice kind="warning" className="m-2.5 text-xs">
          {context.problem ?? t("context.truncated")}
        </Notice>
      )}
      <Tabs
        label={t("context.title")}
        initial={hasTree ? "tree" : "raw"}
        tabs={[
          ...(hasTree ? [{ name: "tree", label: t("context.tree"), content: tree }] : []),
          { name: "raw", label: t("context.raw"), content: <Raw text={context.raw} /> },
        ]}
        aside={
          <>
            <Badge variant="outline">{t(`context.formats.${context.format}`)}</Badge>
            <CopyButton text={context.raw} label={t("context.copy")} />
          </>
        }
      />
    </>
  );
}

/** Of a text this long only the beginning comes here (see ContextView). */
const RAW_CUT_AT = 100_000;

function Raw({ text }: { text: string }) {
  const t = useT();
  const [isWhole, setWhole] = useState(text.length <= RAW_SHOWN);
  return (
    <>
      <ScrollText className="max-h-96 px-3.5 py-2.5">
        {(isWhole ? text : text.slice(0, RAW_SHOWN)) || t("context.empty")}
      </ScrollText>
      {isWhole && text.length >= RAW_CUT_AT && (
        <p className="px-3.5 pb-2 text-warning text-xs">{t("context.rawCut")}</p>
      )}
      {!isWhole && (
        <Button variant="ghost" size="sm" className="m-1" onClick={() => setWhole(true)}>
          {t("common.showAll")}
        </Button>
      )}
    </>
  );
}
