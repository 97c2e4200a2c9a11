import "server-only";
import type { ServerMessages } from "./en";

export const ko: ServerMessages = {
  actions: {
    notAllowed: "볼 수만 있고 조작할 수는 없습니다.",
    ended: (status) => `이미 ${status} 상태로 끝났습니다.`,
    stopAsked: "중지를 이미 요청했습니다. 다음 청크에서 끝납니다.",
    stillStopping: "중지를 요청했고 아직 멈출 시간이 지나지 않았습니다. 멈추지 않으면 할 수 있게 됩니다.",
    stillRunning: "아직 실행 중입니다. 먼저 중지하세요.",
    alive: "프로세스가 살아 있습니다. 복구 대신 중지하세요.",
    notRunning: (status) => `${status} 상태입니다. 복구는 프로세스가 사라진 실행에만 필요합니다.`,
    abandonedAlready: "이미 포기한 실행입니다.",
    completed: "완료되었습니다. 포기할 것이 없습니다.",
    notLaunchable: (job) =>
      `${job ?? "이름 없는"} 잡은 이 설치본에 없어 여기서 시작할 수 없습니다. 그 잡을 가진 애플리케이션에서 시작하거나 재시작하세요.`,
    noJobs: "여기에 설치된 잡이 없습니다. 이 데이터베이스에 쓰는 애플리케이션이 저마다 잡을 시작합니다.",
    notNewest: (id) => `같은 인스턴스에 더 새로운 시도인 실행 ${id}이(가) 있습니다. 그것을 재시작하세요.`,
    restartCompleted: "완료되었습니다. 식별 파라미터를 바꾸어 다시 실행하세요.",
    restartAbandoned: "포기한 실행은 되돌릴 수 없습니다. 식별 파라미터를 바꾸어 다시 실행하세요.",
    restartUnknown: "결과를 알 수 없습니다(UNKNOWN). 데이터가 있을 수도 없을 수도 있으니 먼저 복구하거나 포기하세요.",
    noInstance: "인스턴스 행이 없어 무엇을 이어야 할지 알 수 없습니다.",
    noNewRows:
      "데이터베이스 사용자가 행을 고칠 수는 있어도 추가할 수 없어서 여기서는 시작하거나 다시 시작할 수 없습니다.",
    readOnlyTables: "이 콘솔은 데이터베이스를 읽기만 할 수 있어 여기서는 아무것도 바꿀 수 없습니다.",
  },
  gate: {
    unknownHost: (name) =>
      name === null
        ? "어느 호스트에 보낸 요청인지 적혀 있지 않습니다."
        : `이 콘솔은 ${name}(이)라는 이름을 모릅니다. 주소로 열거나, 그 이름이 맞다면 BATCHDECK_ALLOWED_HOSTS=${name}(으)로 시작하세요.`,
    malformedAddress: "주소에 뜻이 없는 % 기호가 있습니다. 링크를 따라가거나 이름을 올바르게 인코딩하세요.",
    noOrigin: "어느 페이지에서 온 요청인지 적혀 있지 않아 실행하지 않았습니다. 프로그램은 /api/v1 아래의 API를 쓰세요.",
  },
  errors: {
    JOB_EXECUTION_ALREADY_RUNNING: ({ executionId }) =>
      `이미 실행 중입니다${executionId ? `(실행 ${executionId})` : ""}. 중지하거나, 끝나기를 기다리거나, 프로세스가 사라졌다면 복구하세요.`,
    JOB_INSTANCE_ALREADY_COMPLETE: ({ executionId, instanceId }) =>
      `이 식별 파라미터의 인스턴스 ${instanceId ?? ""}은(는) 이미 완료되었거나 포기되었습니다${executionId ? `(실행 ${executionId})` : ""}. 식별 파라미터를 바꾸세요.`,
    JOB_PARAMETERS_INVALID: () => "올바르지 않은 파라미터가 있습니다.",
    NO_SUCH_JOB: () => "이 잡은 여기에 설치되어 있지 않습니다.",
    NO_SUCH_JOB_EXECUTION: () => "이 데이터베이스에 그런 실행이 없습니다.",
    NO_SUCH_JOB_INSTANCE: () => "이 데이터베이스에 그런 인스턴스가 없습니다.",
    JOB_EXECUTION_NOT_RUNNING: () => "그 사이 상태가 바뀌어 더는 할 수 없습니다. 다시 확인하세요.",
    STALE_EXECUTION: () => "같은 순간에 다른 프로세스가 바꾸었습니다. 다시 확인하고 결정하세요.",
    READ_ONLY_DATABASE: () => "이 콘솔에는 데이터베이스에 이를 기록할 권한이 없습니다.",
    STILL_WORKING: () =>
      "보고 계신 동안 스텝이 움직였습니다. 어떤 프로세스가 이 실행을 처리하고 있습니다. 중지를 요청하거나 아무것도 움직이지 않을 때까지 기다리세요.",
    FORBIDDEN: () => "볼 수만 있고 조작할 수는 없습니다.",
    OTHER_SITE: () => "다른 사이트에서 온 요청이라 실행하지 않았습니다.",
    UNAUTHORIZED: () => "이 콘솔이 아는 토큰을 보내세요: Authorization: Bearer …",
    NOT_FOUND: () => "이 주소에는 아무것도 없습니다. 무엇이 있는지는 GET /api/v1/openapi.json이 알려 줍니다.",
    METHOD_NOT_ALLOWED: () => "이 주소에는 쓸 수 없는 메서드입니다. 쓸 수 있는 것은 Allow에 있습니다.",
    UNSUPPORTED_MEDIA_TYPE: () => "본문은 application/json으로 보내세요.",
    BODY_TOO_LARGE: () => "본문이 1 MiB보다 큽니다.",
    INVALID_REQUEST: () => "요청을 이해할 수 없습니다. 어디인지는 problems에 있습니다.",
    NO_SUCH_BULK_OPERATION: () => "그런 일괄 작업이 없습니다.",
    BULK_UNAVAILABLE: () => "이 데이터베이스에는 일괄 작업을 보관할 테이블이 없고, 여기서 만들 수도 없습니다.",
    BULK_TOO_MANY: () => "1,000건이 넘는 실행을 골랐습니다. 필터를 좁혀 나누어 하세요.",
    BULK_NOTHING_CHOSEN: () => "고른 실행이 없습니다.",
    BULK_OTHER_COUNT: () => "보셨을 때와 다른 실행들이 해당합니다. 다시 확인하고 결정하세요.",
    BULK_IS_RUNNING: () => "이미 진행 중입니다.",
    BULK_NOT_RUNNING: () => "진행 중이 아닙니다.",
    BULK_IS_DONE: () => "끝난 작업입니다. 거부되거나 실패한 것을 다시 하려면 그렇게 지정하세요.",
    DATABASE_UNAVAILABLE: () => "데이터베이스가 응답하지 않습니다.",
    UNEXPECTED: () => "예상하지 못한 문제가 생겼습니다. 자세한 내용은 서버 로그에 있습니다.",
  },
};
