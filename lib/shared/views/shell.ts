import type { ActionState } from "./actions";
import type { Count } from "./values";

/** What the shell around every page shows. */
export interface ShellView {
  readonly environment: string;
  readonly database: string;
  readonly generation: 4 | 5 | 6;
  readonly timeZone: string;
  /** Why nothing can be changed here. */
  readonly readOnly: "setting" | "database" | null;
  readonly actor: string;
  readonly canOperate: boolean;
  /** Whether what operators do is written down. */
  readonly keepsActivity: boolean;
  /** Whether any job of this installation may be launched, and if not why. */
  readonly launch: ActionState;
  readonly failedCount: Count;
  readonly runningCount: number;
}
