import type { compare as english } from "../en/compare";
import type { Translation } from "../translation";

export const compare: Translation<typeof english> = {
  compare: {
    title: "실행 비교",
    crumb: "{id}와 비교",
    swap: "바꾸기",
    onlyDifferent: "다른 것만",
    divergesAt: "스텝 {step}에서 갈라집니다. A: {a}, B: {b}.",
    sameWay: "모든 스텝의 결과가 같습니다.",
    outcome: "두 실행의 결과",
    what: "항목",
    difference: "A 대비 B",
    shownOf: "{total}개 중 {shown}개",
    stepsAlike: "모든 스텝의 결과가 같습니다.",
    parametersAlike: "모든 파라미터가 같습니다.",
    durations: "소요 시간 A → B",
    reads: "읽음 A → B",
    writes: "기록 A → B",
    skips: "건너뜀 A → B",
    absent: "실행 안 함",
    partHere: "여기서 갈라짐",
    summed: "재시작한 스텝의 수는 모든 시도를 더한 것",
    doneIn: "실행 {id}에서 끝남",
    overAttempts: "시도 {count}번 합계",
    rollbacks: "롤백 A → B",
    contexts: "컨텍스트",
    contextsNote: "다른 항목 {count}개",
    noValue: "없음",
    twoJobs: "서로 다른 잡의 실행이므로 스텝을 견주어도 알 수 있는 것이 적습니다.",
  },
};
