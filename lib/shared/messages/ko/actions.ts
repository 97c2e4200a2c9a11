import type { actions as english } from "../en/actions";
import type { Translation } from "../translation";

export const actions: Translation<typeof english> = {
  actions: {
    stop: "중지",
    restart: "재시작",
    runAgain: "다시 실행…",
    abandon: "포기",
    recover: "복구",
    launch: "실행",
    launchJob: "잡 실행",
  },
  action: {
    reason: "사유",
    reasonNotKept: "남지 않습니다. 이 데이터베이스에는 적어 둘 테이블이 없습니다.",
    reasonHint: "이름과 함께 감사 기록에 남습니다.",
    refused: "하지 않았습니다",
    unreachable: "서버가 응답하지 않았습니다. 이미 처리되었을 수 있으니 다시 누르기 전에 확인하세요.",
    notNow: "지금 상태에서는 할 수 없습니다.",
    writes: "기록되는 것",
    follows: "그다음",
    whoWorks: "처리 중인 프로세스",
    becomes: "다음으로 바뀜:",
    endNow: "지금 종료",
    moreSteps: "실행 중인 다른 스텝 {count}개도 같습니다",
    morePartitions: "끝나지 않은 파티션 {count}개도 같습니다",
    nobodyWorks: "없습니다. 이미 끝난 실행입니다.",
    lastSign: "마지막 움직임은 {time}입니다.",
    lastSignFrom: "마지막 움직임은 {time}, {host}에서 왔습니다.",
    fenced:
      "프로세스가 살아 있더라도 다음 커밋에서 행이 바뀐 것을 알게 되어 그 청크는 롤백되고 끝납니다. 파일이나 메일처럼 데이터베이스 밖에서 한 일만 그대로 남습니다.",
    stop: {
      title: "실행 {id} 중지",
      follows:
        "처리 중인 청크를 마치고 커밋한 뒤 STOPPED로 끝납니다. 태스클릿은 다 마치고 끝납니다. 재시작하면 거기서부터 이어 갑니다.",
      followsGap:
        "처리 중인 청크를 마치고(보통 {gap} 안) 커밋한 뒤 STOPPED로 끝납니다. 재시작하면 거기서부터 이어 갑니다.",
      done: "실행 {id}의 중지를 요청했습니다",
    },
    restart: {
      title: "실행 {id} 재시작",
      follows: "같은 파라미터를 가진 별개의 실행이 됩니다. 이 실행은 그대로 남습니다.",
      done: "재시작했습니다: 실행 {id}",
    },
    abandon: {
      title: "실행 {id} 포기",
      follows:
        "다시는 재시작할 수 없고 되돌릴 수 없습니다. 커밋한 것은 남습니다. 그래도 그 일을 하려면 식별 파라미터를 바꾸어 새로 실행하세요.",
      done: "포기했습니다: 실행 {id}",
    },
    recover: {
      title: "실행 {id} 복구",
      follows: "재시작할 수 있게 되고, 재시작하면 마지막 커밋부터 이어 갑니다. 저절로 재시작되지는 않습니다.",
      done: "FAILED로 복구했습니다: 실행 {id}",
    },
  },
  restart: {
    title: "재시작하면",
    notHere: "여기서는 할 수 없고, 이 잡을 가진 애플리케이션이 재시작합니다. 행을 보면 다음과 같습니다.",
    newInstance: "새 인스턴스를 시작합니다.",
    skipsMany: "완료한 스텝 {count}개는 건너뜁니다.",
    continues: "인스턴스 {instance}의 {attempt}번째 시도로 이어 갑니다.",
    will: {
      skip: "– 완료되어 건너뜁니다.",
      run: "– 처음부터 실행합니다.",
      continue: "– 멈춘 곳부터 이어 갑니다.",
    },
  },
  stopping: {
    title: "중지하는 중",
    asked: "{time}에 요청했습니다.",
    askedBy: "{time}에 {actor} 님이 요청했습니다.",
    waiting: "다음 청크 경계에서 끝납니다.",
    waitingGap: "다음 청크 경계에서 끝납니다. 평소 간격은 {gap}입니다.",
    late: "멈추지 않은 것으로 보아 프로세스가 사라진 듯합니다. 복구하면 재시작할 수 있고, 포기하면 그만둡니다.",
  },
};
