import type { audit as english } from "../en/audit";
import type { Translation } from "../translation";

export const audit: Translation<typeof english> = {
  audit: {
    page: "활동",
    none: "아직 아무도 아무것도 하지 않았습니다",
    noneHint: "실행, 중지, 재시작, 포기, 복구를 누가 언제 왜 했는지 여기에 남습니다.",
    notKept: "여기에는 남지 않습니다",
    notKeptHint:
      "운영자가 한 일을 적어 둘 곳이 없습니다. 이 데이터베이스에는 Spring Batch 테이블 외에 Batchdeck의 테이블이 없습니다. 남기려면 테이블을 만들 수 있는 사용자로 BATCH_INITIALIZE_SCHEMA=always를 주어 콘솔을 한 번 시작하세요.",
    filter: "활동 좁혀 보기",
    anything: "무엇이든",
    result: "결과",
    anyResult: "모두",
    when: "언제",
    narrow: "보기",
    time: "시각",
    who: "누가",
    what: "무엇을",
    change: "상태",
    why: "사유와 결과",
    title: "운영자가 한 일",
    by: "{actor}",
    actions: {
      launch: "실행",
      stop: "중지 요청",
      restart: "재시작",
      abandon: "포기",
      recover: "복구",
      bulk: "일괄 작업 시작",
      bulkContinue: "일괄 작업 이어서",
      bulkPause: "일괄 작업 멈춤",
      startNextInstance: "다음 인스턴스 시작",
    },
    results: { DONE: "완료", REFUSED: "거절됨", FAILED: "실패함" },
  },
};
