"use client";

import { useT } from "@/lib/client/locale";
import { routes } from "@/lib/shared/routes";
import { useShell } from "../shell/shell-context";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";

/** To the jobs that can be launched; where none can, it says why. */
export function LaunchAJob() {
  const t = useT();
  const { launch } = useShell() ?? { launch: null };
  if (launch?.enabled === false) {
    return (
      <Button variant="primary" disabledReason={launch.reason}>
        {t("actions.launchJob")}
      </Button>
    );
  }
  return (
    <ButtonLink variant="primary" href={routes.jobs.list()}>
      {t("actions.launchJob")}
    </ButtonLink>
  );
}
