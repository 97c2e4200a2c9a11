import type { status as english } from "../en/status";
import type { Translation } from "../translation";

export const status: Translation<typeof english> = {
  status: {
    COMPLETED: "완료",
    STARTING: "시작하는 중",
    STARTED: "실행 중",
    STOPPING: "중지하는 중",
    STOPPED: "중지됨",
    FAILED: "실패",
    ABANDONED: "포기함",
    UNKNOWN: "알 수 없음",
    stored: "저장된 값: “{text}”",
    none: "실행한 적 없음",
    legend: "상태의 뜻",
  },
  statusMeaning: {
    COMPLETED: "정상으로 끝났습니다. 같은 식별 파라미터로는 다시 실행할 수 없습니다.",
    STARTING: "요청되었고 아직 일을 시작하지 않았습니다.",
    STARTED: "지금 일하고 있습니다.",
    STOPPING: "중지를 요청했습니다. 다음 청크에서 끝납니다.",
    STOPPED: "요청에 따라 멈췄습니다. 재시작하면 마지막 커밋 다음부터 이어집니다.",
    FAILED: "오류로 끝났습니다. 재시작하면 마지막 커밋 다음부터 이어집니다.",
    ABANDONED: "운영자가 포기했습니다. 다시는 재시작할 수 없습니다.",
    UNKNOWN: "결과를 기록하지 못했습니다. 다시 실행하기 전에 판단이 필요합니다.",
  },
  liveness: {
    suspect: "응답 없음",
    suspectWhy: "평소보다 오래 아무 변화가 없습니다.",
    lost: "죽은 듯함",
    lostWhy: "프로세스의 하트비트가 끊겼습니다.",
    lastSign: "마지막 움직임은 {time}입니다.",
    whatNow: "프로세스가 사라졌다면 복구한 뒤 재시작할 수 있습니다.",
  },
  counts: {
    read: "읽음",
    written: "기록",
    filtered: "걸러냄",
    skips: "건너뜀",
    skipsRpw: "건너뜀 읽·처·쓰",
    skipsLong: "읽기, 처리, 쓰기에서 건너뛴 수",
    skipsSpelled: "읽기 {read}, 처리 {process}, 쓰기 {write}건 건너뜀",
    commits: "커밋",
    rollbacks: "롤백",
  },
  duration: {
    negative: "시작보다 종료가 먼저입니다: 두 서버의 시계가 다릅니다",
    clocksSetBack: "이 시각에 시계가 되돌려져 한 시간쯤 다를 수 있습니다",
    usual: "평소 {duration}",
    usualShort: "평소",
    slow: "평소보다 느림",
  },
};
