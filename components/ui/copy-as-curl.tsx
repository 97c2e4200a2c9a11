"use client";

import { Terminal } from "lucide-react";
import { useState } from "react";
import { announce } from "@/lib/client/announce";
import { useT } from "@/lib/client/locale";
import { asCurl, type CurlRequest } from "@/lib/shared/as-curl";
import { Button, type ButtonProps } from "./button";
import { copyText } from "./copy-button";

/** A request to this console, by its path. */
export type OwnRequest = Omit<CurlRequest, "url"> & { readonly path: string };

/** The command for what is on the screen now. Known when it is copied: only the browser knows under which name it reached the server. */
function commandFor({ path, ...request }: OwnRequest): string {
  return asCurl({ ...request, url: window.location.origin + path });
}

/** Copies the command that does the same over the API. */
export function useCopyAsCurl(): [copied: boolean, copy: (request: OwnRequest) => Promise<void>] {
  const t = useT();
  const [copied, setCopied] = useState(false);
  return [
    copied,
    async (request) => {
      const done = await copyText(commandFor(request));
      setCopied(done);
      announce(t(done ? "common.copied" : "common.copyFailed"));
    },
  ];
}

export function CopyAsCurl({ request, ...props }: { request: OwnRequest } & Omit<ButtonProps, "onClick">) {
  const t = useT();
  const [copied, copy] = useCopyAsCurl();
  return (
    <Button variant="ghost" onClick={() => copy(request)} {...props}>
      <Terminal aria-hidden />
      {t(copied ? "common.copied" : "common.copyAsCurl")}
    </Button>
  );
}
